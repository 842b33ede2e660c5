/** The rail on the left: the pages, what Parley is doing, help. Icons only where there is little room. */
import { CircleHelp, Keyboard, SquareArrowOutUpRight, WifiOff } from 'lucide-react';
import type { ComponentType } from 'react';
import { useBridge } from '../bridge/use-bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { classNames } from '../ui/class-names.ts';
import { PhasePill } from './phase-pill.tsx';
import { navigationPages } from './pages.tsx';
import { hashOf } from './route.ts';
import type { PageName } from './route.ts';
import { hasOwnWindow, useOpenPage } from './use-open-page.ts';

export function Navigation({
  page,
  onShortcuts,
}: {
  readonly page: PageName;
  readonly onShortcuts: () => void;
}) {
  const { t } = useTexts();
  const isOffline = useDesk((state) => state.settings.network === 'off');
  return (
    <header className="flex h-full w-52 shrink-0 flex-col border-r border-line bg-rail px-3 py-4 @max-4xl:w-auto @max-4xl:px-2">
      <p className="px-2.5 pb-4 text-lg font-semibold tracking-tight @max-4xl:sr-only">{t('app.name')}</p>
      <nav aria-label={t('app.navigation')} className="flex flex-col gap-0.5">
        {navigationPages.map(({ name, icon: Icon }) => (
          <NavigationLink key={name} name={name} icon={Icon} isCurrent={name === page} />
        ))}
      </nav>
      <div className="mt-auto flex flex-col gap-0.5">
        <PhasePill />
        {isOffline && (
          <a
            href={hashOf({ page: 'settings', part: 'privacy' })}
            title={t('app.offlineHint')}
            className={rowStyle(false)}
          >
            <WifiOff aria-hidden className="size-[1.125rem] shrink-0" />
            <span className="@max-4xl:sr-only">{t('app.offline')}</span>
          </a>
        )}
        <button type="button" onClick={onShortcuts} className={rowStyle(false)}>
          <Keyboard aria-hidden className="size-[1.125rem] shrink-0" />
          <span className="@max-4xl:sr-only">{t('shortcuts.title')}</span>
        </button>
        <NavigationLink name="about" icon={CircleHelp} isCurrent={page === 'about'} />
      </div>
    </header>
  );
}

function rowStyle(isCurrent: boolean): string {
  return classNames(
    'flex min-h-9 items-center gap-2.5 rounded-medium px-2.5 py-1 text-left text-base transition-colors duration-(--time-fast)',
    isCurrent
      ? 'bg-pressed font-medium text-text forced-colors:bg-[Highlight] forced-colors:text-[HighlightText] forced-colors:forced-color-adjust-none'
      : 'text-muted hover:bg-hover hover:text-text',
  );
}

interface NavigationLinkProps {
  readonly name: PageName;
  readonly icon?: ComponentType<{ readonly className?: string }> | undefined;
  readonly isCurrent: boolean;
}

function NavigationLink({ name, icon: Icon, isCurrent }: NavigationLinkProps) {
  const { t } = useTexts();
  const openPage = useOpenPage();
  const isElsewhere = hasOwnWindow(name, useBridge().kind);
  return (
    <a
      href={hashOf({ page: name, part: '' })}
      onClick={(event) => {
        if (!isElsewhere) return;
        event.preventDefault();
        openPage(name);
      }}
      aria-current={isCurrent ? 'page' : undefined}
      title={isElsewhere ? t('page.ownWindow', { page: t(`page.${name}`) }) : t(`page.${name}`)}
      draggable={false}
      className={rowStyle(isCurrent)}
    >
      {Icon && <Icon className="size-[1.125rem] shrink-0" />}
      <span className="@max-4xl:sr-only">{t(`page.${name}`)}</span>
      {isElsewhere && (
        <SquareArrowOutUpRight aria-hidden className="ml-auto size-3.5 shrink-0 @max-4xl:hidden" />
      )}
    </a>
  );
}

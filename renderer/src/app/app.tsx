/** The window: navigation, the page of the address, faults and the state of the line above it, keys, live regions. */
import { useCallback, useEffect, useState } from 'react';
import { FaultBanners } from '../features/faults/fault-banners.tsx';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { FloatingRoot } from '../ui/floating-root.ts';
import { ToastStack } from '../ui/toast-stack.tsx';
import { TooltipScope } from '../ui/tooltip.tsx';
import { Announcer } from './announcer.tsx';
import { ConnectingPage, LostNotice, RefusedPage } from './line-notice.tsx';
import { Navigation } from './navigation.tsx';
import { pages } from './pages.tsx';
import { useRoute } from './route.ts';
import { ShortcutList } from './shortcut-list.tsx';
import { useAlertNotices } from './use-alert-notices.ts';
import { useAppearance } from './use-appearance.ts';
import { useFirstStart } from './use-first-start.ts';
import { useKeys } from './use-keys.ts';

export function App() {
  const { t } = useTexts();
  const { page, part } = useRoute();
  const line = useDesk((state) => state.line);
  const isLoaded = useDesk((state) => state.loaded);
  const [hasShortcuts, setHasShortcuts] = useState(false);
  const [main, setMain] = useState<HTMLElement | null>(null);
  const showShortcuts = useCallback(() => setHasShortcuts(true), []);

  useAlertNotices(page);
  useAppearance();
  useFirstStart();
  useKeys(showShortcuts);
  useEffect(() => {
    document.title = t('app.title', { page: t(`page.${page}`) });
  }, [t, page]);

  const entry = pages.find(({ name }) => name === page);
  const View = entry?.view;
  const content =
    line === 'refused' ? (
      <RefusedPage />
    ) : !isLoaded ? (
      <ConnectingPage />
    ) : View ? (
      <View part={part} />
    ) : (
      <EmptyState title={t('page.missing')} />
    );

  return (
    <TooltipScope>
      <FloatingRoot value={main}>
        <div className="@container h-full">
          <div className="flex h-full min-w-0">
            <a
              href="#page"
              onClick={(event) => {
                event.preventDefault();
                document.getElementById('page')?.focus();
              }}
              className="absolute top-2 left-2 z-50 -translate-y-20 rounded-medium bg-surface px-3 py-2 text-text shadow-floating focus:translate-y-0"
            >
              {t('app.skip')}
            </a>
            {!entry?.isBare && line !== 'refused' && <Navigation page={page} onShortcuts={showShortcuts} />}
            <main
              ref={setMain}
              id="page"
              tabIndex={-1}
              className="flex h-full min-w-0 flex-1 flex-col bg-ground outline-none"
            >
              {line === 'lost' && <LostNotice />}
              {line !== 'refused' && isLoaded && <FaultBanners />}
              <div className="@container min-h-0 flex-1">{content}</div>
            </main>
          </div>
        </div>
        <ShortcutList isOpen={hasShortcuts} onClose={() => setHasShortcuts(false)} />
        <ToastStack dismissLabel={t('common.dismiss')} />
        <Announcer />
      </FloatingRoot>
    </TooltipScope>
  );
}

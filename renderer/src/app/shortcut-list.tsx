/** All keys of the window, and the two that work from any program, in a dialog. */
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { navigationPages } from './pages.tsx';

interface ShortcutListProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ShortcutList({ isOpen, onClose }: ShortcutListProps) {
  const { t } = useTexts();
  const platform = useDesk((state) => state.about.platform);
  const shortcuts = useDesk((state) => state.desktop?.shortcuts);
  const command = platform === 'darwin' ? 'Cmd' : 'Ctrl';
  const rows: readonly (readonly [string, string])[] = [
    [t('shortcuts.hold'), t('shortcuts.space')],
    [t('shortcuts.stop'), 'Esc'],
    [t('shortcuts.search'), `${command}+F`],
    [t('shortcuts.pages'), `${command}+1–${navigationPages.length}`],
    [t('shortcuts.settings'), `${command}+,`],
    [t('shortcuts.list'), '?'],
    ...(shortcuts && shortcuts.talk.style !== 'none'
      ? [[t('shortcuts.global'), shortcuts.talk.accelerator] as const]
      : []),
    ...(shortcuts && shortcuts.dictate.style !== 'none'
      ? [[t('shortcuts.dictate'), shortcuts.dictate.accelerator] as const]
      : []),
  ];
  return (
    <Dialog isOpen={isOpen} title={t('shortcuts.open')} closeLabel={t('common.close')} onClose={onClose}>
      <dl className="pb-3">
        {rows.map(([what, keys]) => (
          <div key={what} className="flex items-center justify-between gap-6 py-1.5">
            <dt className="text-text">{what}</dt>
            <dd className="shrink-0">
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

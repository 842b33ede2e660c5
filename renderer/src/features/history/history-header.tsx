/** Above the conversation: the search, and what can be done with all of it. */
import { Ellipsis, FileBraces, FileText, Search, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useBridge } from '../../bridge/use-bridge.ts';
import { useCall } from '../../bridge/use-call.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { saveExported } from './use-turn-actions.ts';

interface HistoryHeaderProps {
  readonly search: string;
  readonly onSearch: (text: string) => void;
}

export function HistoryHeader({ search, onSearch }: HistoryHeaderProps) {
  const { t, plural } = useTexts();
  const bridge = useBridge();
  const call = useCall();
  const total = useDesk((state) => state.totalTurns);
  const [asksClear, setAsksClear] = useState(false);

  async function exportAs(format: 'markdown' | 'json') {
    const file = await call('exportHistory', { format });
    if (file) await saveExported(bridge, file.value, 'history.exported');
  }
  async function clear() {
    setAsksClear(false);
    const cleared = await call('clearHistory', {});
    if (cleared) showToast({ title: plural('history.cleared', cleared.value.deleted) });
  }

  return (
    <header className="flex items-center gap-2 border-b border-line px-4 py-2.5">
      <div role="search" className="relative mx-auto w-full max-w-md min-w-0">
        <Search aria-hidden className="absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted" />
        <TextInput
          type="search"
          data-search-field
          aria-label={t('history.search')}
          placeholder={t('history.search')}
          value={search}
          onValue={onSearch}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            if (search === '') event.currentTarget.blur();
            onSearch('');
          }}
          className="border-line! px-9 hover:border-edge! [&::-webkit-search-cancel-button]:hidden"
        />
        {search !== '' && (
          <IconButton
            size="small"
            label={t('history.searchClear')}
            onClick={() => onSearch('')}
            className="absolute top-1 right-1"
          >
            <X />
          </IconButton>
        )}
      </div>
      <Menu
        trigger={
          <IconButton label={t('history.more')}>
            <Ellipsis />
          </IconButton>
        }
        items={[
          {
            id: 'export',
            label: t('history.export'),
            icon: <FileText />,
            isDisabled: total === 0,
            items: [
              {
                id: 'markdown',
                label: t('history.exportMarkdown'),
                icon: <FileText />,
                onSelect: () => void exportAs('markdown'),
              },
              {
                id: 'json',
                label: t('history.exportJson'),
                icon: <FileBraces />,
                onSelect: () => void exportAs('json'),
              },
            ],
          },
          'line',
          {
            id: 'clear',
            label: t('history.clear'),
            icon: <Trash2 />,
            isDanger: true,
            isDisabled: total === 0,
            onSelect: () => setAsksClear(true),
          },
        ]}
      />
      <ConfirmDialog
        isOpen={asksClear}
        title={t('history.clearTitle')}
        text={plural('history.clearText', total)}
        confirm={plural('history.clearNow', total)}
        onCancel={() => setAsksClear(false)}
        onConfirm={() => void clear()}
      />
    </header>
  );
}

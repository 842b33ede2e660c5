/** The whole of the history: its header, and the conversation or what a search found. */
import { useState } from 'react';
import type { FoundTurnView } from '../../../../electron/contract/desk-views.ts';
import { useBridge } from '../../bridge/use-bridge.ts';
import { loadOlderTurns, useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { showToast } from '../../ui/toast-store.ts';
import { Conversation } from './conversation.tsx';
import { HistoryHeader } from './history-header.tsx';
import { SearchResults } from './search-results.tsx';
import { turnKey } from './timeline.ts';
import { setTarget } from './turn-open-state.ts';
import { useSearch } from './use-search.ts';

export function HistoryView() {
  const { t } = useTexts();
  const bridge = useBridge();
  const [wanted, setWanted] = useState('');
  const search = useSearch(wanted);

  async function openFound({ turn }: FoundTurnView) {
    const isLoaded = () => useDesk.getState().turns.some(({ id }) => id === turn.id);
    while (!isLoaded() && (await loadOlderTurns(bridge)));
    if (!isLoaded()) return showToast({ tone: 'warning', title: t('history.notReachable') });
    setWanted('');
    setTarget({ key: turnKey(turn), id: turn.id });
  }

  return (
    <div className="flex h-full flex-col">
      <HistoryHeader search={wanted} onSearch={setWanted} />
      <div className="min-h-0 flex-1">
        {wanted.trim() === '' ? (
          <Conversation />
        ) : (
          <SearchResults wanted={wanted} search={search} onOpen={(found) => void openFound(found)} />
        )}
      </div>
    </div>
  );
}

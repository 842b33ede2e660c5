/** The whole of the history: its header, and the conversation or what a search found. */
import { useEffect, useRef, useState } from 'react';
import type { FoundTurnView } from '../../../../electron/contract/desk-views.ts';
import { useBridge } from '../../bridge/use-bridge.ts';
import { loadOlderTurns, useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { showToast } from '../../ui/toast-store.ts';
import { Conversation } from './conversation.tsx';
import { HistoryHeader } from './history-header.tsx';
import { SearchResults } from './search-results.tsx';
import { findTurn, turnKey } from './timeline.ts';
import { setTarget } from './turn-open-state.ts';
import { useSearch } from './use-search.ts';

export function HistoryView() {
  const { t } = useTexts();
  const bridge = useBridge();
  const [wanted, setWanted] = useState('');
  const search = useSearch(wanted);

  /** The turn that is being gone to: reaching it may take long, and something else may be wanted meanwhile. */
  const opening = useRef<FoundTurnView | null>(null);
  useEffect(() => () => void (opening.current = null), []);

  function changeWanted(text: string): void {
    opening.current = null;
    setWanted(text);
  }
  async function openFound(found: FoundTurnView): Promise<void> {
    opening.current = found;
    const loaded = () => findTurn(useDesk.getState().turns, found.turn);
    while (opening.current === found && !loaded() && (await loadOlderTurns(bridge)));
    if (opening.current !== found) return;
    opening.current = null;
    const turn = loaded();
    if (!turn) return showToast({ tone: 'warning', title: t('history.notReachable') });
    setWanted('');
    setTarget({ key: turnKey(turn), id: turn.id });
  }

  return (
    <div className="flex h-full flex-col">
      <HistoryHeader search={wanted} onSearch={changeWanted} />
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

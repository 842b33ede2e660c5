/** Searching while one types: the newest question's answer counts, earlier ones that arrive late do not. */
import { useEffect, useState } from 'react';
import type { FoundTurnView } from '../../../../electron/contract/desk-views.ts';
import type { Fault } from '../../../../electron/contract/errors.ts';
import { useBridge } from '../../bridge/use-bridge.ts';
import { useReturn } from '../../bridge/use-return.ts';

/** A pause in typing of this length is worth a search. */
const PAUSE_MS = 180;
const MOST_FOUND = 100;

export interface SearchState {
  /** What `found` answers; another text than the field's while it is being searched for. */
  readonly text: string;
  readonly found: readonly FoundTurnView[];
  readonly fault: Fault | null;
}

const nothing: SearchState = { text: '', found: [], fault: null };

/** @param text of the field, empty when nothing is searched for */
export function useSearch(text: string): SearchState {
  const bridge = useBridge();
  const [state, setState] = useState(nothing);
  const returns = useReturn(state.fault);
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === '') return;
    let isOld = false;
    const timer = setTimeout(() => {
      void bridge.call('searchTurns', { text: wanted, limit: MOST_FOUND }).then((answer) => {
        if (isOld) return;
        setState(
          answer.ok
            ? { text: wanted, found: answer.value.found, fault: null }
            : { text: wanted, found: [], fault: answer.fault },
        );
      });
    }, PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [bridge, wanted, returns]);
  return wanted === '' ? nothing : state;
}

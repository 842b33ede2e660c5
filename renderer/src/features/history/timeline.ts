/** The rows of the conversation from its turns: a mark for the beginning or for older turns, days, turns. Pure. */
import type { TurnView } from '../../../../electron/contract/desk-views.ts';

export type TimelineRow =
  | { readonly kind: 'top'; readonly key: string; readonly hasOlder: boolean }
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'turn'; readonly key: string; readonly turn: TurnView };

/** The same for all moments of a local day, different for each day. */
function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** A turn keeps its key when it moves from memory to disk and gets another id. */
export function turnKey(turn: TurnView): string {
  return `turn-${turn.sessionId}-${turn.turnId}-${turn.startedAt}`;
}

/** The turn as it is now among `turns`; null when it is not there. */
export function findTurn(turns: readonly TurnView[], wanted: TurnView): TurnView | null {
  const key = turnKey(wanted);
  return turns.find((turn) => turnKey(turn) === key) ?? null;
}

/** @param turns oldest first @param total of the whole history, not loaded ones included */
export function timelineRows(turns: readonly TurnView[], total: number): readonly TimelineRow[] {
  if (turns.length === 0) return [];
  const rows: TimelineRow[] = [{ kind: 'top', key: 'top', hasOlder: total > turns.length }];
  let day = '';
  for (const turn of turns) {
    const its = dayOf(turn.startedAt);
    if (its !== day) rows.push({ kind: 'day', key: `day-${its}`, at: turn.startedAt });
    day = its;
    rows.push({ kind: 'turn', key: turnKey(turn), turn });
  }
  return rows;
}

export type DayName = 'today' | 'yesterday' | 'date';

/** Whether a day has a name of its own, seen from `now`. */
export function dayName(at: number, now: number): DayName {
  if (dayOf(at) === dayOf(now)) return 'today';
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  return dayOf(at) === dayOf(yesterday.getTime()) ? 'yesterday' : 'date';
}

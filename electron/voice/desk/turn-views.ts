/**
 * Turns of the history as windows see them, by row id. A turn that is held in memory gets another id once the disk
 * takes it: the id a window was told goes on standing for the same turn.
 */
import type { TurnView } from '../../contract/desk-views.ts';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { Services } from '../../engine/services.ts';
import { deskTuning } from './tuning.ts';

export type StoredTurn = ReturnType<Services['history']['recentTurns']>[number];

export interface TurnViews {
  view(turn: StoredTurn): TurnView;
  /** Errors: `turn_unknown`. */
  find(id: number): Result<StoredTurn>;
  /** The turn a session has just finished; null when it was not kept. */
  findFinished(sessionId: string, turnId: number): StoredTurn | null;
}

/** A session's turns are saved as they end: the one that has just ended is among the newest. */
const NEWEST = 5;
/** Turns of one session looked through for one that has changed its id. */
const OF_SESSION = 500;

export function createTurnViews({ history, audio }: Pick<Services, 'history' | 'audio'>): TurnViews {
  /** What negative ids stood for when they were told. */
  const held = new Map<number, Pick<StoredTurn, 'sessionId' | 'turnId' | 'startedAt'>>();

  function note({ id, sessionId, turnId, startedAt }: StoredTurn): void {
    if (id >= 0) return;
    held.delete(id);
    held.set(id, { sessionId, turnId, startedAt });
    if (held.size > deskTuning.heldTurnsKnown) held.delete(held.keys().next().value!);
  }

  return {
    view(turn) {
      note(turn);
      return { ...turn, hasSound: audio.has(turn) };
    },
    find(id) {
      const known = held.get(id);
      const now = history.getTurn(id);
      const same = now && (!known || (known.sessionId === now.sessionId && known.turnId === now.turnId));
      if (same) return ok(now);
      const moved = known
        ? history
            .recentTurns({ sessionId: known.sessionId, limit: OF_SESSION })
            .find((turn) => turn.turnId === known.turnId && turn.startedAt === known.startedAt)
        : undefined;
      return moved ? ok(moved) : err('turn_unknown', String(id));
    },
    findFinished(sessionId, turnId) {
      const newest = history.recentTurns({ sessionId, limit: NEWEST });
      return newest.find((turn) => turn.turnId === turnId) ?? null;
    },
  };
}

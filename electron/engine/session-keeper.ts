/**
 * Ends sessions that nobody uses any more or that have lasted too long. The user's own conversation is never ended
 * here; a turn in progress is let come to its end, once.
 */
import type { Ms } from '../contract/audio.ts';
import type { SessionEndReason } from '../contract/events.ts';
import type { Settings } from '../contract/settings.ts';
import type { Clock } from './runtime/clock.ts';
import type { Session } from './session.ts';

export interface SessionLimits {
  /** Open at once. */
  readonly most: number;
  readonly longestMs: Ms;
  /** Nobody spoke and nothing was answered for this long. */
  readonly idleMs: Ms;
  readonly cleanEveryMs: Ms;
}

/** What the settings say, beneath it what whoever opened the engine says. */
export function limitsOf(
  { pipeline }: Pick<Settings, 'pipeline'>,
  given: Partial<SessionLimits> = {},
): SessionLimits {
  return {
    most: pipeline.maxSessions,
    longestMs: pipeline.maxSessionMinutes * 60_000,
    idleMs: pipeline.idleMinutes * 60_000,
    cleanEveryMs: pipeline.cleanUpSeconds * 1_000,
    ...given,
  };
}

/** Asked to make room, less patience is shown. */
export const IDLE_ON_REQUEST_MS: Ms = 60_000;

/** Why a session of these ages has to end; null: it may go on. */
export function endOf(
  { openMs, idleMs }: { readonly openMs: Ms; readonly idleMs: Ms },
  isIdle: boolean,
  limits: SessionLimits,
): SessionEndReason | null {
  if (openMs >= limits.longestMs + limits.cleanEveryMs) return 'too_long';
  if (openMs >= limits.longestMs && isIdle) return 'too_long';
  return isIdle && idleMs >= limits.idleMs ? 'idle' : null;
}

export interface SessionKeeper {
  /** Begins to look every `cleanEveryMs`; again: from now on as the limits now are. */
  start(): void;
  /** Ends what has to end now and returns how many that were. @param idleMs instead of the limit's */
  clean(idleMs?: Ms): Promise<number>;
  /** Ended so far by being idle or too long. */
  readonly cleaned: number;
  stop(): void;
}

export interface KeeperParts {
  readonly clock: Clock;
  /** Those in force. */
  readonly limits: () => SessionLimits;
  readonly sessions: () => readonly Session[];
}

export function createSessionKeeper({ clock, limits, sessions }: KeeperParts): SessionKeeper {
  let cleaned = 0;
  let cancel = () => {};

  async function clean(idleMs = limits().idleMs): Promise<number> {
    const inForce = { ...limits(), idleMs };
    const ending: Promise<void>[] = [];
    for (const session of sessions()) {
      if (session.isLocal) continue;
      const reason = endOf(session.ages(), session.isIdle(), inForce);
      if (reason) ending.push(session.close(reason));
    }
    cleaned += ending.length;
    await Promise.all(ending);
    return ending.length;
  }

  function turn(): void {
    cancel = clock.schedule(limits().cleanEveryMs, turn);
    void clean();
  }

  return {
    start() {
      cancel();
      cancel = clock.schedule(limits().cleanEveryMs, turn);
    },
    clean,
    get cleaned() {
      return cleaned;
    },
    stop: () => cancel(),
  };
}

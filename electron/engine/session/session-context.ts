/** What every part of one session shares: who it is, what time it is, and whom to tell. */
import type { Fault } from '../../contract/errors.ts';
import type { SessionEventBody } from '../../contract/events.ts';
import type { Settings } from '../../contract/settings.ts';
import type { StageWatch } from '../observe/stage-recorder.ts';
import type { Quality } from '../pressure/effects.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Logger } from '../runtime/logger.ts';

export interface SessionContext {
  readonly sessionId: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** The settings in force now. */
  readonly settings: () => Settings;
  readonly publish: (event: SessionEventBody) => void;
  readonly publishFault: (fault: Fault, turnId?: number) => void;
  /** Who watches the stages; it never steers. */
  readonly watch: StageWatch;
  /** What may be spent on work that can be left out, now. */
  readonly quality: () => Quality;
}

/** Durations of the session's own making; recognition and turn times are in the stages' tuning files. */
export const sessionTuning = {
  /** Sound before the first speech frame that goes to the recogniser: soft first consonants are there. */
  preRollMs: 300,
  /** The same for Smart Turn, as its authors feed it. */
  turnPreRollMs: 500,
  /** A partial at most this often; each costs one pass of the recogniser. */
  partialEveryMs: 250,
  /** How much longer a pause lasts before its final is asked for, when nothing is to be done on suspicion. */
  unhurriedFinalMs: 300,
  /** Speech needed before the first partial: shorter pieces are noise to the recogniser. */
  firstPartialAfterMs: 300,
  /** Sound kept for pre-roll, extended turns and replaying one's words. */
  ringMs: 35_000,
  /** The voice while somebody may be interrupting: 30 dB down counts as silent. */
  duckGain: 10 ** (-30 / 20),
  duckRampMs: 20,
  unduckRampMs: 120,
  /** A closing session waits this long for the text of what is being said: a final takes some 100 ms, busy ones more. */
  lastWordsMs: 2_000,
  /** Messages of the conversation that the brain sees. */
  historyMessages: 20,
};

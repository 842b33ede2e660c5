/** Every duration and limit of the store, with its reason. */

import type { Ms } from '../../contract/audio.ts';

export const storeTuning = {
  /** Wait for another Parley's transaction. Ours take a millisecond; 5 s covers a clearing of a large history. */
  busyTimeoutMs: 5_000 as Ms,
  /** After a failed write, how soon saving is tried again by itself. Short enough that freed space is used at once. */
  retryEveryMs: 30_000 as Ms,
  /** Finished turns held in memory while the disk refuses them: some hours of talk, about 2 KB each. */
  heldTurns: 2_000,
  /** Changes of timers, notes and lists held in memory meanwhile. */
  heldSkillChanges: 1_000,
  /** Largest database that is checked page by page at the start (about 1 ms a megabyte); larger ones on use. */
  checkedAtOpenBytes: 64 * 1024 * 1024,
  /** Old turns are removed at the start and then this often, so that a machine that never sleeps forgets too. */
  retentionEveryMs: 3_600_000 as Ms,
  /** Points of a trend are kept this long: 43,200 of them, some 4 MB. */
  trendDays: 30,
  /** Longest text kept of one turn, in characters: an hour of speech; what is longer was not said. */
  maxTextChars: 200_000,
  /** A lock file of a process that cannot be asked is stale after this; its work takes milliseconds. */
  lockStaleMs: 10_000 as Ms,
  /** Pause between two tries for a lock file, and how many: 12 s, longer than a lock can be stale. */
  lockPauseMs: 5 as Ms,
  lockTries: 2_400,
  /** A settings file larger than this is not ours. */
  settingsMaxBytes: 1024 * 1024,
  /** Deepest nesting a settings file may have; ours has two levels. */
  settingsMaxDepth: 32,
  /** Turns whose sound can be played again. */
  audioTurns: 20,
  /** Memory for that sound: 20 turns of 30 s at 16 kHz and 16 bits are 19.2 MB. */
  audioMemoryBytes: 20 * 1024 * 1024,
} as const;

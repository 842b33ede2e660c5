/** When Parley bends and when it stands up again. Loads are shares: 1 is all that may be used. */
import type { Ms } from '../../contract/audio.ts';

export interface PressureTuning {
  readonly triggerLoad: number;
  readonly recoverLoad: number;
  readonly escalateAfterMs: Ms;
  readonly recoverAfterMs: Ms;
  readonly recoverNextMs: Ms;
  readonly relapseWithinMs: Ms;
  readonly recoverAfterMostMs: Ms;
}

export const pressureTuning: PressureTuning = {
  /** Above this one step further; from the wire format (protocols section 1). */
  triggerLoad: 0.8,
  /** Below this for a while one step back. */
  recoverLoad: 0.6,
  /** A step is given this long to work before the next is taken: twice the longest partial pass. */
  escalateAfterMs: 500,
  /** Quiet needed before the first step back. With the two that may follow all is undone within 2 s (goal 11). */
  recoverAfterMs: 1_000,
  /** One look later; looks are 250 ms apart. */
  recoverNextMs: 240,
  /** A load that returns this soon after a recovery was not over: the quiet asked for doubles each time. */
  relapseWithinMs: 10_000,
  recoverAfterMostMs: 8_000,
};

/** What a load of 1 means for each part. */
export const loadLimits = {
  /** Frames waiting in front of VAD, over all sessions. */
  frameQueue: 500,
  /** A frame older than this is late (design, section 4). */
  oldestWaitMs: 1_000,
  /** A final, or the first sound of a reply, that waits longer for its lane: people ask whether they were heard. */
  jobWaitMs: 2_000,
  /** Processing of one frame; a frame over it is counted, never cancelled. */
  frameBudgetMs: 10,
  /** Beyond the shared models. */
  memoryMegabytes: 300,
};

/** Who goes first in front of VAD, and what is given up there. */
export const frameQueueTuning = {
  /**
   * Frames of others older than this are given up. A little less than the second that is promised: it is looked at when
   * the next sound comes, and that may be late.
   */
  giveUpMs: 900 as Ms,
  /** The user's own frames older than this go before everybody else's: three frames, more than any jitter. */
  localFirstMs: 100 as Ms,
  /** A session that has not taken a frame for this long is stuck, and the others go on without it. */
  stuckMs: 500 as Ms,
};

/** What the watching of the engine costs and means. Watching never steers: pressure has its own tuning. */
import type { Ms } from '../../contract/audio.ts';
import type { StageName } from '../../contract/metrics.ts';

export const observeTuning = {
  /** Load is measured this often: a step is taken within half a second of its cause. */
  sampleEveryMs: 250 as Ms,
  alertEveryMs: 1_000 as Ms,
  trendEveryMs: 60_000 as Ms,
  /** A stage that did nothing for this long is idle: longer than a breath between words. */
  idleAfterMs: 2_000 as Ms,
  /** An error is what a stage shows for this long. */
  failedForMs: 10_000 as Ms,
  /** Of fewer jobs than this no share of errors is told: one failure of three is not 33 % of a habit. */
  errorShareOfAtLeast: 20,
  /**
   * How finely the event loop is timed. It wakes the process 25 times a second, which is half of what the whole watch
   * costs; a stall is seen with at most this much of it missing, against the 200 ms from which one is an alert.
   */
  loopResolutionMs: 40 as Ms,
  /** With four files and a line of some 3 KB each 10 s: nearly four hours. */
  logFileBytes: 1_000_000,
  /** Full files kept beside the present one. */
  logFilesKept: 3,
  /** Lines that wait for a slow disk: some minutes of them. */
  logLinesWaiting: 64,
  /** A disk that refused a line is left alone for this long. */
  logRestMs: 60_000 as Ms,
} as const;

/** A stage whose 95th percentile is above this is behind. Sources: budgets of goals and design; half a partial's pace. */
export const stageBudgets: Readonly<Record<StageName, Ms>> = {
  echo: 4,
  vad: 6,
  frame: 10,
  partial: 250,
  final: 800,
  end_of_turn: 200,
  brain: 2_000,
  tts: 600,
  playback: 300,
};

/** Durations and limits of keeping the voice process alive. Durations in milliseconds. */

export const voiceTuning = {
  /** So many ends without being asked, within the window, and it is not started again: something is really wrong. */
  crashesAllowed: 3,
  crashWindowMs: 5 * 60_000,
  /** A breath, so that a process that dies at once does not take the machine; a restart is done within a second. */
  restartDelayMs: 200,
  /** Ending in order drains a model call that cannot be broken off; the longest seen is two seconds. */
  shutdownLimitMs: 6_000,
} as const;

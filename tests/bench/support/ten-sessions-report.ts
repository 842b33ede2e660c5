/** What the process of the ten-sessions bench says, as one line of JSON. */

export interface SessionReport {
  readonly clip: string;
  readonly text: string;
  /** The same clip transcribed alone, as a file. */
  readonly alone: string;
  readonly turns: number;
  /** Turns of which neither a text nor the word that there was none ever came. */
  readonly lost: number;
  readonly faults: readonly string[];
  readonly droppedMs: number;
}

/** Megabytes (10^6 bytes). */
export interface Memory {
  readonly rss: number;
  readonly privateBytes: number;
}

export interface TenSessionsReport {
  readonly sessions: readonly SessionReport[];
  /** From asking for a partial to having it, wait for the lane included, ms. */
  readonly partialMs: readonly number[];
  readonly partialMsOfOne: readonly number[];
  /** From the newest frame that a partial heard to having it, ms: how old what is shown is. */
  readonly partialAgeMs: readonly number[];
  /** The same for final texts. */
  readonly finalMs: readonly number[];
  readonly memoryOfOne: Memory;
  readonly memoryOfTen: Memory;
}

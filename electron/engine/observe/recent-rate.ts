/**
 * How many a second of late: counted where they happen, without a look at the clock, and timed by whoever looks now and
 * then. Fixed memory; counting allocates nothing.
 */
import type { Ms } from '../../contract/audio.ts';

/** Looks closer together than this are one. */
const LOOK_EVERY_MS: Ms = 200;
/** Looks kept: more than the longest window can hold. */
const LOOKS = 32;
/** Over which the rate is told. */
const WINDOW_MS: Ms = 5_000;

export interface RecentRate {
  add(): void;
  /** Time must not run backwards. */
  look(nowMs: Ms): void;
  /** A second, over the last five up to the latest look; what was before the start counts as nothing. */
  readonly perSecond: number;
}

export function createRecentRate(startMs: Ms): RecentRate {
  const times = new Float64Array(LOOKS).fill(startMs);
  const totals = new Float64Array(LOOKS);
  let latest = 0;
  let total = 0;
  return {
    add() {
      total++;
    },
    look(nowMs) {
      if (nowMs - times[latest % LOOKS]! < LOOK_EVERY_MS) return;
      latest++;
      times[latest % LOOKS] = nowMs;
      totals[latest % LOOKS] = total;
    },
    get perSecond() {
      const until = times[latest % LOOKS]!;
      let from = latest;
      while (from > 0 && latest - from < LOOKS - 1 && until - times[from % LOOKS]! < WINDOW_MS) from--;
      const counted = totals[latest % LOOKS]! - totals[from % LOOKS]!;
      return (counted * 1_000) / Math.max(WINDOW_MS, until - times[from % LOOKS]!);
    },
  };
}

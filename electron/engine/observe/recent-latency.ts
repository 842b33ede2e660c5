/**
 * Latencies of the last minute: six histograms of ten seconds each, the oldest reused, and one of them all that counts
 * along, so that looking costs nothing but once in ten seconds. Fixed memory.
 */
import type { Ms } from '../../contract/audio.ts';
import { createLatencyHistogram } from './latency-histogram.ts';
import type { LatencyHistogram } from './latency-histogram.ts';

const SLICE_MS = 10_000;
const SLICES = 6;

export interface RecentLatency {
  record(ms: Ms, nowMs: Ms): void;
  /** The last 50 to 60 seconds in one histogram, which goes on counting. */
  read(nowMs: Ms): LatencyHistogram;
}

/** Time must not run backwards. */
export function createRecentLatency(): RecentLatency {
  const slices = Array.from({ length: SLICES }, createLatencyHistogram);
  const total = createLatencyHistogram();
  let current = 0;
  /** What has passed is still in the total. */
  let passedIn = false;

  /** Clears the slices that have been passed since the last call. */
  function turnTo(nowMs: Ms): LatencyHistogram {
    const slice = Math.floor(nowMs / SLICE_MS);
    const passed = Math.min(SLICES, slice - current);
    for (let i = 1; i <= passed; i++) {
      const reused = slices[(slice - passed + i) % SLICES]!;
      if (reused.count === 0) continue;
      reused.clear();
      passedIn = true;
    }
    if (slice > current) current = slice;
    return slices[current % SLICES]!;
  }

  function addUp(): void {
    total.clear();
    for (const slice of slices) if (slice.count > 0) total.add(slice);
    passedIn = false;
  }

  return {
    record(ms, nowMs) {
      turnTo(nowMs).record(ms);
      total.record(ms);
    },
    read(nowMs) {
      turnTo(nowMs);
      if (passedIn) addUp();
      return total;
    },
  };
}

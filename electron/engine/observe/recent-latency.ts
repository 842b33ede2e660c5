/** Latencies of the last minute: six histograms of ten seconds each, the oldest reused. Fixed memory. */
import type { Ms } from '../../contract/audio.ts';
import { createLatencyHistogram } from './latency-histogram.ts';
import type { LatencyHistogram } from './latency-histogram.ts';

const SLICE_MS = 10_000;
const SLICES = 6;

export interface RecentLatency {
  record(ms: Ms, nowMs: Ms): void;
  /** The last 50 to 60 seconds in one histogram, which is the caller's until the next call. */
  read(nowMs: Ms): LatencyHistogram;
}

/** Time must not run backwards. */
export function createRecentLatency(): RecentLatency {
  const slices = Array.from({ length: SLICES }, createLatencyHistogram);
  const total = createLatencyHistogram();
  let current = 0;

  /** Clears the slices that have been passed since the last call. */
  function turnTo(nowMs: Ms): LatencyHistogram {
    const slice = Math.floor(nowMs / SLICE_MS);
    const passed = Math.min(SLICES, slice - current);
    for (let i = 1; i <= passed; i++) slices[(slice - passed + i) % SLICES]!.clear();
    current = Math.max(current, slice);
    return slices[current % SLICES]!;
  }
  return {
    record: (ms, nowMs) => turnTo(nowMs).record(ms),
    read(nowMs) {
      turnTo(nowMs);
      total.clear();
      for (const slice of slices) total.add(slice);
      return total;
    },
  };
}

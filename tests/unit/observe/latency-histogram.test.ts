import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLatencyHistogram } from '../../../electron/engine/observe/latency-histogram.ts';
import { createRecentLatency } from '../../../electron/engine/observe/recent-latency.ts';

const durations = fc.array(fc.double({ min: 0, max: 2_000_000, noNaN: true }), {
  minLength: 1,
  maxLength: 300,
});

/** Nearest rank, the definition the histogram approximates. */
function percentileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1]!;
}

describe('latencies in fixed memory', () => {
  it('gives percentiles at most 6.25 % above the true ones, and never below', () => {
    fc.assert(
      fc.property(durations, fc.constantFrom(0, 0.5, 0.95, 0.99, 1), (values, share) => {
        const histogram = createLatencyHistogram();
        for (const value of values) histogram.record(value);
        const capped = Math.min(percentileOf(values, share), (2 ** 30 - 1) / 1_000);
        const found = histogram.percentile(share);
        expect(found).toBeGreaterThanOrEqual(Math.min(capped, histogram.maxMs) - 0.0011);
        expect(found).toBeLessThanOrEqual(capped * 1.0625 + 0.0011);
        expect(histogram.count).toBe(values.length);
        expect(histogram.maxMs).toBe(Math.max(...values));
      }),
    );
  });

  it('takes no notice of what is no duration', () => {
    const histogram = createLatencyHistogram();
    for (const value of [NaN, -1, -Infinity]) histogram.record(value);
    expect(histogram.count).toBe(0);
    expect(histogram.percentile(0.99)).toBe(0);
    histogram.record(Infinity);
    expect(histogram.count).toBe(1);
  });

  it('adds up and forgets', () => {
    const [a, b] = [createLatencyHistogram(), createLatencyHistogram()];
    a.record(1);
    b.record(100);
    a.add(b);
    expect(a).toMatchObject({ count: 2, sumMs: 101, maxMs: 100 });
    expect(a.percentile(0.5)).toBeCloseTo(1, 1);
    a.clear();
    expect(a).toMatchObject({ count: 0, sumMs: 0, maxMs: 0 });
  });

  it('remembers the last minute and nothing older', () => {
    const recent = createRecentLatency();
    recent.record(10, 1_000);
    recent.record(20, 31_000);
    expect(recent.read(59_999).count).toBe(2);
    expect(recent.read(60_000)).toMatchObject({ count: 1, maxMs: 20 });
    expect(recent.read(95_000).count).toBe(0);
    recent.record(5, 10_000_000);
    expect(recent.read(10_000_000).count).toBe(1);
    expect(recent.read(20_000_000).count).toBe(0);
  });
});

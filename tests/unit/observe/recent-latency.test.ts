import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLatencyHistogram } from '../../../electron/engine/observe/latency-histogram.ts';
import { createRecentLatency } from '../../../electron/engine/observe/recent-latency.ts';

describe('latencies of the last minute', () => {
  it('gives percentiles over all of it', () => {
    const recent = createRecentLatency();
    for (let i = 0; i < 50; i++) recent.record(i < 45 ? 2 : 40, i * 1_000);
    const read = recent.read(50_000);
    expect(read.count).toBe(50);
    expect(read.percentile(0.5)).toBeCloseTo(2, 0);
    expect(read.percentile(0.99)).toBeGreaterThanOrEqual(40);
    expect(read.sumMs).toBe(45 * 2 + 5 * 40);
  });

  it('keeps fifty to sixty seconds and no more, however long nothing came', () => {
    const recent = createRecentLatency();
    recent.record(7, 9_999);
    expect(recent.read(59_999).count).toBe(1);
    expect(recent.read(60_000).count).toBe(0);
    recent.record(7, 61_000);
    expect(recent.read(10_000_000).count).toBe(0);
  });

  it('gives one histogram that goes on counting, each duration once', () => {
    const recent = createRecentLatency();
    recent.record(3, 0);
    const read = recent.read(1);
    expect(read.count).toBe(1);
    expect(recent.read(2)).toBe(read);
    recent.record(4, 3);
    expect(read).toMatchObject({ count: 2, sumMs: 7, maxMs: 4 });
  });

  it('tells what a histogram of the slices that are left would tell, whenever it is read', () => {
    const gaps = fc.array(
      fc.record({ gap: fc.nat({ max: 25_000 }), ms: fc.nat({ max: 5_000 }), read: fc.boolean() }),
    );
    fc.assert(
      fc.property(gaps, (given) => {
        const recent = createRecentLatency();
        const all: { at: number; ms: number }[] = [];
        let now = 0;
        for (const { gap, ms, read } of given) {
          now += gap;
          all.push({ at: now, ms });
          recent.record(ms, now);
          if (read) recent.read(now);
        }
        const wanted = createLatencyHistogram();
        const oldest = Math.floor(now / 10_000) - 5;
        for (const { at, ms } of all) if (Math.floor(at / 10_000) >= oldest) wanted.record(ms);
        const { count, sumMs, maxMs, counts } = recent.read(now);
        expect({ count, sumMs, maxMs, counts }).toEqual({
          count: wanted.count,
          sumMs: wanted.sumMs,
          maxMs: wanted.maxMs,
          counts: wanted.counts,
        });
      }),
    );
  });
});

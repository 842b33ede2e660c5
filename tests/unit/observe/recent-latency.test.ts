import { describe, expect, it } from 'vitest';
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

  it('gives one histogram that is made anew with each reading', () => {
    const recent = createRecentLatency();
    recent.record(3, 0);
    expect(recent.read(1).count).toBe(1);
    expect(recent.read(2).count).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { createFrameTimes } from '../../../electron/engine/echo/frame-times.ts';

const frame = (n: number, lateMs: number, driftPpm = 0) => ({
  samples: new Float32Array(512),
  startSamples: n * 512,
  capturedAtMs: 1_000 + (n + 1) * 32 * (1 + driftPpm * 1e-6) + lateMs,
});

describe('frame times', () => {
  it('finds the true times below stamps that are late by up to 50 ms', () => {
    const times = createFrameTimes();
    for (let n = 0; n < 200; n++) {
      const startMs = times.startOf(frame(n, (n * n * 31) % 50));
      if (n > 60) expect(Math.abs(startMs - (1_000 + n * 32))).toBeLessThan(1);
    }
  });

  it('never steps by more than a sample once settled, and follows a drift of 100 ppm', () => {
    const times = createFrameTimes();
    let before = 0;
    for (let n = 0; n < 10_000; n++) {
      const startMs = times.startOf(frame(n, (n * n * 31) % 20, 100));
      if (n > 200) expect(Math.abs(startMs - before - 32)).toBeLessThan(1 / 16);
      before = startMs;
    }
    expect(Math.abs(before - (1_000 + 9_999 * 32 * 1.0001))).toBeLessThan(2);
  });

  it('follows a time line that moved: a microphone that was gone for ten seconds', () => {
    const times = createFrameTimes();
    for (let n = 0; n < 50; n++) times.startOf(frame(n, 0));
    for (let n = 50; n < 70; n++) times.startOf(frame(n, 10_000));
    expect(times.startOf(frame(70, 10_000))).toBeCloseTo(1_000 + 70 * 32 + 10_000, 0);
  });

  it('is not moved by a single stall', () => {
    const times = createFrameTimes();
    for (let n = 0; n < 50; n++) times.startOf(frame(n, 0));
    for (let n = 50; n < 55; n++) times.startOf(frame(n, 500 - (n - 50) * 32));
    expect(times.startOf(frame(55, 0))).toBeCloseTo(1_000 + 55 * 32, 0);
    expect(times.startOf(frame(56, NaN))).toBeCloseTo(1_000 + 56 * 32, 0);
  });
});

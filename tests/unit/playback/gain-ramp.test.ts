import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGainRamp, toGain } from '../../../electron/engine/playback/gain-ramp.ts';
import { playbackTuning } from '../../../electron/engine/playback/tuning.ts';

const ones = (n: number) => new Float32Array(n).fill(1);

describe('gain ramp', () => {
  it('reaches the target exactly and in the time asked for', () => {
    const ramp = createGainRamp(48_000);
    const samples = ones(960);
    ramp.moveTo(0.25, 10);
    ramp.apply(samples, 0, 960);
    expect(samples[479]).toBeCloseTo(0.25, 6);
    expect(samples[478]).toBeGreaterThan(0.25);
    expect(samples[959]).toBe(0.25);
    expect(ramp.value).toBe(0.25);
  });

  it('never steps further between samples than its shortest ramp allows, however it is driven', () => {
    const move = fc.record({
      target: fc.double({ min: 0, max: 1, noNaN: true }),
      rampMs: fc.oneof(fc.double({ min: -5, max: 50, noNaN: true }), fc.constantFrom(NaN, Infinity, 0)),
      samples: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(8_000, 22_050, 48_000, 192_000),
        fc.array(move, { maxLength: 20 }),
        (rateHz, moves) => {
          const ramp = createGainRamp(rateHz);
          const bound = 1 / Math.floor((playbackTuning.minRampMs * rateHz) / 1000) + 1e-6;
          let before = 1;
          let step = 0;
          let outside = 0;
          for (const { target, rampMs, samples } of moves) {
            ramp.moveTo(target, rampMs);
            const block = ones(samples);
            ramp.apply(block, 0, samples);
            for (const value of block) {
              step = Math.max(step, Math.abs(value - before));
              outside = Math.max(outside, value - 1, -value);
              before = value;
            }
          }
          expect(step).toBeLessThanOrEqual(bound);
          expect(outside).toBeLessThanOrEqual(1e-6);
        },
      ),
    );
  });

  it('takes any number for a gain', () => {
    expect([NaN, -1, Infinity, 0.5, 2, -Infinity].map(toGain)).toEqual([0, 0, 1, 0.5, 1, 0]);
  });
});

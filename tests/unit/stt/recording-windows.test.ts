import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packWindows } from '../../../electron/engine/stt/recording-windows.ts';

const second = 16_000;
const region = (from: number, to: number) => ({ startSamples: from * second, endSamples: to * second });

describe('packWindows', () => {
  it('puts near neighbours together and far ones apart, with a little sound around', () => {
    const windows = packWindows(new Float32Array(60 * second), [region(1, 3), region(4, 6), region(20, 22)]);
    expect(windows).toEqual([
      { startSamples: 0.8 * second, endSamples: 6.2 * second },
      { startSamples: 19.8 * second, endSamples: 22.2 * second },
    ]);
  });

  it('cuts speech without a pause where it is quietest', () => {
    const samples = new Float32Array(40 * second).fill(0.1);
    samples.fill(0, 25 * second, 26 * second);
    const [first, next] = packWindows(samples, [region(0, 40)]);
    expect(first!.endSamples).toBeGreaterThan(25 * second);
    expect(first!.endSamples).toBeLessThan(26 * second);
    expect(next).toEqual({ startSamples: first!.endSamples, endSamples: 40 * second });
  });

  it('covers every region with windows in order, none too long or outside, whatever it is given', () => {
    const anyRegion = fc.record({
      startSamples: fc.integer({ min: -20_000, max: 120 * second }),
      endSamples: fc.integer({ min: -20_000, max: 120 * second }),
    });
    const samples = new Float32Array(100 * second);
    fc.assert(
      fc.property(fc.array(anyRegion, { maxLength: 8 }), (regions) => {
        const windows = packWindows(samples, regions);
        let last = 0;
        for (const { startSamples, endSamples } of windows) {
          expect(startSamples).toBeGreaterThanOrEqual(last);
          expect(endSamples).toBeGreaterThan(startSamples);
          expect(endSamples - startSamples).toBeLessThanOrEqual(28 * second);
          last = endSamples;
        }
        expect(last).toBeLessThanOrEqual(samples.length);
        for (const { startSamples, endSamples } of regions) {
          const middle = Math.floor((startSamples + endSamples) / 2);
          if (endSamples <= startSamples || middle < 0 || middle >= samples.length) continue;
          expect(windows.some((w) => w.startSamples <= middle && middle < w.endSamples)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
    expect(packWindows(samples, [{ startSamples: NaN, endSamples: 5 }])).toEqual([]);
    expect(packWindows(new Float32Array(0), [region(0, 5)])).toEqual([]);
  });
});

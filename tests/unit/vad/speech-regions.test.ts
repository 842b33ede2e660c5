import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regionsOf } from '../../../electron/engine/vad/speech-regions.ts';
import { regionTuning, vadTuning } from '../../../electron/engine/vad/tuning.ts';

const SECOND = 16_000;
/** Frames of speech (#) and silence (.), each mark a quarter of a second (8 frames). */
const frames = (picture: string) =>
  [...picture].flatMap((mark) => Array<number>(8).fill(mark === '#' ? 0.95 : 0.02));
const inSeconds = (picture: string) => {
  const probabilities = frames(picture);
  return regionsOf(probabilities, probabilities.length * 512).map(({ startSamples, endSamples }) => [
    startSamples / SECOND,
    endSamples / SECOND,
  ]);
};
const QUARTER = (8 * 512) / SECOND;
const PAD = regionTuning.padMs / 1000;

describe('regions from probabilities', () => {
  it.each([
    ['nothing', '', []],
    ['silence', '....', []],
    ['speech between silences', '....####....', [[4 * QUARTER - PAD, 8 * QUARTER + PAD]]],
    ['speech to both edges', '####', [[0, 4 * QUARTER]]],
    ['a short pause bridged', '..##.##..', [[2 * QUARTER - PAD, 7 * QUARTER + PAD]]],
  ])('%s', (_, picture, expected) => {
    const found = inSeconds(picture);
    expect(found.length).toBe(expected.length);
    found.forEach((region, i) => region.forEach((at, k) => expect(at).toBeCloseTo(expected[i]![k]!, 6)));
  });

  it('two stretches apart, padding never overlapping', () => {
    const found = inSeconds('..##..##..');
    expect(found.length).toBe(2);
    expect(found[0]![1]).toBeLessThanOrEqual(found[1]![0]!);
  });

  it('leaves out a click', () => {
    const probabilities = frames('........');
    probabilities[20] = 0.99;
    expect(regionsOf(probabilities, probabilities.length * 512)).toEqual([]);
  });

  it('cuts long speech at its least speech-like frame', () => {
    const probabilities = Array<number>(2_000).fill(0.99);
    probabilities[800] = 0.6;
    const found = regionsOf(probabilities, 2_000 * 512);
    expect(found[0]!.endSamples).toBe(800 * 512 + 256);
  });

  it('always gives ordered regions inside the recording, none too long, all speech covered', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 1_200 }), fc.boolean()), { maxLength: 12 }),
        fc.integer({ min: 0, max: 511 }),
        (stretches, missing) => {
          const probabilities = stretches.flatMap(([count, speech]) =>
            Array<number>(count).fill(speech ? 0.9 : 0.1),
          );
          const length = Math.max(0, probabilities.length * 512 - missing);
          const regions = regionsOf(probabilities, length, vadTuning, regionTuning);
          let end = 0;
          for (const region of regions) {
            expect(region.startSamples).toBeGreaterThanOrEqual(end);
            expect(region.endSamples).toBeGreaterThan(region.startSamples);
            expect(region.endSamples - region.startSamples).toBeLessThanOrEqual(
              (regionTuning.maxRegionMs * SECOND) / 1000,
            );
            end = region.endSamples;
          }
          expect(end).toBeLessThanOrEqual(length);
          let at = 0;
          for (const [count, speech] of stretches) {
            const middle = (at + count / 2) * 512;
            if (speech && count * 32 > 200) {
              expect(regions.some((r) => r.startSamples <= middle && middle <= r.endSamples)).toBe(true);
            }
            at += count;
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Where a long dictation is cut. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRAME_SAMPLES, msToSamples, samplesToMs } from '../../../electron/contract/audio.ts';
import {
  createPieceCutter,
  dictationTuning as tuning,
} from '../../../electron/engine/session/dictation-pieces.ts';

const seconds = (samples: number) => samplesToMs(samples) / 1000;

/** Cuts of speech that is quiet or silent at the given seconds. */
function cutsOf(
  lengthSeconds: number,
  at: (second: number) => { speech: boolean; energy: number },
): number[] {
  const cutter = createPieceCutter(0, tuning);
  const cuts: number[] = [];
  for (let end = FRAME_SAMPLES; seconds(end) <= lengthSeconds; end += FRAME_SAMPLES) {
    const { speech, energy } = at(seconds(end - FRAME_SAMPLES));
    const cut = cutter.step(speech, energy, end);
    if (cut !== null) cuts.push(cut);
  }
  return cuts;
}

describe('a dictation', () => {
  it('is one piece while it is short, whatever its pauses', () => {
    expect(cutsOf(14, (s) => ({ speech: s % 1 > 0.4, energy: 1 }))).toEqual([]);
  });

  it('is cut in the middle of a pause once it is long', () => {
    const [cut] = cutsOf(25, (s) => ({ speech: s < 18 || s > 18.4, energy: 1 }));
    expect(seconds(cut!)).toBeGreaterThan(18);
    expect(seconds(cut!)).toBeLessThan(18.2);
  });

  it('without a pause is cut at its quietest place near the end', () => {
    const [cut] = cutsOf(29, (s) => ({ speech: true, energy: s > 25.9 && s < 26.1 ? 0.01 : 1 }));
    expect(seconds(cut!)).toBeGreaterThan(25.9);
    expect(seconds(cut!)).toBeLessThan(26.1);
  });

  it('never exceeds what a recogniser takes, and never cuts before the piece begins', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 50, maxLength: 400 }),
        (levels) => {
          const cuts = cutsOf(120, (s) => {
            const energy = levels[Math.floor(s * 7) % levels.length]!;
            return { speech: energy > 0.1, energy };
          });
          let from = 0;
          for (const cut of cuts) {
            expect(cut - from).toBeLessThanOrEqual(msToSamples(tuning.mostMs) + FRAME_SAMPLES);
            expect(cut - from).toBeGreaterThan(msToSamples(14_000));
            from = cut;
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

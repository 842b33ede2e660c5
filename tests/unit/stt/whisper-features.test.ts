import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createMelCache,
  createWhisperFeatures,
  melFrameCount,
} from '../../../electron/engine/stt/whisper-features.ts';
import { loadFixtureClip } from '../../support/fixture-clip.ts';

const { samples } = loadFixtureClip('speech/harvard-spk1-1.wav');
const features = createWhisperFeatures();

describe('whisper-features', () => {
  it.each([
    [0, 50],
    [1, 52],
    [16_000, 150],
    [16_080, 152],
    [472_000, 3000],
    [480_000, 3000],
    [1_000_000, 3000],
  ])('%d samples take %d frames', (length, frames) => {
    expect(melFrameCount(length)).toBe(frames);
  });

  it('spans at most two units below its loudest value and is silent at the end', () => {
    const { mel, frameCount } = features.extract(samples);
    expect(mel).toHaveLength(frameCount * 80);
    const max = mel.reduce((a, b) => Math.max(a, b), -Infinity);
    const min = mel.reduce((a, b) => Math.min(a, b), Infinity);
    expect(max - min).toBeCloseTo(2, 5);
    expect(mel.at(-1)).toBe(min);
  });

  it('hears a tone in the mel that holds its frequency', () => {
    const tone = Float32Array.from({ length: 16_000 }, (_, i) => Math.sin((2 * Math.PI * 1000 * i) / 16_000));
    const { mel } = features.extract(tone);
    const frame = mel.subarray(50 * 80, 51 * 80);
    const loudest = frame.indexOf(frame.reduce((a, b) => Math.max(a, b), -Infinity));
    expect(loudest).toBeGreaterThanOrEqual(25);
    expect(loudest).toBeLessThanOrEqual(27);
  });

  it('gives the same for a growing utterance as for the whole, whatever the steps', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: samples.length }), { minLength: 1, maxLength: 6 }),
        (cuts) => {
          const cache = createMelCache();
          for (const length of cuts.sort((a, b) => a - b)) {
            const part = samples.slice(0, length);
            expect(features.extract(part, cache).mel).toEqual(features.extract(part).mel);
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  it('computes only new frames', () => {
    const cache = createMelCache();
    features.extract(samples.slice(0, 32_000), cache);
    expect(features.extract(samples.slice(0, 36_000), cache).reusedFrames).toBe(199);
  });

  it('gives finite features for silence and for nothing', () => {
    for (const length of [0, 1, 100, 16_000])
      expect(features.extract(new Float32Array(length)).mel.every((value) => value === -1.5)).toBe(true);
  });
});

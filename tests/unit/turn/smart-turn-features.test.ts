import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSmartTurnFeatures } from '../../../electron/engine/turn/smart-turn-features.ts';
import { FEATURE_VALUES } from '../../../electron/engine/turn/smart-turn-shape.ts';
import { smartTurnReference } from '../../support/smart-turn-reference.ts';

/** Noise with loud and quiet stretches, a hum and an offset, from a small fixed generator. */
function sound(length: number, seed = 1, offset = 0): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, (_, i) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const noise = (state / 2 ** 32 - 0.5) * (Math.floor(i / 4_000) % 3 === 0 ? 0.4 : 0.002);
    return noise + 0.05 * Math.sin((2 * Math.PI * 120 * i) / 16_000) + offset;
  });
}

const worstError = (a: Float32Array, b: Float64Array) =>
  a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i]!)), 0);

function readAll(samples: Float32Array, pieceSamples = 512): Float32Array {
  const features = createSmartTurnFeatures();
  for (let at = 0; at < samples.length; at += pieceSamples)
    features.push(samples.subarray(at, at + pieceSamples));
  const out = new Float32Array(FEATURE_VALUES);
  expect(features.read(out)).toBe(true);
  return out;
}

describe('incremental features equal a full recompute', () => {
  it.each([
    ['nothing', 0],
    ['one hop', 160],
    ['two hops', 320],
    ['half a second', 8_000],
    ['two hops short of the window', 127_680],
    ['one hop short of the window', 127_840],
    ['exactly the window', 128_000],
    ['one hop more', 128_160],
    ['nine seconds', 144_000],
    ['twenty-three seconds, the ring twice over', 368_000],
  ])('%s', (_, length) => {
    const samples = sound(length);
    expect(worstError(readAll(samples), smartTurnReference(samples))).toBeLessThan(1e-5);
  });

  it.each([0.9, -0.3, 1e-4])('with a constant offset of %f, which only the mean takes out', (offset) => {
    const samples = sound(64_000, 7, offset);
    expect(worstError(readAll(samples), smartTurnReference(samples))).toBeLessThan(1e-5);
  });

  it('whatever the sizes of the pieces', () => {
    const samples = sound(64_000, 3);
    const expected = readAll(samples);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 12 }), (sizes) => {
        const features = createSmartTurnFeatures();
        let at = 0;
        for (const size of sizes) {
          features.push(samples.subarray(at, at + size));
          at = Math.min(samples.length, at + size);
        }
        features.push(samples.subarray(at));
        const out = new Float32Array(FEATURE_VALUES);
        features.read(out);
        expect(out).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  it('at an earlier end, as if later audio had not come', () => {
    const samples = sound(200_000, 5);
    const features = createSmartTurnFeatures();
    features.push(samples);
    const out = new Float32Array(FEATURE_VALUES);
    expect(features.read(out, 176_000)).toBe(true);
    expect(worstError(out, smartTurnReference(samples.subarray(0, 176_000)))).toBeLessThan(1e-5);
  });

  it('after a reset, with nothing of the past', () => {
    const features = createSmartTurnFeatures();
    features.push(sound(300_000, 9));
    features.reset();
    const samples = sound(16_000, 11);
    features.push(samples);
    const out = new Float32Array(FEATURE_VALUES);
    features.read(out);
    expect(worstError(out, smartTurnReference(samples))).toBeLessThan(1e-5);
  });
});

describe('bad input', () => {
  it('leaves out up to 159 newest samples, so that frames stay on their grid', () => {
    const samples = sound(16_000 + 159);
    expect(readAll(samples)).toEqual(readAll(samples.subarray(0, 16_000)));
  });

  it('hears NaN and Infinity as silence', () => {
    const samples = sound(16_000);
    const zeroed = samples.slice();
    for (const [at, value] of [
      [100, NaN],
      [8_000, Infinity],
      [15_999, -Infinity],
    ] as const) {
      samples[at] = value;
      zeroed[at] = 0;
    }
    expect(readAll(samples)).toEqual(readAll(zeroed));
  });

  it('stays finite through ten minutes of digital silence', () => {
    const features = createSmartTurnFeatures();
    const second = new Float32Array(16_000);
    for (let i = 0; i < 600; i++) features.push(second);
    const out = new Float32Array(FEATURE_VALUES);
    expect(features.read(out)).toBe(true);
    expect(new Set(out)).toEqual(new Set([-1.5]));
  });

  it('stays finite for samples far outside [-1, 1]', () => {
    const out = readAll(sound(16_000).map((sample) => sample * 1e30));
    expect(out.every(Number.isFinite)).toBe(true);
  });

  it('refuses an end that was not pushed, is not a number, or is too old', () => {
    const features = createSmartTurnFeatures();
    features.push(sound(400_000));
    const out = new Float32Array(FEATURE_VALUES);
    for (const end of [400_001, -1, NaN, 400_000 - 40_000]) expect(features.read(out, end)).toBe(false);
    expect(out.every((value) => value === 0)).toBe(true);
  });
});

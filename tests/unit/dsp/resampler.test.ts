import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createResampler, resampleAll } from '../../../electron/engine/dsp/resampler.ts';

const sine = (hz: number, rateHz: number, samples: number) =>
  Float32Array.from({ length: samples }, (_, n) => Math.sin((2 * Math.PI * hz * n) / rateHz));

const rms = (x: Float32Array) => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);
const db = (ratio: number) => 20 * Math.log10(Math.max(ratio, 1e-12));
/** The part away from both ends, where silence outside the sound plays no role. */
const middle = (x: Float32Array) => x.subarray(Math.floor(x.length / 4), Math.ceil((x.length * 3) / 4));

const pairs: readonly [number, number][] = [
  [8_000, 16_000],
  [11_025, 16_000],
  [22_050, 16_000],
  [24_000, 16_000],
  [32_000, 16_000],
  [44_100, 16_000],
  [48_000, 16_000],
  [96_000, 16_000],
  [192_000, 16_000],
  [16_000, 48_000],
  [22_050, 48_000],
  [44_100, 48_000],
  [16_001, 16_000],
  [8_000, 44_100],
];

describe('resampling', () => {
  it.each(pairs)('%i to %i keeps level and place of tones up to 0.45 of the lower rate', (from, to) => {
    const low = Math.min(from, to);
    for (const part of [0.01, 0.2, 0.35, 0.45]) {
      const length = Math.ceil(from / 8);
      const out = resampleAll(sine(low * part, from, length), from, to);
      const ideal = sine(low * part, to, out.length);
      expect(Math.abs(db(rms(middle(out)) / rms(middle(ideal))))).toBeLessThan(0.1);
      const error = middle(out).map((v, i) => v - middle(ideal)[i]!);
      expect(db(rms(error) / rms(middle(ideal)))).toBeLessThan(-60);
    }
  });

  it.each(pairs.filter(([from, to]) => from > to * 1.1))('%i to %i lets no alias through', (from, to) => {
    for (const hz of [to * 0.5, to * 0.55, to * 0.75, to, from * 0.49]) {
      const out = resampleAll(sine(Math.min(hz, from * 0.49), from, Math.ceil(from / 8)), from, to);
      expect(db(rms(middle(out)) / Math.SQRT1_2)).toBeLessThan(-70);
    }
  });

  it.each(pairs.filter(([from, to]) => to > from * 1.1))('%i to %i adds no image', (from, to) => {
    const out = resampleAll(sine(from * 0.4, from, Math.ceil(from / 8)), from, to);
    const ideal = sine(from * 0.4, to, out.length);
    const rest = middle(out).map((v, i) => v - middle(ideal)[i]!);
    expect(db(rms(rest) / Math.SQRT1_2)).toBeLessThan(-70);
  });

  it('keeps a constant constant', () => {
    for (const [from, to] of pairs) {
      const out = middle(resampleAll(new Float32Array(4_000).fill(0.5), from, to));
      expect(Math.max(...out.map((v) => Math.abs(v - 0.5)))).toBeLessThan(1e-5);
    }
  });

  it('gives the exact length, none for nothing, and one for one', () => {
    const rate = fc.oneof(
      fc.constantFrom(8_000, 11_025, 16_000, 44_100, 48_000, 192_000),
      fc.integer({ min: 8_000, max: 192_000 }),
    );
    fc.assert(
      fc.property(rate, rate, fc.nat(3_000), (from, to, length) => {
        const out = resampleAll(new Float32Array(length), from, to);
        expect(Math.abs(out.length - (length * to) / from)).toBeLessThan(1);
      }),
      { numRuns: 25 },
    );
    expect(resampleAll(new Float32Array(0), 44_100, 16_000).length).toBe(0);
    expect(resampleAll(new Float32Array(1), 44_100, 16_000).length).toBe(1);
  });

  it('does not depend on how the input is cut', () => {
    const input = Float32Array.from({ length: 2_500 }, (_, n) => Math.sin(n * n * 0.001));
    const cases = pairs.slice(0, 8).map(([from, to]) => ({ from, to, whole: resampleAll(input, from, to) }));
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.array(fc.nat(700), { maxLength: 12 }),
        ({ from, to, whole }, cuts) => {
          const resampler = createResampler(from, to);
          const parts: number[] = [];
          let at = 0;
          for (const cut of cuts) {
            parts.push(...resampler.process(input.subarray(at, at + cut)));
            at = Math.min(input.length, at + cut);
          }
          parts.push(...resampler.process(input.subarray(at)), ...resampler.flush());
          expect(Float32Array.from(parts)).toEqual(whole);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('starts afresh after flush', () => {
    const input = sine(440, 48_000, 1_000);
    const resampler = createResampler(48_000, 16_000);
    const once = () => [...resampler.process(input), ...resampler.flush()];
    expect(once()).toEqual(once());
  });

  it('hands equal rates through as a copy', () => {
    const input = sine(440, 16_000, 100);
    const out = resampleAll(input, 16_000, 16_000);
    expect(out).toEqual(input);
    expect(out.buffer).not.toBe(input.buffer);
  });

  it.each([0, -1, NaN, Infinity, 44_100.5, 999, 1e9])('refuses %d as a rate', (rate) => {
    expect(() => createResampler(rate, 16_000)).toThrow(RangeError);
    expect(() => createResampler(16_000, rate)).toThrow(RangeError);
  });
});

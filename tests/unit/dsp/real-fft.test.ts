import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createRealFft } from '../../../electron/engine/dsp/real-fft.ts';

/** The definition, term by term. */
function naiveDft(input: ArrayLike<number>, offset: number, size: number): { re: number[]; im: number[] } {
  const re: number[] = [];
  const im: number[] = [];
  for (let k = 0; k <= size / 2; k++) {
    let sumRe = 0;
    let sumIm = 0;
    for (let n = 0; n < size; n++) {
      const angle = (-2 * Math.PI * ((k * n) % size)) / size;
      sumRe += input[offset + n]! * Math.cos(angle);
      sumIm += input[offset + n]! * Math.sin(angle);
    }
    re.push(sumRe);
    im.push(sumIm);
  }
  return { re, im };
}

function expectSameSpectrum(size: number, input: Float32Array | Float64Array, offset: number): void {
  const fft = createRealFft(size);
  const re = new Float64Array(fft.binCount);
  const im = new Float64Array(fft.binCount);
  fft.forward(input, offset, re, im);
  const expected = naiveDft(input, offset, size);
  for (let k = 0; k < fft.binCount; k++) {
    expect(Math.abs(re[k]! - expected.re[k]!)).toBeLessThan(1e-9 * size);
    expect(Math.abs(im[k]! - expected.im[k]!)).toBeLessThan(1e-9 * size);
  }
}

const sample = fc.double({ min: -1, max: 1, noNaN: true });

describe('real-fft', () => {
  it('equals the definition at length 400 for any signal and offset', () => {
    fc.assert(
      fc.property(
        fc.array(sample, { minLength: 403, maxLength: 403 }),
        fc.integer({ min: 0, max: 3 }),
        (xs, offset) => {
          expectSameSpectrum(400, Float64Array.from(xs), offset);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('equals the definition for every length made of 2, 3, 4 and 5', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(2, 4, 6, 8, 10, 12, 16, 20, 30, 32, 36, 50, 60, 64, 90, 100, 120, 128, 160, 250, 512)
          .chain((size) =>
            fc.tuple(fc.constant(size), fc.array(sample, { minLength: size, maxLength: size })),
          ),
        ([size, xs]) => {
          expectSameSpectrum(size, Float64Array.from(xs), 0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes float32 input and gives the same twice: no state is left behind', () => {
    const input = Float32Array.from({ length: 400 }, (_, n) => Math.sin(n * n * 0.01));
    const fft = createRealFft(400);
    const first = [new Float64Array(201), new Float64Array(201)] as const;
    const second = [new Float64Array(201), new Float64Array(201)] as const;
    fft.forward(input, 0, ...first);
    fft.forward(new Float64Array(400).fill(1), 0, ...second);
    fft.forward(input, 0, ...second);
    expect(second).toEqual(first);
  });

  it.each([0, 1, 3, 7, 14, 22, 2.5, NaN, -400])('refuses length %s', (size) => {
    expect(() => createRealFft(size)).toThrow(RangeError);
  });
});

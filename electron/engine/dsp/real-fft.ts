/**
 * Forward Fourier transform of real signals whose length is even and has no prime factor above 5 (400, 512, ...).
 * Owns its work buffers, so one instance serves one caller at a time; refuses other lengths.
 *
 * Method: the even and odd samples form a complex signal of half the length, which a mixed-radix Stockham
 * transform (radices 5, 4, 2 and 3, decimation in frequency, self-sorting) takes apart; the halves are then
 * recombined (Press et al., Numerical Recipes, "FFT of real functions").
 */

export interface RealFft {
  /** Length of the input, in samples. */
  readonly size: number;
  /** Number of outputs: size / 2 + 1, bins 0 to Nyquist. */
  readonly binCount: number;
  /**
   * X[k] = sum over n of input[offset + n] * exp(-2 pi i k n / size), without scaling, for k below `binCount`.
   * @param outRe, outIm at least `binCount` long; must not be the input.
   */
  forward(input: Float32Array | Float64Array, offset: number, outRe: Float64Array, outIm: Float64Array): void;
}

interface Pass {
  readonly radix: number;
  /** Butterflies: length of the remaining sub-transforms. */
  readonly m: number;
  /** Distance between neighbours of one sub-transform: how many are interleaved. */
  readonly stride: number;
  /** exp(-2 pi i p k / (m radix)) for p below m and k from 1 to radix - 1, as re, im pairs. */
  readonly twiddles: Float64Array;
}

const C3 = -0.5;
const S3 = Math.sin((2 * Math.PI) / 3);
const C5A = Math.cos((2 * Math.PI) / 5);
const C5B = Math.cos((4 * Math.PI) / 5);
const S5A = Math.sin((2 * Math.PI) / 5);
const S5B = Math.sin((4 * Math.PI) / 5);

function factorise(length: number): number[] {
  const radices: number[] = [];
  let rest = length;
  for (const radix of [5, 4, 2, 3]) {
    while (rest % radix === 0) {
      radices.push(radix);
      rest /= radix;
    }
  }
  if (rest !== 1) throw new RangeError(`no transform for a length with the factor ${rest}`);
  return radices;
}

function planPasses(length: number): Pass[] {
  let remaining = length;
  let stride = 1;
  return factorise(length).map((radix) => {
    const m = remaining / radix;
    const twiddles = new Float64Array(m * (radix - 1) * 2);
    for (let p = 0, at = 0; p < m; p++) {
      for (let k = 1; k < radix; k++) {
        const angle = (-2 * Math.PI * p * k) / remaining;
        twiddles[at++] = Math.cos(angle);
        twiddles[at++] = Math.sin(angle);
      }
    }
    const pass = { radix, m, stride, twiddles };
    remaining = m;
    stride *= radix;
    return pass;
  });
}

/** Complex values are interleaved: re at 2 i, im at 2 i + 1. */
function radix2({ m, stride, twiddles }: Pass, x: Float64Array, y: Float64Array): void {
  const far = 2 * m * stride;
  const step = 2 * stride;
  for (let p = 0; p < m; p++) {
    const wr = twiddles[2 * p]!;
    const wi = twiddles[2 * p + 1]!;
    let from = p * step;
    let to = 2 * p * step;
    for (let q = 0; q < stride; q++, from += 2, to += 2) {
      const ar = x[from]!;
      const ai = x[from + 1]!;
      const br = x[from + far]!;
      const bi = x[from + far + 1]!;
      const dr = ar - br;
      const di = ai - bi;
      y[to] = ar + br;
      y[to + 1] = ai + bi;
      y[to + step] = dr * wr - di * wi;
      y[to + step + 1] = dr * wi + di * wr;
    }
  }
}

function radix3({ m, stride, twiddles }: Pass, x: Float64Array, y: Float64Array): void {
  const far = 2 * m * stride;
  const step = 2 * stride;
  for (let p = 0; p < m; p++) {
    const w1r = twiddles[4 * p]!;
    const w1i = twiddles[4 * p + 1]!;
    const w2r = twiddles[4 * p + 2]!;
    const w2i = twiddles[4 * p + 3]!;
    let from = p * step;
    let to = 3 * p * step;
    for (let q = 0; q < stride; q++, from += 2, to += 2) {
      const ar = x[from]!;
      const ai = x[from + 1]!;
      const sr = x[from + far]! + x[from + 2 * far]!;
      const si = x[from + far + 1]! + x[from + 2 * far + 1]!;
      const dr = S3 * (x[from + far]! - x[from + 2 * far]!);
      const di = S3 * (x[from + far + 1]! - x[from + 2 * far + 1]!);
      const mr = ar + C3 * sr;
      const mi = ai + C3 * si;
      y[to] = ar + sr;
      y[to + 1] = ai + si;
      y[to + step] = (mr + di) * w1r - (mi - dr) * w1i;
      y[to + step + 1] = (mr + di) * w1i + (mi - dr) * w1r;
      y[to + 2 * step] = (mr - di) * w2r - (mi + dr) * w2i;
      y[to + 2 * step + 1] = (mr - di) * w2i + (mi + dr) * w2r;
    }
  }
}

function radix4({ m, stride, twiddles }: Pass, x: Float64Array, y: Float64Array): void {
  const far = 2 * m * stride;
  const step = 2 * stride;
  for (let p = 0; p < m; p++) {
    const w1r = twiddles[6 * p]!;
    const w1i = twiddles[6 * p + 1]!;
    const w2r = twiddles[6 * p + 2]!;
    const w2i = twiddles[6 * p + 3]!;
    const w3r = twiddles[6 * p + 4]!;
    const w3i = twiddles[6 * p + 5]!;
    let from = p * step;
    let to = 4 * p * step;
    for (let q = 0; q < stride; q++, from += 2, to += 2) {
      const sumEvenR = x[from]! + x[from + 2 * far]!;
      const sumEvenI = x[from + 1]! + x[from + 2 * far + 1]!;
      const difEvenR = x[from]! - x[from + 2 * far]!;
      const difEvenI = x[from + 1]! - x[from + 2 * far + 1]!;
      const sumOddR = x[from + far]! + x[from + 3 * far]!;
      const sumOddI = x[from + far + 1]! + x[from + 3 * far + 1]!;
      const difOddR = x[from + far]! - x[from + 3 * far]!;
      const difOddI = x[from + far + 1]! - x[from + 3 * far + 1]!;
      const r1 = difEvenR + difOddI;
      const i1 = difEvenI - difOddR;
      const r2 = sumEvenR - sumOddR;
      const i2 = sumEvenI - sumOddI;
      const r3 = difEvenR - difOddI;
      const i3 = difEvenI + difOddR;
      y[to] = sumEvenR + sumOddR;
      y[to + 1] = sumEvenI + sumOddI;
      y[to + step] = r1 * w1r - i1 * w1i;
      y[to + step + 1] = r1 * w1i + i1 * w1r;
      y[to + 2 * step] = r2 * w2r - i2 * w2i;
      y[to + 2 * step + 1] = r2 * w2i + i2 * w2r;
      y[to + 3 * step] = r3 * w3r - i3 * w3i;
      y[to + 3 * step + 1] = r3 * w3i + i3 * w3r;
    }
  }
}

function radix5({ m, stride, twiddles }: Pass, x: Float64Array, y: Float64Array): void {
  const far = 2 * m * stride;
  const step = 2 * stride;
  for (let p = 0; p < m; p++) {
    const t = 8 * p;
    let from = p * step;
    let to = 5 * p * step;
    for (let q = 0; q < stride; q++, from += 2, to += 2) {
      const ar = x[from]!;
      const ai = x[from + 1]!;
      const s1r = x[from + far]! + x[from + 4 * far]!;
      const s1i = x[from + far + 1]! + x[from + 4 * far + 1]!;
      const d1r = x[from + far]! - x[from + 4 * far]!;
      const d1i = x[from + far + 1]! - x[from + 4 * far + 1]!;
      const s2r = x[from + 2 * far]! + x[from + 3 * far]!;
      const s2i = x[from + 2 * far + 1]! + x[from + 3 * far + 1]!;
      const d2r = x[from + 2 * far]! - x[from + 3 * far]!;
      const d2i = x[from + 2 * far + 1]! - x[from + 3 * far + 1]!;
      const m1r = ar + C5A * s1r + C5B * s2r;
      const m1i = ai + C5A * s1i + C5B * s2i;
      const m2r = ar + C5B * s1r + C5A * s2r;
      const m2i = ai + C5B * s1i + C5A * s2i;
      const n1r = S5A * d1r + S5B * d2r;
      const n1i = S5A * d1i + S5B * d2i;
      const n2r = S5B * d1r - S5A * d2r;
      const n2i = S5B * d1i - S5A * d2i;
      y[to] = ar + s1r + s2r;
      y[to + 1] = ai + s1i + s2i;
      const r1 = m1r + n1i;
      const i1 = m1i - n1r;
      const r2 = m2r + n2i;
      const i2 = m2i - n2r;
      const r3 = m2r - n2i;
      const i3 = m2i + n2r;
      const r4 = m1r - n1i;
      const i4 = m1i + n1r;
      y[to + step] = r1 * twiddles[t]! - i1 * twiddles[t + 1]!;
      y[to + step + 1] = r1 * twiddles[t + 1]! + i1 * twiddles[t]!;
      y[to + 2 * step] = r2 * twiddles[t + 2]! - i2 * twiddles[t + 3]!;
      y[to + 2 * step + 1] = r2 * twiddles[t + 3]! + i2 * twiddles[t + 2]!;
      y[to + 3 * step] = r3 * twiddles[t + 4]! - i3 * twiddles[t + 5]!;
      y[to + 3 * step + 1] = r3 * twiddles[t + 5]! + i3 * twiddles[t + 4]!;
      y[to + 4 * step] = r4 * twiddles[t + 6]! - i4 * twiddles[t + 7]!;
      y[to + 4 * step + 1] = r4 * twiddles[t + 7]! + i4 * twiddles[t + 6]!;
    }
  }
}

const butterflies = { 2: radix2, 3: radix3, 4: radix4, 5: radix5 } as const;

/**
 * @param size even, at least 2, no prime factor above 5
 * @throws RangeError for another length
 */
export function createRealFft(size: number): RealFft {
  if (!Number.isInteger(size) || size < 2 || size % 2 !== 0)
    throw new RangeError(`transform length must be even, not ${size}`);
  const half = size / 2;
  const passes = planPasses(half).map((pass) => ({
    pass,
    run: butterflies[pass.radix as keyof typeof butterflies],
  }));
  const cos = new Float64Array(half + 1);
  const sin = new Float64Array(half + 1);
  for (let k = 0; k <= half; k++) {
    cos[k] = Math.cos((2 * Math.PI * k) / size);
    sin[k] = Math.sin((2 * Math.PI * k) / size);
  }
  const first = new Float64Array(size);
  const second = new Float64Array(size);

  return {
    size,
    binCount: half + 1,
    forward(input, offset, outRe, outIm) {
      let x = first;
      let y = second;
      for (let n = 0; n < size; n++) x[n] = input[offset + n]!;
      for (const { pass, run } of passes) {
        run(pass, x, y);
        const swap = x;
        x = y;
        y = swap;
      }
      for (let k = 0; k <= half; k++) {
        const a = k === half ? 0 : 2 * k;
        const b = k === 0 ? 0 : size - 2 * k;
        const evenR = 0.5 * (x[a]! + x[b]!);
        const evenI = 0.5 * (x[a + 1]! - x[b + 1]!);
        const oddR = 0.5 * (x[a + 1]! + x[b + 1]!);
        const oddI = 0.5 * (x[b]! - x[a]!);
        outRe[k] = evenR + oddR * cos[k]! + oddI * sin[k]!;
        outIm[k] = evenI + oddI * cos[k]! - oddR * sin[k]!;
      }
    },
  };
}

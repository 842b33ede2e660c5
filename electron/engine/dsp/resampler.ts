/**
 * Changes the rate of mono sound with a polyphase windowed-sinc filter, delay compensated: the first sample out
 * belongs to the first sample in. Owns the filter design; knows nothing of files or devices.
 */
import type { Hz } from '../../contract/audio.ts';

export interface Resampler {
  /** Takes the next samples, any number; returns what can be computed already as a new array. */
  process(input: Float32Array): Float32Array;
  /** Ends the sound as if silence followed: returns the rest. Afterwards the resampler starts afresh. */
  flush(): Float32Array;
}

/** Flat up to this part of the lower rate. */
const PASS_EDGE = 0.45;
/** Stop band from this part of the lower rate, half of it being where aliases begin. */
const STOP_EDGE = 0.5;
const STOP_BAND_DB = 90;
/** Filter rows kept; a rate pair with more phases interpolates between rows (error below -100 dB). */
const MAX_ROWS = 1024;

interface Filter {
  /** Rows of `taps` weights; row r serves the offset r / rows between two input samples. One extra row closes the last gap. */
  readonly weights: Float32Array;
  readonly rows: number;
  readonly taps: number;
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/**
 * Kaiser-windowed sinc. Length and beta from Kaiser's formulas (J. F. Kaiser, 1974):
 * N = (A - 7.95) / (2.285 * transition), beta = 0.1102 * (A - 8.7) for A > 50 dB.
 */
function designFilter(fromHz: Hz, toHz: Hz, phases: number): Filter {
  const lowHz = Math.min(fromHz, toHz);
  const cutoff = ((PASS_EDGE + STOP_EDGE) / 2) * (lowHz / fromHz);
  const transition = 2 * Math.PI * (STOP_EDGE - PASS_EDGE) * (lowHz / fromHz);
  const half = Math.ceil((STOP_BAND_DB - 7.95) / (2.285 * transition) / 2) + 1;
  const taps = 2 * half;
  const beta = 0.1102 * (STOP_BAND_DB - 8.7);
  const rows = Math.min(phases, MAX_ROWS);
  const weights = new Float32Array((rows + 1) * taps);
  const row = new Float64Array(taps);
  for (let r = 0; r <= rows; r++) {
    let sum = 0;
    for (let i = 0; i < taps; i++) {
      const t = i - (half - 1) - r / rows;
      const edge = t / half;
      const window = Math.abs(edge) >= 1 ? 0 : besselI0(beta * Math.sqrt(1 - edge * edge)) / besselI0(beta);
      const x = 2 * Math.PI * cutoff * t;
      row[i] = (t === 0 ? 1 : Math.sin(x) / x) * window;
      sum += row[i]!;
    }
    for (let i = 0; i < taps; i++) weights[r * taps + i] = row[i]! / sum;
  }
  return { weights, rows, taps };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function checkRate(rateHz: Hz): void {
  if (!Number.isInteger(rateHz) || rateHz < 1_000 || rateHz > 384_000) {
    throw new RangeError(`not a sample rate: ${rateHz}`);
  }
}

/**
 * A stream that changes `fromHz` to `toHz`. Splitting the input differently changes nothing in the output. After
 * `flush`, n samples in have become ceil(n * toHz / fromHz) out. Pass band within 0.1 dB to 0.45 of the lower
 * rate, everything from 0.5 on down by 80 dB and more.
 * Throws RangeError for rates that are not whole numbers from 1 to 384 kHz.
 */
export function createResampler(fromHz: Hz, toHz: Hz): Resampler {
  checkRate(fromHz);
  checkRate(toHz);
  if (fromHz === toHz) {
    return { process: (input) => input.slice(), flush: () => new Float32Array(0) };
  }
  const divisor = greatestCommonDivisor(fromHz, toHz);
  const phases = toHz / divisor;
  const stride = fromHz / divisor;
  const { weights, rows, taps } = designFilter(fromHz, toHz, phases);
  const half = taps / 2;

  // Input still needed, with half - 1 zeros before the very first sample.
  let held = new Float32Array(taps * 2);
  let heldLength = half - 1;
  // The next output lies `phase / phases` behind input `centre`; its filter starts at held[start].
  let start = 0;
  let phase = 0;
  let takenSamples = 0;
  let givenSamples = 0;

  function append(input: Float32Array): void {
    if (start > 0) {
      // Cannot start past the end: the next filter may begin beyond what is held when the stride is large.
      const from = Math.min(start, heldLength);
      held.copyWithin(0, from, heldLength);
      heldLength -= from;
      start -= from;
    }
    if (heldLength + input.length > held.length) {
      const grown = new Float32Array(Math.max(held.length * 2, heldLength + input.length));
      grown.set(held.subarray(0, heldLength));
      held = grown;
    }
    held.set(input, heldLength);
    heldLength += input.length;
  }

  function dot(row: number, from: number): number {
    let sum = 0;
    const base = row * taps;
    for (let i = 0; i < taps; i++) sum += weights[base + i]! * held[from + i]!;
    return sum;
  }

  function compute(): number {
    const exact = (phase * rows) / phases;
    const row = Math.floor(exact);
    const between = exact - row;
    const value = dot(row, start);
    return between === 0 ? value : value + between * (dot(row + 1, start) - value);
  }

  function drain(most: number): Float32Array {
    const spare = heldLength - taps - start;
    const ready = spare < 0 ? 0 : Math.floor((spare * phases + (phases - 1 - phase)) / stride) + 1;
    const out = new Float32Array(Math.min(ready, most));
    for (let i = 0; i < out.length; i++) {
      out[i] = compute();
      phase += stride;
      start += Math.floor(phase / phases);
      phase %= phases;
    }
    givenSamples += out.length;
    return out;
  }

  function reset(): void {
    held.fill(0);
    heldLength = half - 1;
    start = 0;
    phase = 0;
    takenSamples = 0;
    givenSamples = 0;
  }

  return {
    process(input) {
      append(input);
      takenSamples += input.length;
      return drain(Infinity);
    },
    flush() {
      const total = Math.ceil((takenSamples * phases) / stride);
      append(new Float32Array(taps + stride));
      const rest = drain(total - givenSamples);
      reset();
      return rest;
    },
  };
}

/** Resamples a whole sound at once; ceil(length * toHz / fromHz) samples come back, as a new array. */
export function resampleAll(samples: Float32Array, fromHz: Hz, toHz: Hz): Float32Array {
  const resampler = createResampler(fromHz, toHz);
  const body = resampler.process(samples);
  const rest = resampler.flush();
  if (rest.length === 0) return body;
  const all = new Float32Array(body.length + rest.length);
  all.set(body, 0);
  all.set(rest, body.length);
  return all;
}

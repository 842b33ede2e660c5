/**
 * Loudness of a short mono sound after ITU-R BS.1770: K-weighting, 400 ms blocks overlapping by three quarters,
 * gates at -70 LUFS and 10 LU under the mean. Refuses true peaks, channels and streaming: pieces of speech only.
 */
import type { Hz } from '../../contract/audio.ts';

interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/**
 * The two filters of K-weighting for any rate: the analogue prototypes behind the 48 kHz coefficients of BS.1770-4
 * annex 1 (a shelf of 4 dB at 1682 Hz and a high-pass at 38 Hz), through the bilinear transform.
 */
export function kWeighting(rateHz: Hz): readonly [Biquad, Biquad] {
  const shelfGain = 10 ** (3.999843853973347 / 20);
  const bandGain = shelfGain ** 0.4996667741545416;
  const shelfQ = 0.7071752369554196;
  const k = Math.tan((Math.PI * 1681.974450955533) / rateHz);
  const shelfNorm = 1 + k / shelfQ + k * k;
  const shelf: Biquad = {
    b0: (shelfGain + (bandGain * k) / shelfQ + k * k) / shelfNorm,
    b1: (2 * (k * k - shelfGain)) / shelfNorm,
    b2: (shelfGain - (bandGain * k) / shelfQ + k * k) / shelfNorm,
    a1: (2 * (k * k - 1)) / shelfNorm,
    a2: (1 - k / shelfQ + k * k) / shelfNorm,
  };
  const highQ = 0.5003270373238773;
  const h = Math.tan((Math.PI * 38.13547087602444) / rateHz);
  const highNorm = 1 + h / highQ + h * h;
  const high: Biquad = {
    b0: 1,
    b1: -2,
    b2: 1,
    a1: (2 * (h * h - 1)) / highNorm,
    a2: (1 - h / highQ + h * h) / highNorm,
  };
  return [shelf, high];
}

function filter(samples: Float32Array, { b0, b1, b2, a1, a2 }: Biquad): Float32Array {
  const out = new Float32Array(samples.length);
  let s1 = 0;
  let s2 = 0;
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i]!;
    const y = b0 * x + s1;
    s1 = b1 * x - a1 * y + s2;
    s2 = b2 * x - a2 * y;
    out[i] = y;
  }
  return out;
}

const toLufs = (power: number) => -0.691 + 10 * Math.log10(power);

/**
 * Gated loudness in LUFS of mono samples in [-1, 1] at `rateHz`; -Infinity for silence and for no samples.
 * A sound shorter than 400 ms is measured as one block.
 */
export function loudnessOf(samples: Float32Array, rateHz: Hz): number {
  if (samples.length === 0) return -Infinity;
  const [shelf, high] = kWeighting(rateHz);
  const weighted = filter(filter(samples, shelf), high);
  const blockSamples = Math.min(samples.length, Math.round(0.4 * rateHz));
  const stepSamples = Math.max(1, Math.round(0.1 * rateHz));
  const powers: number[] = [];
  for (let start = 0; start + blockSamples <= weighted.length; start += stepSamples) {
    let sum = 0;
    for (let i = start; i < start + blockSamples; i++) sum += weighted[i]! * weighted[i]!;
    powers.push(sum / blockSamples);
  }
  const mean = (of: readonly number[]) => of.reduce((sum, power) => sum + power, 0) / of.length;
  const audible = powers.filter((power) => power > 0 && toLufs(power) > -70);
  if (audible.length === 0) return -Infinity;
  const gate = toLufs(mean(audible)) - 10;
  return toLufs(mean(audible.filter((power) => toLufs(power) > gate)));
}

/** Sounds made by formula, for tests that look at single samples. */
import type { MonoSound } from '../../electron/contract/audio.ts';

/** A sine of `ms` milliseconds. */
export function tone(ms: number, sampleRateHz: number, frequencyHz = 440, amplitude = 0.5): MonoSound {
  const samples = new Float32Array(Math.round((ms * sampleRateHz) / 1000));
  for (let i = 0; i < samples.length; i++) {
    samples[i] = amplitude * Math.sin((2 * Math.PI * frequencyHz * i) / sampleRateHz);
  }
  return { samples, sampleRateHz };
}

/** The same value throughout: the hardest thing to begin and end without a click. */
export function level(ms: number, sampleRateHz: number, value = 1): MonoSound {
  return { samples: new Float32Array(Math.round((ms * sampleRateHz) / 1000)).fill(value), sampleRateHz };
}

/** Largest difference between neighbours, the first sample being compared with silence. */
export function largestStep(samples: Float32Array): number {
  let most = 0;
  for (let i = 0; i < samples.length; i++) {
    most = Math.max(most, Math.abs(samples[i]! - (i > 0 ? samples[i - 1]! : 0)));
  }
  return most;
}

export function rms(samples: Float32Array): number {
  let sum = 0;
  for (const value of samples) sum += value * value;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}

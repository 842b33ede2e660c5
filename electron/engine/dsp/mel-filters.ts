/**
 * Triangular mel filters on the Slaney scale (linear to 1 kHz, logarithmic above), each normalised to constant
 * area. Source of the scale and the normalisation: M. Slaney, Auditory Toolbox, 1998, as Whisper was trained with.
 */
import type { Hz } from '../../contract/audio.ts';

/** One triangle: `weights[i]` belongs to spectrum bin `start + i`. */
export interface MelFilter {
  readonly start: number;
  readonly weights: Float64Array;
}

export interface MelFilterOptions {
  readonly sampleRateHz: Hz;
  readonly fftSize: number;
  readonly melCount: number;
  readonly minHz: Hz;
  readonly maxHz: Hz;
}

const LINEAR_HZ_PER_MEL = 200 / 3;
const LOG_FROM_HZ = 1000;
const LOG_FROM_MEL = LOG_FROM_HZ / LINEAR_HZ_PER_MEL;
const LOG_STEP = Math.log(6.4) / 27;

/** Frequency to Slaney mel. */
export function hzToSlaneyMel(hz: Hz): number {
  return hz < LOG_FROM_HZ ? hz / LINEAR_HZ_PER_MEL : LOG_FROM_MEL + Math.log(hz / LOG_FROM_HZ) / LOG_STEP;
}

/** Slaney mel to frequency. */
export function slaneyMelToHz(mel: number): Hz {
  return mel < LOG_FROM_MEL
    ? mel * LINEAR_HZ_PER_MEL
    : LOG_FROM_HZ * Math.exp(LOG_STEP * (mel - LOG_FROM_MEL));
}

/** `melCount` filters over the power spectrum (fftSize / 2 + 1 bins), lowest first; a filter may be empty. */
export function slaneyMelFilters(options: MelFilterOptions): readonly MelFilter[] {
  const { sampleRateHz, fftSize, melCount, minHz, maxHz } = options;
  const lowest = hzToSlaneyMel(minHz);
  const highest = hzToSlaneyMel(maxHz);
  const edgesHz = Array.from({ length: melCount + 2 }, (_, i) =>
    slaneyMelToHz(lowest + ((highest - lowest) * i) / (melCount + 1)),
  );
  const binCount = Math.floor(fftSize / 2) + 1;
  return Array.from({ length: melCount }, (_, mel) => {
    const left = edgesHz[mel]!;
    const centre = edgesHz[mel + 1]!;
    const right = edgesHz[mel + 2]!;
    const weights: number[] = [];
    let start = 0;
    for (let bin = 0; bin < binCount; bin++) {
      const hz = (bin * sampleRateHz) / fftSize;
      const height = Math.min((hz - left) / (centre - left), (right - hz) / (right - centre));
      if (height <= 0) continue;
      if (weights.length === 0) start = bin;
      weights.push((height * 2) / (right - left));
    }
    return { start, weights: Float64Array.from(weights) };
  });
}

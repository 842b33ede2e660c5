/**
 * What is kept of one frame of raw sound so that Smart Turn's mel energies can be had later for any mean and
 * deviation of the window. Owns the transform; knows nothing of streams.
 *
 * Under a periodic Hann window a constant reaches bins 0 and 1 only, so subtracting the mean touches no other
 * bin: of those two the complex values are kept, of the rest the mel energy.
 */
import { periodicHann } from '../dsp/hann-window.ts';
import { slaneyMelFilters } from '../dsp/mel-filters.ts';
import { createRealFft } from '../dsp/real-fft.ts';
import { FFT_SIZE, MEL_COUNT, TURN_RATE_HZ } from './smart-turn-shape.ts';

const filters = slaneyMelFilters({
  sampleRateHz: TURN_RATE_HZ,
  fftSize: FFT_SIZE,
  melCount: MEL_COUNT,
  minHz: 0,
  maxHz: TURN_RATE_HZ / 2,
});

/** The mels below this read bins 0 or 1 and so depend on the mean. */
export const MEAN_MELS = filters.findIndex(({ start }) => start >= 2);

/** Transform of the windowed constant 1 at bins 0 and 1 (real): N/2 and -N/4. */
const CONSTANT_BIN_0 = FFT_SIZE / 2;
const CONSTANT_BIN_1 = -FFT_SIZE / 4;

/** Weights of bin 0 and of bin 1 in the mels that depend on the mean. */
const weightOf = (mel: number, bin: number) => filters[mel]!.weights[bin - filters[mel]!.start] ?? 0;
const bin0Weights = Float64Array.from({ length: MEAN_MELS }, (_, mel) => weightOf(mel, 0));
const bin1Weights = Float64Array.from({ length: MEAN_MELS }, (_, mel) => weightOf(mel, 1));

export interface FrameStore {
  readonly frames: number;
  /** [mel][frame] log10 of the raw mel energy; -Infinity for none. Unused for the first MEAN_MELS rows. */
  readonly logs: Float32Array;
  /** [frame] the greatest of the frame's logs. */
  readonly peaks: Float32Array;
  /** [frame] real 0, real 1, imaginary 1, then for each mel that depends on the mean the energy of bins 2 up. */
  readonly low: Float64Array;
}

const LOW_VALUES = 3 + MEAN_MELS;

/** Room for `frames` frames; a new one holds digital silence. */
export function createFrameStore(frames: number): FrameStore {
  return {
    frames,
    logs: new Float32Array(frames * MEL_COUNT).fill(-Infinity),
    peaks: new Float32Array(frames).fill(-Infinity),
    low: new Float64Array(frames * LOW_VALUES),
  };
}

/** Energy of a mel below MEAN_MELS once `mean` is subtracted from the samples of the frame. */
export function energyWithoutMean(store: FrameStore, frame: number, mel: number, mean: number): number {
  const at = frame * LOW_VALUES;
  const re0 = store.low[at]! - mean * CONSTANT_BIN_0;
  const re1 = store.low[at + 1]! - mean * CONSTANT_BIN_1;
  const im1 = store.low[at + 2]!;
  return (
    store.low[at + 3 + mel]! + bin0Weights[mel]! * re0 * re0 + bin1Weights[mel]! * (re1 * re1 + im1 * im1)
  );
}

const hann = periodicHann(FFT_SIZE);
const fft = createRealFft(FFT_SIZE);
const re = new Float64Array(fft.binCount);
const im = new Float64Array(fft.binCount);
const power = new Float64Array(fft.binCount);

/** Transforms FFT_SIZE raw samples, which are overwritten, into place `frame` of `store`. */
export function analyseFrame(samples: Float64Array, store: FrameStore, frame: number): void {
  for (let i = 0; i < FFT_SIZE; i++) samples[i]! *= hann[i]!;
  fft.forward(samples, 0, re, im);
  for (let bin = 2; bin < power.length; bin++) power[bin] = re[bin]! * re[bin]! + im[bin]! * im[bin]!;
  const at = frame * LOW_VALUES;
  store.low[at] = re[0]!;
  store.low[at + 1] = re[1]!;
  store.low[at + 2] = im[1]!;
  let peak = -Infinity;
  for (let mel = 0; mel < MEL_COUNT; mel++) {
    const { start, weights } = filters[mel]!;
    let energy = 0;
    for (let i = Math.max(0, 2 - start); i < weights.length; i++) energy += weights[i]! * power[start + i]!;
    if (mel < MEAN_MELS) store.low[at + 3 + mel] = energy;
    else {
      const log = Math.log10(energy);
      store.logs[mel * store.frames + frame] = log;
      if (log > peak) peak = log;
    }
  }
  store.peaks[frame] = peak;
}

/**
 * Log-mel features of one utterance as Whisper wants them, for the length the sound has (no padding to 30 s).
 * Frames that later samples cannot change are kept between the partials of an utterance. Refuses to know the model.
 *
 * Source of the recipe: shared/models/README.md ("Mel"), which follows OpenAI's whisper/audio.py.
 */
import { ENGINE_RATE_HZ, msToSamples } from '../../contract/audio.ts';
import { periodicHann } from '../dsp/hann-window.ts';
import { slaneyMelFilters } from '../dsp/mel-filters.ts';
import { createRealFft } from '../dsp/real-fft.ts';
import { sttTuning } from './tuning.ts';

export const MEL_COUNT = 80;
const FFT_SIZE = 400;
const HOP_SAMPLES = 160;
const MAX_FRAMES = 3000;
const FLOOR = 1e-10;
const RANGE = 8;

export interface MelWindow {
  /** [frameCount, 80], time first. */
  readonly mel: Float32Array;
  /** Even, at most 3000; 10 ms each. */
  readonly frameCount: number;
  /** Frames taken from the cache. */
  readonly reusedFrames: number;
}

/** What is kept of an utterance between two windows that begin with the same samples. */
export interface MelCache {
  logMel: Float32Array;
  settledFrames: number;
}

export interface WhisperFeatures {
  /**
   * @param samples 16 kHz mono in [-1, 1], from the first sample of the utterance; over 30 s the rest is ignored
   * @param cache kept by the caller for one utterance; every earlier call with it had a prefix of `samples`
   */
  extract(samples: Float32Array, cache?: MelCache): MelWindow;
}

export function createMelCache(): MelCache {
  return { logMel: new Float32Array(0), settledFrames: 0 };
}

/** Frames for `sampleCount` samples and the zeros after them: 10 ms each, even, at most 3000. */
export function melFrameCount(sampleCount: number): number {
  const padded = sampleCount + msToSamples(sttTuning.trailingZerosMs);
  const frames = Math.ceil((padded / ENGINE_RATE_HZ) * 100);
  return Math.min(MAX_FRAMES, frames + (frames % 2));
}

export function createWhisperFeatures(): WhisperFeatures {
  const fft = createRealFft(FFT_SIZE);
  const hann = periodicHann(FFT_SIZE);
  const filters = slaneyMelFilters({
    sampleRateHz: ENGINE_RATE_HZ,
    fftSize: FFT_SIZE,
    melCount: MEL_COUNT,
    minHz: 0,
    maxHz: ENGINE_RATE_HZ / 2,
  });
  const windowed = new Float64Array(FFT_SIZE);
  const re = new Float64Array(fft.binCount);
  const im = new Float64Array(fft.binCount);

  function writeFrame(samples: Float32Array, frame: number, out: Float32Array): void {
    const first = frame * HOP_SAMPLES - FFT_SIZE / 2;
    for (let n = 0; n < FFT_SIZE; n++) {
      const at = Math.abs(first + n);
      windowed[n] = at < samples.length ? samples[at]! * hann[n]! : 0;
    }
    fft.forward(windowed, 0, re, im);
    for (let bin = 0; bin < fft.binCount; bin++) re[bin] = re[bin]! * re[bin]! + im[bin]! * im[bin]!;
    for (let mel = 0; mel < MEL_COUNT; mel++) {
      const { start, weights } = filters[mel]!;
      let energy = 0;
      for (let i = 0; i < weights.length; i++) energy += weights[i]! * re[start + i]!;
      out[frame * MEL_COUNT + mel] = Math.log10(Math.max(energy, FLOOR));
    }
  }

  return {
    extract(samples, cache = createMelCache()) {
      const frameCount = melFrameCount(samples.length);
      const size = frameCount * MEL_COUNT;
      if (cache.logMel.length < size) {
        const grown = new Float32Array(Math.max(size, Math.min(2 * size, MAX_FRAMES * MEL_COUNT)));
        grown.set(cache.logMel);
        cache.logMel = grown;
      }
      const { logMel } = cache;
      const reusedFrames = Math.min(cache.settledFrames, frameCount);
      const soundFrames = Math.ceil((samples.length + FFT_SIZE / 2) / HOP_SAMPLES);
      for (let frame = reusedFrames; frame < frameCount; frame++) {
        if (frame < soundFrames) writeFrame(samples, frame, logMel);
        else logMel.fill(Math.log10(FLOOR), frame * MEL_COUNT, (frame + 1) * MEL_COUNT);
      }
      const settled = Math.floor((samples.length - FFT_SIZE / 2) / HOP_SAMPLES) + 1;
      cache.settledFrames = Math.max(0, Math.min(frameCount, settled));

      let max = -Infinity;
      for (let i = 0; i < size; i++) if (logMel[i]! > max) max = logMel[i]!;
      const mel = new Float32Array(size);
      const lowest = max - RANGE;
      for (let i = 0; i < size; i++) mel[i] = (Math.max(logMel[i]!, lowest) + 4) / 4;
      return { mel, frameCount, reusedFrames };
    },
  };
}

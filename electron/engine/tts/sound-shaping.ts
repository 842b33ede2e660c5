/**
 * What is done to the voice's raw sound before it is handed on: no bad samples, no silence in front, a tail that
 * suits the punctuation, even loudness, soft edges. Refuses to know how the sound was made.
 */
import { msToSamples } from '../../contract/audio.ts';
import type { Hz, Ms } from '../../contract/audio.ts';
import { loudnessOf } from './loudness.ts';
import { ttsTuning } from './tuning.ts';

/** Replaces what is not a number by 0 and clips the rest to [-4, 4], in place. Returns how many were replaced. */
export function repairSamples(samples: Float32Array): number {
  let repaired = 0;
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i]!;
    if (!Number.isFinite(x)) {
      samples[i] = 0;
      repaired++;
    } else if (x > 4) samples[i] = 4;
    else if (x < -4) samples[i] = -4;
  }
  return repaired;
}

/**
 * Where the sound begins and ends: the first and last 5 ms window whose RMS reaches `ttsTuning.silenceRms`.
 * Null when all of it is silence.
 */
export function findSound(samples: Float32Array, rateHz: Hz): { start: number; end: number } | null {
  const windowSamples = Math.max(1, msToSamples(5, rateHz));
  const least = ttsTuning.silenceRms ** 2;
  let start = -1;
  let end = -1;
  for (let at = 0; at < samples.length; at += windowSamples) {
    const stop = Math.min(at + windowSamples, samples.length);
    let sum = 0;
    for (let i = at; i < stop; i++) sum += samples[i]! * samples[i]!;
    if (sum / (stop - at) < least) continue;
    if (start < 0) start = at;
    end = stop;
  }
  return start < 0 ? null : { start, end };
}

/** The pause to keep after `text`, by its last mark. */
export function tailFor(text: string): Ms {
  const last = /[.!?,;:–—-]?(?=["')\]]*\s*$)/.exec(text)?.[0] ?? '';
  if (last === '') return ttsTuning.wordTailMs;
  return '.!?'.includes(last) ? ttsTuning.sentenceTailMs : ttsTuning.clauseTailMs;
}

/** Fades both edges linearly over `fadeMs` (or half the sound), in place. */
export function fadeEdges(samples: Float32Array, rateHz: Hz, fadeMs: Ms = ttsTuning.fadeMs): void {
  const n = samples.length;
  const fadeSamples = Math.min(msToSamples(fadeMs, rateHz), n >> 1);
  for (let i = 0; i < fadeSamples; i++) {
    const gain = (i + 0.5) / fadeSamples;
    samples[i]! *= gain;
    samples[n - 1 - i]! *= gain;
  }
}

/** The factor that brings `samples` to the target loudness, within the allowed correction and the peak limit. */
export function gainFor(samples: Float32Array, rateHz: Hz): number {
  const lufs = loudnessOf(samples, rateHz);
  if (!Number.isFinite(lufs)) return 1;
  const { targetLufs, maxGainDb, peakLimit } = ttsTuning;
  const gainDb = Math.max(-maxGainDb, Math.min(maxGainDb, targetLufs - lufs));
  let peak = 0;
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i]!));
  return Math.min(10 ** (gainDb / 20), peakLimit / peak);
}

/**
 * Shapes the raw sound of `text`, mono at `rateHz`. Returns new samples in [-1, 1]; none when nothing is heard.
 * The pause after the last word is that of the punctuation divided by `rate`, cut or lengthened with silence.
 */
export function shapeSpeech(raw: Float32Array, rateHz: Hz, text: string, rate = 1): Float32Array {
  repairSamples(raw);
  const sound = findSound(raw, rateHz);
  if (!sound) return new Float32Array(0);
  const start = Math.max(0, sound.start - msToSamples(ttsTuning.leadKeepMs, rateHz));
  const tailSamples = msToSamples(tailFor(text) / rate, rateHz);
  const shaped = new Float32Array(sound.end - start + tailSamples);
  shaped.set(raw.subarray(start, Math.min(raw.length, sound.end + tailSamples)));
  const gain = gainFor(shaped.subarray(0, sound.end - start), rateHz);
  for (let i = 0; i < shaped.length; i++) shaped[i] = Math.max(-1, Math.min(1, shaped[i]! * gain));
  fadeEdges(shaped, rateHz);
  return shaped;
}

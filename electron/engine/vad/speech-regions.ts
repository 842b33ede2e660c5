/**
 * Where speech is in a long recording: regions no longer than a recogniser window, cut at pauses.
 * For files only; a live session uses the gate. Owns its stream of the model, not the model.
 */
import { FRAME_SAMPLES, msToSamples } from '../../contract/audio.ts';
import { regionTuning, vadTuning } from './tuning.ts';
import type { RegionTuning, VadTuning } from './tuning.ts';
import { initialVadGate, stepVadGate } from './vad-gate.ts';
import type { VadModel } from './vad-port.ts';

export interface SpeechRegion {
  /** First sample and one past the last, at 16 kHz. */
  readonly startSamples: number;
  readonly endSamples: number;
}

export interface SpeechRegionOptions {
  readonly tuning?: RegionTuning;
  readonly vad?: VadTuning;
  readonly signal?: AbortSignal;
  /** Told how many samples have been looked at, about every second of audio and at the end. */
  readonly onProgress?: (doneSamples: number) => void;
}

/** Frames between two calls of `onProgress`, and between two looks at `signal`: about a second. */
const REPORT_FRAMES = 32;

/**
 * Regions of speech in `samples` (mono, 16 kHz), in order, not overlapping, inside the recording.
 * Null if `signal` aborted. No samples, no regions.
 */
export async function findSpeechRegions(
  model: VadModel,
  samples: Float32Array,
  options: SpeechRegionOptions = {},
): Promise<SpeechRegion[] | null> {
  const probabilities = await readProbabilities(model, samples, options);
  return probabilities && regionsOf(probabilities, samples.length, options.vad, options.tuning);
}

async function readProbabilities(
  model: VadModel,
  samples: Float32Array,
  { signal, onProgress }: SpeechRegionOptions,
): Promise<Float32Array | null> {
  if (signal?.aborted) return null;
  const frames = Math.ceil(samples.length / FRAME_SAMPLES);
  const probabilities = new Float32Array(frames);
  const stream = model.createStream();
  const last = new Float32Array(FRAME_SAMPLES);
  for (let frame = 0; frame < frames; frame++) {
    const from = frame * FRAME_SAMPLES;
    let piece = samples.subarray(from, from + FRAME_SAMPLES);
    if (piece.length < FRAME_SAMPLES) {
      last.set(piece);
      piece = last;
    }
    probabilities[frame] = await stream.process(piece);
    if (frame % REPORT_FRAMES === REPORT_FRAMES - 1) {
      if (signal?.aborted) return null;
      onProgress?.(from + FRAME_SAMPLES);
    }
  }
  if (signal?.aborted) return null;
  onProgress?.(samples.length);
  return probabilities;
}

/**
 * The pure half: frame probabilities to regions.
 * @param probabilities one for each frame of FRAME_SAMPLES, the last frame perhaps not full
 * @param lengthSamples length of the recording
 */
export function regionsOf(
  probabilities: ArrayLike<number>,
  lengthSamples: number,
  vad: VadTuning = vadTuning,
  tuning: RegionTuning = regionTuning,
): SpeechRegion[] {
  const padSamples = msToSamples(tuning.padMs);
  const runs = speechRuns(probabilities, vad, tuning);
  const regions: SpeechRegion[] = [];
  runs.forEach((run, i) => {
    const floor = i === 0 ? 0 : middle(runs[i - 1]!.endSamples, run.startSamples);
    const ceiling = i === runs.length - 1 ? lengthSamples : middle(run.endSamples, runs[i + 1]!.startSamples);
    const padded = {
      startSamples: Math.max(floor, run.startSamples - padSamples),
      endSamples: Math.min(ceiling, run.endSamples + padSamples),
    };
    splitLong(padded, probabilities, tuning, regions);
  });
  return regions;
}

const middle = (a: number, b: number) => Math.floor((a + b) / 2);

/** Runs of speech as the gate confirms them, pauses shorter than `minSilenceMs` bridged, clicks left out. */
function speechRuns(probabilities: ArrayLike<number>, vad: VadTuning, tuning: RegionTuning): SpeechRegion[] {
  const runs: SpeechRegion[] = [];
  let state = initialVadGate;
  let start = 0;
  let end = 0;
  const take = () => {
    if (state.voicedMs < tuning.minSpeechMs) return;
    runs.push({ startSamples: start * FRAME_SAMPLES, endSamples: end * FRAME_SAMPLES });
  };
  for (let frame = 0; frame < probabilities.length; frame++) {
    const wasSilent = state.phase === 'silence';
    state = stepVadGate(state, probabilities[frame]!, vad).state;
    if (state.inSpeech) {
      if (wasSilent) start = frame;
      end = frame + 1;
    } else if (state.phase === 'pause' && state.silenceMs >= tuning.minSilenceMs) {
      take();
      state = initialVadGate;
    }
  }
  if (state.phase === 'speech' || state.phase === 'pause') take();
  return runs;
}

/** Cuts what is longer than a recogniser window at the least speech-like frame of the window's last part. */
function splitLong(
  region: SpeechRegion,
  probabilities: ArrayLike<number>,
  tuning: RegionTuning,
  into: SpeechRegion[],
): void {
  const longest = msToSamples(tuning.maxRegionMs);
  const search = Math.min(msToSamples(tuning.cutSearchMs), longest - FRAME_SAMPLES);
  let from = region.startSamples;
  while (region.endSamples - from > longest) {
    const last = Math.floor((from + longest) / FRAME_SAMPLES) - 1;
    const first = Math.ceil((from + longest - search) / FRAME_SAMPLES);
    let quietest = last;
    for (let frame = last; frame >= first; frame--) {
      if (probabilities[frame]! < probabilities[quietest]!) quietest = frame;
    }
    const cut = quietest * FRAME_SAMPLES + FRAME_SAMPLES / 2;
    into.push({ startSamples: from, endSamples: cut });
    from = cut;
  }
  into.push({ startSamples: from, endSamples: region.endSamples });
}

/** Packs the speech regions of a long recording into windows a recogniser takes, cut where it is quiet. Pure. */
import { ENGINE_RATE_HZ, msToSamples } from '../../contract/audio.ts';
import { recordingTuning } from './tuning.ts';

/** Where somebody speaks, in samples at 16 kHz; the end is exclusive. */
export interface SpeechRegion {
  readonly startSamples: number;
  readonly endSamples: number;
}

const STEP_SAMPLES = msToSamples(20);

/** Middle of the quietest 200 ms between two positions. */
function quietestSample(samples: Float32Array, from: number, to: number): number {
  const width = msToSamples(200);
  let best = to;
  let least = Infinity;
  for (let at = from; at + width <= to; at += STEP_SAMPLES) {
    let energy = 0;
    for (let i = at; i < at + width; i++) energy += samples[i]! * samples[i]!;
    if (energy < least) {
      least = energy;
      best = at + width / 2;
    }
  }
  return best;
}

/** Regions inside the recording, in order, without overlaps, none longer than a window. */
function cutRegions(samples: Float32Array, regions: readonly SpeechRegion[]): SpeechRegion[] {
  const longest = msToSamples(recordingTuning.maxWindowMs);
  const search = msToSamples(recordingTuning.cutSearchMs);
  const margin = msToSamples(recordingTuning.marginMs);
  const cut: SpeechRegion[] = [];
  let free = 0;
  for (const region of [...regions].sort((a, b) => a.startSamples - b.startSamples)) {
    let start = Math.max(free, Math.floor(region.startSamples) - margin, 0);
    const end = Math.min(samples.length, Math.ceil(region.endSamples) + margin);
    if (!(end > start)) continue;
    while (end - start > longest) {
      const at = quietestSample(samples, start + longest - search, start + longest);
      cut.push({ startSamples: start, endSamples: at });
      start = at;
    }
    cut.push({ startSamples: start, endSamples: end });
    free = end;
  }
  return cut;
}

/**
 * Windows of at most 28 s that together hold every region, padded a little; neighbours share a window while they
 * fit and the silence between them is short.
 * @param samples the whole recording, mono 16 kHz
 */
export function packWindows(
  samples: Float32Array,
  regions: readonly SpeechRegion[],
): readonly SpeechRegion[] {
  const longest = msToSamples(recordingTuning.maxWindowMs);
  const maxGap = msToSamples(recordingTuning.maxGapMs);
  const windows: SpeechRegion[] = [];
  for (const region of cutRegions(samples, regions)) {
    const last = windows.at(-1);
    const fits =
      last !== undefined &&
      region.endSamples - last.startSamples <= longest &&
      region.startSamples - last.endSamples <= maxGap;
    if (fits) windows[windows.length - 1] = { ...last, endSamples: region.endSamples };
    else windows.push(region);
  }
  return windows;
}

/** Samples to seconds. */
export function samplesToSeconds(samples: number): number {
  return samples / ENGINE_RATE_HZ;
}

/**
 * When the samples of a stream of frames were really captured, from positions that are exact and stamps that are late
 * by a varying amount. Owns one offset: the lower edge of the stamps, following a slow drift.
 */
import { samplesToMs } from '../../contract/audio.ts';
import type { AudioFrame, Ms } from '../../contract/audio.ts';
import { echoTuning } from './tuning.ts';

export interface FrameTimes {
  /** Clock time of the frame's first sample. */
  startOf(frame: AudioFrame): Ms;
}

/** Places of the fractions that change with each frame: the offset (NaN: none yet), and the same smoothed. */
const OFFSET = 0;
const SMOOTH = 1;

export function createFrameTimes(): FrameTimes {
  const { driftMsPerFrame, timeJumpMs, timeJumpFrames, sameRunMs, stampTrust } = echoTuning;
  // a fraction that is kept in a variable is a new number at each change; in an array it is overwritten
  const kept = Float64Array.of(NaN, 0);
  let lateFrames = 0;
  let leastLateMs: Ms = Infinity;

  return {
    startOf(frame) {
      const seenMs = frame.capturedAtMs - samplesToMs(frame.startSamples + frame.samples.length);
      const startMs = samplesToMs(frame.startSamples);
      if (!Number.isFinite(seenMs)) return kept[SMOOTH]! + startMs;
      if (Number.isNaN(kept[OFFSET])) kept[SMOOTH] = kept[OFFSET] = seenMs;
      if (seenMs > kept[OFFSET]! + timeJumpMs) {
        lateFrames++;
        leastLateMs = Math.min(leastLateMs, seenMs);
        if (lateFrames >= timeJumpFrames) kept[SMOOTH] = kept[OFFSET] = leastLateMs;
      } else {
        kept[OFFSET] = Math.min(seenMs, kept[OFFSET]! + driftMsPerFrame);
      }
      if (seenMs <= kept[OFFSET]! + timeJumpMs) {
        lateFrames = 0;
        leastLateMs = Infinity;
      }
      const offMs = kept[OFFSET]! - kept[SMOOTH]!;
      kept[SMOOTH] = Math.abs(offMs) > sameRunMs ? kept[OFFSET]! : kept[SMOOTH]! + offMs * stampTrust;
      return kept[SMOOTH] + startMs;
    },
  };
}

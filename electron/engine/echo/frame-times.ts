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

export function createFrameTimes(): FrameTimes {
  const { driftMsPerFrame, timeJumpMs, timeJumpFrames, sameRunMs, stampTrust } = echoTuning;
  let offsetMs: Ms | null = null;
  let smoothMs: Ms = 0;
  let lateFrames = 0;
  let leastLateMs: Ms = Infinity;

  return {
    startOf(frame) {
      const seenMs = frame.capturedAtMs - samplesToMs(frame.startSamples + frame.samples.length);
      if (!Number.isFinite(seenMs)) return smoothMs + samplesToMs(frame.startSamples);
      if (offsetMs === null) smoothMs = offsetMs = seenMs;
      if (seenMs > offsetMs + timeJumpMs) {
        lateFrames++;
        leastLateMs = Math.min(leastLateMs, seenMs);
        if (lateFrames >= timeJumpFrames) smoothMs = offsetMs = leastLateMs;
      } else {
        offsetMs = Math.min(seenMs, offsetMs + driftMsPerFrame);
      }
      if (seenMs <= offsetMs + timeJumpMs) {
        lateFrames = 0;
        leastLateMs = Infinity;
      }
      const offMs = offsetMs - smoothMs;
      smoothMs = Math.abs(offMs) > sameRunMs ? offsetMs : smoothMs + offMs * stampTrust;
      return smoothMs + samplesToMs(frame.startSamples);
    },
  };
}

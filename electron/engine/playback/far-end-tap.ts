/** Shows the echo canceller what is played: the device's rate to 16 kHz, as one stream a run of sound. */
import { ENGINE_RATE_HZ, samplesToMs } from '../../contract/audio.ts';
import type { Hz, Ms } from '../../contract/audio.ts';
import { createResampler } from '../dsp/resampler.ts';

export interface FarEndTap {
  /** The next samples and when the first is heard; a jump in time of more than 2 ms begins a new run. */
  push(samples: Float32Array, playsAtMs: Ms): void;
}

/** Difference between two blocks' times that is still the same run: measuring jitter. */
const SAME_RUN_MS = 2;

/** @param onFarEnd gets 16 kHz mono, valid during the call only, and the time its first sample is heard */
export function createFarEndTap(
  fromHz: Hz,
  onFarEnd: (samples: Float32Array, playsAtMs: Ms) => void,
): FarEndTap {
  const resampler = createResampler(fromHz, ENGINE_RATE_HZ);
  let nextInMs: Ms = -Infinity;
  let nextOutMs: Ms = 0;

  function give(samples: Float32Array): void {
    if (samples.length === 0) return;
    onFarEnd(samples, nextOutMs);
    nextOutMs += samplesToMs(samples.length);
  }

  return {
    push(samples, playsAtMs) {
      if (Math.abs(playsAtMs - nextInMs) > SAME_RUN_MS) {
        give(resampler.flush());
        nextOutMs = playsAtMs;
        nextInMs = playsAtMs;
      }
      nextInMs += samplesToMs(samples.length, fromHz);
      give(resampler.process(samples));
    },
  };
}

/** Where speech begins and ends in a clip, found by energy alone and not by any part of the product. */
import { msToSamples } from '../../../electron/contract/audio.ts';

const WINDOW_SAMPLES = msToSamples(10);

export interface SpeechEdges {
  /** First sample of the first window that is loud enough. */
  readonly startSamples: number;
  /** One past the last sample of the last such window. */
  readonly endSamples: number;
}

/** @param belowLoudestDb windows of 10 ms within this many decibels of the loudest one count as speech */
export function findSpeechEdges(samples: Float32Array, belowLoudestDb: number): SpeechEdges {
  const powers = Array.from({ length: Math.floor(samples.length / WINDOW_SAMPLES) }, (_, window) => {
    let sum = 0;
    for (let i = window * WINDOW_SAMPLES; i < (window + 1) * WINDOW_SAMPLES; i++) sum += samples[i]! ** 2;
    return sum;
  });
  const threshold = Math.max(...powers) * 10 ** (-belowLoudestDb / 10);
  const first = powers.findIndex((power) => power >= threshold);
  const last = powers.findLastIndex((power) => power >= threshold);
  return { startSamples: Math.max(0, first) * WINDOW_SAMPLES, endSamples: (last + 1) * WINDOW_SAMPLES };
}

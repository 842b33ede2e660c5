/** The samples of the utterance in progress: grows as needed, never past 30 s, and lets nothing broken in. */
import { msToSamples } from '../../contract/audio.ts';
import { sttTuning } from './tuning.ts';

const MAX_SAMPLES = msToSamples(sttTuning.maxUtteranceMs);
const FIRST_SAMPLES = msToSamples(4000);

export interface UtteranceBuffer {
  readonly lengthSamples: number;
  /** Largest absolute value held. */
  readonly peak: number;
  /** Appends a copy; values that are not numbers become 0, others are limited to [-1, 1]. False if not all fitted. */
  push(samples: Float32Array): boolean;
  /** A copy that may be given away. */
  copy(): Float32Array<ArrayBuffer>;
  clear(): void;
}

export function createUtteranceBuffer(): UtteranceBuffer {
  let held = new Float32Array(FIRST_SAMPLES);
  let length = 0;
  let peak = 0;
  return {
    get lengthSamples() {
      return length;
    },
    get peak() {
      return peak;
    },
    push(samples) {
      const count = Math.min(samples.length, MAX_SAMPLES - length);
      if (length + count > held.length) {
        const grown = new Float32Array(Math.min(MAX_SAMPLES, Math.max(2 * held.length, length + count)));
        grown.set(held.subarray(0, length));
        held = grown;
      }
      for (let i = 0; i < count; i++) {
        const value = samples[i]!;
        const clean = value >= -1 && value <= 1 ? value : value > 1 ? 1 : value < -1 ? -1 : 0;
        held[length + i] = clean;
        const size = clean < 0 ? -clean : clean;
        if (size > peak) peak = size;
      }
      length += count;
      return count === samples.length;
    },
    copy: () => held.slice(0, length),
    clear() {
      length = 0;
      peak = 0;
    },
  };
}

/** Removes our own voice from the microphone. */
import type { AudioFrame, Ms } from '../../contract/audio.ts';

export interface EchoCanceller {
  /**
   * What the speaker is about to play, 16 kHz mono in [-1, 1], any length; copied.
   * @param playsAtMs clock time at which its first sample reaches the speaker
   */
  pushFarEnd(samples: Float32Array, playsAtMs: Ms): void;
  /**
   * Cleans the frame in place. A frame captured while nothing was played for 2 s passes untouched (once speech pauses,
   * so that no word is cut). A running canceller may hold sound back by a constant 16 ms; stamps stay as they are.
   */
  process(frame: AudioFrame): void;
  /** Whether the canceller currently runs (false: bypassed). */
  readonly active: boolean;
  close(): void;
}

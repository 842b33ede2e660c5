/** Speech or not, one frame at a time. */
import type { Result } from '../../contract/errors.ts';

export interface VadModel {
  /** State of one stream of frames; cheap, many may live at once on one model. */
  createStream(): VadStream;
  close(): Promise<void>;
}

export interface VadStream {
  /** Probability of speech, 0 to 1, for the next 512 samples at 16 kHz. Keeps the 64-sample context itself. */
  process(samples: Float32Array): Promise<number>;
  /** Forgets the past, for example after a gap. */
  reset(): void;
}

export type LoadVad = (modelPath: string) => Promise<Result<VadModel>>;

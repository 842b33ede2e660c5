/** Hears the wake phrase in sound itself, without a recogniser writing text: used when a model for it is installed. */
import type { Fault } from '../../contract/errors.ts';

export interface KeywordStreamOptions {
  readonly sessionId: string;
  /** The phrase was said; its last sound is at most a few hundred ms back. The stream goes on listening. */
  readonly onFound: () => void;
  /** It cannot hear any more; the stream is closed. Whoever listens falls back to the recogniser. */
  readonly onFault: (fault: Fault) => void;
}

export interface KeywordStream {
  /** The next samples, 16 kHz mono, any length; copied. */
  hear(samples: Float32Array): void;
  /** Forgets what was heard, for example after a gap. */
  reset(): void;
  close(): void;
}

export interface KeywordSpotter {
  /** Name as in the manifest. */
  readonly name: string;
  readonly phrase: string;
  createStream(options: KeywordStreamOptions): KeywordStream;
  close(): Promise<void>;
}

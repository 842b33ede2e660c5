/** Speech to text behind one shape that fits both window recognisers (Whisper) and streaming transducers. */
import type { Fault } from '../../contract/errors.ts';
import type { WordTime } from '../../contract/events.ts';
import type { LaneStats } from '../runtime/inference-lane.ts';

export interface Transcript {
  /** Trimmed text; empty when nothing was said. */
  readonly text: string;
  /** Times in seconds from the first sample of the utterance; empty unless asked for. */
  readonly words: readonly WordTime[];
  /** Language tag that was used or detected. */
  readonly language: string;
  /** 0 to 1, over the whole text. */
  readonly confidence: number;
  /** True when the text is what the model makes up for silence and noise: show nobody. */
  readonly phantom: boolean;
  /** Compute time of the model. */
  readonly computeMs: number;
}

/** `stable` is the prefix that later partials are not expected to change. */
export interface ShownText {
  readonly text: string;
  readonly stable: string;
}

export interface PartialTranscript extends ShownText {
  /** Samples of the utterance that it was made of: one that waited heard what came meanwhile. */
  readonly heardSamples: number;
}

export type SttOutcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** Not wanted any more, or replaced by a newer request. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly fault: Fault };

export interface SttStreamOptions {
  readonly sessionId: string;
  /** BCP 47 primary tag or `auto`. */
  readonly language: string;
  /** Earlier text or names that help recognition; treated as a hint. */
  readonly prompt?: string;
  /** The user's own session: its requests go before those of others that are as urgent. */
  readonly goesFirst?: boolean;
}

export interface FinalOptions {
  readonly words: boolean;
  /** `background` for re-runs and files; default final. */
  readonly priority?: 'final' | 'background';
  readonly signal?: AbortSignal;
}

/** One utterance at a time of one session. Never more than one job of a session waits. */
export interface SttStream {
  /** Starts an utterance, forgetting the last. */
  begin(): void;
  /** The next samples of the utterance, 16 kHz mono, any length; copied. At most 30 s are held, the rest refused (false). */
  push(samples: Float32Array): boolean;
  /** What the utterance says so far. A newer request replaces a waiting older one, which ends as cancelled. */
  partial(signal?: AbortSignal): Promise<SttOutcome<PartialTranscript>>;
  /**
   * The text of everything pushed so far. May be called speculatively: more samples may follow, after which a
   * new final is asked for. Cancels a waiting partial of the same session.
   */
  final(options: FinalOptions): Promise<SttOutcome<Transcript>>;
  close(): void;
}

export interface SttEngine {
  /** Name as in the manifest, for example whisper-tiny.en. */
  readonly name: string;
  readonly kind: 'window' | 'streaming';
  /** Language tags it knows. */
  readonly languages: readonly string[];
  /** Fails by returning a fault in every outcome if the language is unknown (`stt_language`). */
  createStream(options: SttStreamOptions): SttStream;
  stats(): LaneStats;
  close(): Promise<void>;
}

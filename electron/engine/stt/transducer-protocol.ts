/** Messages between the streaming engine and its worker. */
import type { WordTime } from '../../contract/events.ts';

export interface TransducerInit {
  readonly folder: string;
  readonly threads: number;
}

/** Sent without an answer, before the job that needs it: sound is never lost with a replaced job. */
export type TransducerNotice =
  /** The next samples of an utterance, 16 kHz mono. */
  | { readonly kind: 'feed'; readonly utterance: string; readonly samples: Float32Array }
  | { readonly kind: 'forget'; readonly utterance: string };

export interface TransducerRequest {
  readonly utterance: string;
  /** Treat what was fed as complete. More may be fed afterwards. */
  readonly complete: boolean;
}

export interface TransducerAnswer {
  readonly text: string;
  readonly words: readonly WordTime[];
  /** Mean token probability; 1 if the model gives none. */
  readonly confidence: number;
}

/** Files of a streaming transducer, as sherpa-onnx's published models name them after renaming. */
export const transducerFiles = {
  encoder: 'encoder.onnx',
  decoder: 'decoder.onnx',
  joiner: 'joiner.onnx',
  tokens: 'tokens.txt',
} as const;

/** Messages between the Whisper engine and its worker. */
import type { WordTime } from '../../contract/events.ts';

export interface WhisperInit {
  readonly name: string;
  readonly folder: string;
  readonly threads: number;
}

export interface WhisperInfo {
  readonly languages: readonly string[];
  readonly multilingual: boolean;
}

export interface WhisperRequest {
  /** One utterance of one stream: frames are cached under it. */
  readonly utterance: string;
  /** 16 kHz mono from the first sample of the utterance. */
  readonly samples: Float32Array;
  readonly words: boolean;
  /** A tag of the model's own list, or `auto`. */
  readonly language: string;
  readonly prompt: string;
}

export interface WhisperNotice {
  readonly forget: string;
}

export interface WhisperAnswer {
  readonly text: string;
  readonly words: readonly WordTime[];
  /** Words of the text with the probability of their least likely token; for agreement between partials. */
  readonly certainty: readonly { readonly word: string; readonly probability: number }[];
  readonly language: string;
  readonly avgLogProb: number;
  /** Probability of `no_speech`; null when nothing gave reason to ask. */
  readonly noSpeech: number | null;
  readonly ended: 'eot' | 'cap' | 'loop' | 'cancelled';
}

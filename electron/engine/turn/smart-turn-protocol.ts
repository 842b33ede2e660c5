/** What the end-of-turn lane and its worker say to each other. */

export interface SmartTurnInit {
  readonly modelPath: string;
}

/** Messages without an answer, in order with the questions. A stream exists from its first `begin` to `close`. */
export type SmartTurnNotice =
  | { readonly kind: 'begin'; readonly stream: number; readonly epoch: number }
  | { readonly kind: 'push'; readonly stream: number; readonly epoch: number; readonly samples: Float32Array }
  | { readonly kind: 'close'; readonly stream: number };

/** Has the speaker finished at `endSamples` of utterance `epoch` of this stream? */
export interface SmartTurnQuestion {
  readonly stream: number;
  readonly epoch: number;
  readonly endSamples: number;
}

/** Probability, or null when the stream is gone, is at another utterance, or holds that moment no more. */
export type SmartTurnAnswer = number | null;

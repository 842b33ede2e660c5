/** Between the keyword lane and its worker, and the files such a model has. */

/** Below the model's folder. */
export const keywordFiles = {
  encoder: 'encoder.onnx',
  decoder: 'decoder.onnx',
  joiner: 'joiner.onnx',
  tokens: 'tokens.txt',
} as const;

export interface KeywordInit {
  readonly folder: string;
  readonly threads: number;
  /** One line as keyword-tokens.ts writes it. */
  readonly keyword: string;
  /** Probability asked of the phrase's tokens, 0 to 1. */
  readonly threshold: number;
}

export interface KeywordRequest {
  readonly stream: string;
  readonly samples: Float32Array;
}

export interface KeywordAnswer {
  readonly found: boolean;
}

/** Without an answer. */
export interface KeywordNotice {
  readonly forget: string;
}

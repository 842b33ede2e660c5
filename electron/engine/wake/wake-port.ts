/** Whether words that were heard call Parley. Pure text in, verdict out; owns no sound and keeps nothing. */

export interface WakeVerdict {
  readonly matched: boolean;
  /** 0 to 1: how alike the beginning of the text and the phrase are. */
  readonly score: number;
  /** How many of the words, counted from the front, belong to the phrase; 0 when it did not match. */
  readonly wordCount: number;
  /** The text after the phrase, with its first letter as it stands; empty when there is none. */
  readonly rest: string;
}

export interface WakeJudge {
  readonly phrase: string;
  /** Prompt for the recogniser that listens for it (`SttStreamOptions.prompt`): without it half of the voices are missed. */
  readonly hint?: string;
  /** @param text as the recogniser wrote it, a partial or a final transcript */
  judge(text: string): WakeVerdict;
}

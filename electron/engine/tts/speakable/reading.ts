/** What the rules of speakable text share: how a rule answers, and matching at one place without scanning on. */

/** How the characters from a place on are read aloud. */
export interface Reading {
  /** Characters of the source this covers, at least 1. */
  readonly length: number;
  /** What the voice is given; empty for what is only for the eye. */
  readonly speak: string;
  /** Said instead when a text would otherwise be all silence (the name of an emoji). */
  readonly spare?: string;
  /** Letters and digits of the source that the voice cannot say (another script). */
  readonly unspoken?: number;
}

/** What a scan carries from place to place. */
export interface ScanState {
  /** Inside a fenced code block that has not ended. */
  insideCode: boolean;
  /** Nothing but space has been seen on this line. */
  lineStart: boolean;
  /** The line is a heading, list item or table row: its end is a pause. */
  block: boolean;
  /** How many texts inside texts (link labels, entities) deep; rules refuse to go deeper than 2. */
  readonly depth: number;
  /** Reads a text inside this one. */
  readonly readInner: (text: string) => string;
}

/** Reads what begins at `at`, or leaves it to the next rule. Must look at a bounded stretch it does not consume. */
export type Rule = (text: string, at: number, state: ScanState) => Reading | null;

/** Runs a sticky expression at one place. */
export function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(text);
}

/** The last `count` characters in front of `at`. */
export const before = (text: string, at: number, count: number) => text.slice(Math.max(0, at - count), at);

/** True if the character in front of `at` is a letter or digit. */
export const followsWord = (text: string, at: number) => at > 0 && /[\p{L}\p{N}_]/u.test(text[at - 1]!);

/**
 * The full stop to say for an abbreviation that ends in one: only where the sentence ends with it too.
 * `end` is the place behind the abbreviation.
 */
export function stopAfter(text: string, end: number): string {
  return /^["'”’)\]]*(?:\s*$|\s*\n|\s+[A-Z][a-z]*\s)/.test(text.slice(end, end + 24)) ? '.' : '';
}

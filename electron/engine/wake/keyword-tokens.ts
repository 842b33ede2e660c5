/**
 * Writes a phrase in the tokens of a keyword model. Longest pieces first, as its trainers' tools mostly divide words
 * too; a piece the model does not have refuses the phrase, because the addon would end the process over it.
 */
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';

const WORD_START = '\u2581';
const MAX_TOKEN_LINES = 100_000;

/** @param text of tokens.txt: a token and its number on each line */
export function parseTokens(text: string): ReadonlySet<string> {
  const tokens = new Set<string>();
  for (const line of text.split('\n', MAX_TOKEN_LINES)) {
    const token = line.trim().split(/\s+/u)[0];
    if (token && !/^<.*>$/u.test(token)) tokens.add(token);
  }
  return tokens;
}

function divideWord(word: string, tokens: ReadonlySet<string>): string[] | null {
  const pieces: string[] = [];
  const whole = WORD_START + word;
  for (let at = 0; at < whole.length;) {
    let end = whole.length;
    while (end > at && !tokens.has(whole.slice(at, end))) end--;
    if (end === at) return null;
    pieces.push(whole.slice(at, end));
    at = end;
  }
  return pieces;
}

/** @returns the line for the addon's list of keywords. Errors: `bad_argument` if the model cannot spell the phrase. */
export function keywordLine(phrase: string, tokens: ReadonlySet<string>): Result<string> {
  const words = phrase.normalize('NFC').match(/[\p{L}\p{M}']+/gu) ?? [];
  if (words.length === 0 || phrase.length > 60) return err('bad_argument', 'a wake phrase needs letters');
  for (const spelled of [words.map((word) => word.toUpperCase()), words.map((word) => word.toLowerCase())]) {
    const pieces = spelled.map((word) => divideWord(word, tokens));
    if (pieces.every((piece) => piece !== null)) return ok(pieces.flat().join(' '));
  }
  return err('bad_argument', 'the installed keyword model does not know the letters of this phrase');
}

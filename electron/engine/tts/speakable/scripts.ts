/**
 * Letters an English voice cannot say. A run in another script is named ("Chinese text") rather than lost, and
 * counted; look-alikes of Latin letters (full width, mathematical) are read as the letters they are.
 */
import { matchAt } from './reading.ts';
import type { Reading, ScanState } from './reading.ts';
import { foreignDigits } from './numbers.ts';

const cjk = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\u30FC\uFF01-\uFF0F\uFF1A-\uFF20]`;
const runs: readonly (readonly [RegExp, string | null])[] = [
  [new RegExp(`(?=[\\p{L}\\p{N}])${cjk}{1,10000}`, 'uy'), null],
  [/[\p{Script=Hangul}\s]{1,10000}/uy, 'Korean text'],
  [/[\p{Script=Cyrillic}\p{M}\s]{1,10000}/uy, 'Cyrillic text'],
  [/[\p{Script=Arabic}\p{M}\s]{1,10000}/uy, 'Arabic text'],
  [/[\p{Script=Hebrew}\p{M}\s]{1,10000}/uy, 'Hebrew text'],
  [/[\p{Script=Greek}\p{M}\s]{1,10000}/uy, 'Greek text'],
  [/[\p{Script=Devanagari}\p{M}\s]{1,10000}/uy, 'Hindi text'],
  [/[\p{Script=Thai}\p{M}\s]{1,10000}/uy, 'Thai text'],
];
const lookAlike =
  /(?:[\uFF01-\uFF5E]|[\u{1D400}-\u{1D7FF}]|[\u2460-\u2473]|[\u2160-\u217F]|[ªº⁴-⁹₀-₉ⁿ]){1,300}/uy;
const otherLetters = /(?:(?!\p{Script=Latin})\p{L}[\p{M}\p{L}]{0,200}|\p{L}\p{M}{1,200})/uy;

/** What begins at `at` with a character outside ASCII that no other rule reads. Always answers. */
export function otherScript(text: string, at: number, state: ScanState): Reading {
  const digits = foreignDigits(text, at);
  if (digits && state.depth < 2) return { length: digits.length, speak: state.readInner(digits.digits) };
  const alike = matchAt(lookAlike, text, at);
  if (alike && state.depth < 2) {
    const plain = alike[0].normalize('NFKC');
    if (plain !== alike[0]) return { length: alike[0].length, speak: state.readInner(plain) };
  }
  const char = String.fromCodePoint(text.codePointAt(at)!);
  if (/[\p{L}\p{N}]/u.test(char)) {
    for (const [run, name] of runs) {
      const found = matchAt(run, text, at);
      if (!found || !/^[\p{L}\p{N}]/u.test(found[0])) continue;
      const taken = found[0].trimEnd();
      const language =
        name ?? (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(taken) ? 'Japanese text' : 'Chinese text');
      return {
        length: taken.length,
        speak: language,
        unspoken: [...taken.matchAll(/[\p{L}\p{N}]/gu)].length,
      };
    }
    const other = matchAt(otherLetters, text, at);
    if (other && !/^\p{Script=Latin}/u.test(other[0])) {
      return { length: other[0].length, speak: 'text in another script', unspoken: [...other[0]].length };
    }
    // Latin letters beyond those of the word rule, and signs that count as numbers: what they decompose to.
    const plain = char.normalize('NFKD').replace(/[^\x20-\x7e]/g, '');
    return {
      length: char.length,
      speak: /^[A-Za-z]+$/.test(plain) ? plain : '',
      unspoken: plain === '' ? 1 : 0,
    };
  }

  return { length: char.length, speak: /[、。，]/.test(char) ? ', ' : '' };
}

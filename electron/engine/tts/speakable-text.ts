/**
 * Text as people and language models write it, made into text an English voice reads well. One pass from left to
 * right: at each place the first rule that knows what begins there says how it is read. Never throws; takes time
 * in proportion to the length; owns no pronunciation (the voice does) and no cutting (speech-pieces.ts does).
 */
import { abbreviation } from './speakable/abbreviations.ts';
import { acronym, initialPair, romanNumeral } from './speakable/capitals.ts';
import { dayFirstDate, namedDate, numericDate } from './speakable/dates.ts';
import { emoji } from './speakable/emoji.ts';
import { filePath, handleOrTag, link } from './speakable/links.ts';
import { inlineRules, lineRules } from './speakable/markdown.ts';
import { moneyBehind, moneyInFront } from './speakable/money.ts';
import { leadingPoint, numberRules } from './speakable/numbers.ts';
import { followsWord, matchAt } from './speakable/reading.ts';
import type { Reading, Rule, ScanState } from './speakable/reading.ts';
import { otherScript } from './speakable/scripts.ts';
import { htmlEntity, symbol } from './speakable/symbols.ts';
import { timeOfDay } from './speakable/times.ts';

/** A stretch of the text and how it is read. The sources of all segments together are the text. */
export interface SpeechSegment {
  readonly source: string;
  readonly speak: string;
  /** Said if the whole text would otherwise be silent. */
  readonly spare: string;
}

export interface SpeakableReading {
  readonly segments: readonly SpeechSegment[];
  /** A fenced code block was open at the end: pass it on with the next part of the same reply. */
  readonly insideCode: boolean;
  /** Letters and digits that could not be said and were named or left out. */
  readonly unspokenChars: number;
}

const word =
  /[A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\uFB00-\uFB06][A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\uFB00-\uFB06\u0300-\u036F\u00AD]*(?:['’][A-Za-z]+)*/y;
const spaces = /\s+/y;

const wordRule: Rule = (text, at) => {
  const found = matchAt(word, text, at);
  if (!found) return null;
  const plain = found[0].replaceAll('\u00AD', '').normalize('NFKC').replaceAll('’', "'");
  // camelCase is said as the words it is made of.
  const speak = /^Ma?c[A-Z]/.test(plain) ? plain : plain.replace(/([a-z])([A-Z])/g, '$1 $2');
  return { length: found[0].length, speak };
};

const spaceRule: Rule = (text, at, state) => {
  const found = matchAt(spaces, text, at);
  if (!found) return null;
  const lines = found[0].split('\n').length - 1;
  const end = at + found[0].length;
  const pause =
    lines > 1 || (lines === 1 && (state.block || /[-*+#|•>]|\d{1,3}[.)]\s/y.test(text.slice(end, end + 5))));
  if (lines > 0) {
    state.lineStart = true;
    state.block = false;
  }
  return { length: found[0].length, speak: pause ? '. ' : ' ' };
};

const elidedDecade: Rule = (text, at) => {
  const found = /['’‘](\d0s)\b/y;
  return !followsWord(text, at) && matchAt(found, text, at) ? { length: 1, speak: '' } : null;
};

const wordRules: readonly Rule[] = [
  link,
  filePath,
  moneyInFront,
  namedDate,
  initialPair,
  abbreviation,
  romanNumeral,
  acronym,
  wordRule,
];
const digitRules: readonly Rule[] = [
  link,
  filePath,
  numericDate,
  timeOfDay,
  dayFirstDate,
  moneyBehind,
  ...numberRules,
];
const signRules: readonly Rule[] = [
  ...inlineRules, htmlEntity, moneyInFront, link, filePath, handleOrTag, leadingPoint, numberRules[0]!, elidedDecade,
]; // prettier-ignore
const otherRules: readonly Rule[] = [moneyInFront, numberRules[3]!, symbol, emoji, wordRule, otherScript];

function firstReading(rules: readonly Rule[], text: string, at: number, state: ScanState): Reading | null {
  for (const rule of rules) {
    const reading = rule(text, at, state);
    if (reading) return reading;
  }
  return null;
}

function readAt(text: string, at: number, state: ScanState): Reading {
  const code = text.charCodeAt(at);
  const isLetter = (code | 32) >= 97 && (code | 32) <= 122;
  const isDigit = code >= 48 && code <= 57;
  const isSpace = code === 32 || (code >= 9 && code <= 13) || code === 0xa0;
  if (isSpace) return spaceRule(text, at, state) ?? { length: 1, speak: ' ' };
  if (state.lineStart && !isLetter && !isDigit) {
    const reading = firstReading(lineRules, text, at, state);
    if (reading) return reading;
  }
  state.lineStart = false;
  if (isLetter) return firstReading(followsWord(text, at) ? [wordRule] : wordRules, text, at, state)!;
  if (isDigit) return firstReading(digitRules, text, at, state)!;
  if (code < 128) return firstReading(signRules, text, at, state) ?? symbol(text, at)!;
  return firstReading(otherRules, text, at, state)!;
}

function scan(text: string, insideCode: boolean, depth: number): SpeakableReading {
  const segments: SpeechSegment[] = [];
  let unspokenChars = 0;
  const state: ScanState = {
    insideCode,
    lineStart: true,
    block: false,
    depth,
    readInner: (inner) => joinSpeech(scan(inner, false, depth + 1).segments),
  };
  let at = 0;
  if (insideCode) {
    const end = /```|~~~/.exec(text);
    at = end ? end.index + 3 : text.length;
    state.insideCode = end === null;
    if (at > 0) segments.push({ source: text.slice(0, at), speak: '', spare: '' });
  }
  while (at < text.length) {
    const { length, speak, spare, unspoken } = readAt(text, at, state);
    segments.push({ source: text.slice(at, at + length), speak, spare: spare ?? '' });
    unspokenChars += unspoken ?? 0;
    at += length;
  }
  return { segments, insideCode: state.insideCode, unspokenChars };
}

/** Reads `text` into segments. `insideCode`: the part before ended inside a fenced code block. */
export function readSpeakable(text: string, insideCode = false): SpeakableReading {
  return scan(text, insideCode, 0);
}

const isWordChar = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char);

/**
 * Joins segments into one clean line: single spaces, single marks, Latin letters only.
 * @param spares name emoji when nothing else would be said
 */
export function joinSpeech(segments: readonly SpeechSegment[], spares = true): string {
  const parts: string[] = [];
  let last: string | undefined;
  for (const { speak } of segments) {
    if (speak === '') continue;
    if (isWordChar(last) && isWordChar(speak[0])) parts.push(' ');
    parts.push(speak);
    last = speak.at(-1);
  }
  let line = parts.join('');
  if (!/[A-Za-z\u00C0-\u024F0-9]/.test(line)) {
    if (!spares) return '';
    const named = segments.map(({ spare }) => spare).filter((spare) => spare !== '');
    line = named.slice(0, 3).join(', ');
  }
  return line
    .replace(/[^A-Za-z\u00C0-\u024F0-9'.,;:!? -]+/g, ' ')
    .replace(/(?<![A-Za-z\u00C0-\u024F])'|'(?![A-Za-z\u00C0-\u024F])/g, '')
    .replace(/(?<![A-Za-z\u00C0-\u024F0-9])-+|-+(?![A-Za-z\u00C0-\u024F0-9])/g, ' ')
    .replace(/ +/g, ' ')
    .replace(/ ?[.,;:!?][ .,;:!?]*/g, (marks) => `${strongest(marks)} `)
    .replace(/^[ .,;:!?]+/, '')
    .trim();
}

/** The one mark said for a run of marks: a question before a cry before a full stop before the first pause. */
function strongest(marks: string): string {
  for (const mark of '?!.') if (marks.includes(mark)) return mark;
  return marks.trimStart()[0]!;
}

/**
 * What the voice is given for `text`. Plain prose comes back as it is; a text that cannot be said at all (only
 * punctuation) gives an empty string.
 */
export function speakableText(text: string): string {
  return joinSpeech(readSpeakable(text).segments);
}

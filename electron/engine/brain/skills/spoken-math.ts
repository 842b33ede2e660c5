/** Reads spoken arithmetic into a tree. Pure; evaluates nothing. Recursive descent with a bounded depth. */
import { parseFraction, parseNumber, parseOrdinal } from './number-words.ts';
import type { Parsed } from './number-words.ts';
import { exactPlaces, formatDecimal } from './rational.ts';
import type { Rational } from './rational.ts';
import type { Token } from './tokens.ts';

export type MathOperator = '+' | '-' | '*' | '/' | '^' | 'mod' | 'of' | 'neg' | 'sqrt' | 'cbrt' | '!' | '%';

/** A decimal without grouping, a named constant, or an operator with its operands. JSON-safe. */
export type MathExpr = string | readonly [MathOperator, ...MathExpr[]];

/** Deepest nesting of brackets and operators that is read. */
const MAX_DEPTH = 40;

type Read = Parsed<MathExpr> | null;

const phraseAt = (tokens: readonly Token[], at: number, phrases: readonly string[]): number | null => {
  for (const phrase of phrases) {
    const words = phrase.split(' ');
    if (words.every((word, i) => tokens[at + i]?.word === word)) return at + words.length;
  }
  return null;
};

const binary: readonly (readonly [MathOperator, 1 | 2, readonly string[]])[] = [
  ['+', 1, ['plus', 'added to', 'and then add', 'add']],
  ['-', 1, ['minus', 'take away', 'subtract']],
  ['*', 2, ['times', 'multiplied by', 'multiply by', 'x']],
  ['/', 2, ['divided by', 'divide by', 'over', '/']],
  ['mod', 2, ['modulo', 'mod']],
];

const open = [
  'open bracket',
  'open brackets',
  'open parenthesis',
  'open parentheses',
  'open paren',
  'bracket',
  '(',
];
const close = [
  'close bracket',
  'close brackets',
  'close parenthesis',
  'close parentheses',
  'close paren',
  ')',
];
const power = [
  'to the power of',
  'to the power',
  'raised to the power of',
  'raised to the',
  'raised to',
  '^',
];

/** Digits of a parsed number; null when it does not end within 40 decimals (two and a third). */
function decimalText(value: Rational): string | null {
  const places = exactPlaces(value, 40);
  return places === null ? null : formatDecimal(value, places).replaceAll(',', '');
}

function numberExpr(value: Rational): MathExpr {
  return decimalText(value) ?? ['/', value.num.toString(), value.den.toString()];
}

function readPrimary(tokens: readonly Token[], at: number, depth: number): Read {
  if (depth > MAX_DEPTH) return null;
  const bracket = phraseAt(tokens, at, open);
  if (bracket !== null) {
    const inner = readSum(tokens, bracket, depth + 1);
    const end = inner && phraseAt(tokens, inner.end, close);
    return inner && end !== null ? { value: inner.value, end } : null;
  }
  const start = tokens[at]?.word === 'the' ? at + 1 : at;
  for (const [operator, phrases] of [
    ['sqrt', ['square root of', 'root of', 'square root']],
    ['cbrt', ['cube root of', 'cube root', 'cubed root of']],
  ] as const) {
    const next = phraseAt(tokens, start, phrases);
    if (next === null) continue;
    const inner = readUnary(tokens, next, depth + 1);
    return inner && { value: [operator, inner.value], end: inner.end };
  }
  for (const [operator, phrase] of [
    ['+', 'sum of'],
    ['*', 'product of'],
    ['-', 'difference between'],
    ['/', 'quotient of'],
  ] as const) {
    const next = phraseAt(tokens, start, [phrase]);
    const left = next === null ? null : readUnary(tokens, next, depth + 1);
    const right =
      left && tokens[left.end]?.word === 'and' ? readUnary(tokens, left.end + 1, depth + 1) : null;
    if (left && right) return { value: [operator, left.value, right.value], end: right.end };
  }
  for (const [phrase, factor] of [
    ['half of', '2'],
    ['a half of', '2'],
    ['one half of', '2'],
    ['half', '2'],
    ['a third of', '3'],
    ['one third of', '3'],
    ['a quarter of', '4'],
    ['one quarter of', '4'],
    ['a fifth of', '5'],
    ['a tenth of', '10'],
  ] as const) {
    const next = phraseAt(tokens, at, [phrase]);
    const inner = next === null ? null : readUnary(tokens, next, depth + 1);
    // One try a phrase: reading on would read the same words again at every level.
    if (next !== null) return inner && { value: ['/', inner.value, factor], end: inner.end };
  }
  const times = phraseAt(tokens, at, ['twice', 'double']);
  if (times !== null) {
    const inner = readUnary(tokens, times, depth + 1);
    return inner && { value: ['*', '2', inner.value], end: inner.end };
  }
  const fraction = parseFraction(tokens, at);
  if (fraction && tokens[fraction.end]?.word === 'of') {
    const inner = readUnary(tokens, fraction.end + 1, depth + 1);
    return inner && { value: ['*', numberExpr(fraction.value), inner.value], end: inner.end };
  }
  if (tokens[at]?.word === 'pi') return { value: 'pi', end: at + 1 };
  const number = parseNumber(tokens, at);
  return number && { value: numberExpr(number.value), end: number.end };
}

function readPostfix(tokens: readonly Token[], at: number, depth: number): Read {
  let read = readPrimary(tokens, at, depth);
  while (read) {
    const { value, end }: Parsed<MathExpr> = read;
    const word = tokens[end]?.word;
    if (word === 'squared' || (word === 'square' && tokens[end + 1]?.word !== 'root'))
      read = { value: ['^', value, '2'], end: end + 1 };
    else if (word === 'cubed') read = { value: ['^', value, '3'], end: end + 1 };
    else if (word === 'factorial') read = { value: ['!', value], end: end + 1 };
    else if (word === 'percent' || (word === 'per' && tokens[end + 1]?.word === 'cent')) {
      const next = word === 'per' ? end + 2 : end + 1;
      const of = tokens[next]?.word === 'of' ? readUnary(tokens, next + 1, depth + 1) : null;
      if (of) return { value: ['of', value, of.value], end: of.end };
      read = { value: ['%', value], end: next };
    } else return read;
  }
  return null;
}

function readPower(tokens: readonly Token[], at: number, depth: number): Read {
  const base = readPostfix(tokens, at, depth);
  if (!base) return null;
  const ordinalAt = phraseAt(tokens, base.end, ['to the', 'raised to the']);
  const ordinal = ordinalAt === null ? null : parseOrdinal(tokens, ordinalAt);
  if (ordinal) {
    const end = tokens[ordinal.end]?.word === 'power' ? ordinal.end + 1 : ordinal.end;
    return { value: ['^', base.value, String(ordinal.value)], end };
  }
  const next = phraseAt(tokens, base.end, power);
  if (next === null) return base;
  const exponent = readUnary(tokens, next, depth + 1);
  return exponent && { value: ['^', base.value, exponent.value], end: exponent.end };
}

function readUnary(tokens: readonly Token[], at: number, depth: number): Read {
  if (depth > MAX_DEPTH) return null;
  const word = tokens[at]?.word;
  if (word !== 'minus' && word !== 'negative') return readPower(tokens, at, depth);
  const inner = readUnary(tokens, at + 1, depth + 1);
  return inner && { value: ['neg', inner.value], end: inner.end };
}

function readBinary(tokens: readonly Token[], at: number, depth: number, level: 1 | 2): Read {
  const operand = level === 1 ? readProduct : readUnary;
  let left = operand(tokens, at, depth + 1);
  while (left) {
    let joined: Read = null;
    for (const [operator, own, phrases] of binary) {
      if (own !== level) continue;
      const next = phraseAt(tokens, left.end, phrases);
      const right = next === null ? null : operand(tokens, next, depth + 1);
      if (!right) continue;
      joined = { value: [operator, left.value, right.value], end: right.end };
      break;
    }
    // "3/4 of 200"
    const isFraction = typeof left.value !== 'string' && left.value[0] === '/';
    if (!joined && level === 2 && isFraction && tokens[left.end]?.word === 'of') {
      const whole = readUnary(tokens, left.end + 1, depth + 1);
      joined = whole && { value: ['*', left.value, whole.value], end: whole.end };
    }
    if (!joined) return left;
    left = joined;
  }
  return null;
}

const readProduct = (tokens: readonly Token[], at: number, depth: number): Read =>
  readBinary(tokens, at, depth, 2);
const readSum = (tokens: readonly Token[], at: number, depth: number): Read =>
  readBinary(tokens, at, depth, 1);

/** The longest expression at `at`, or null. A lone number is an expression too; callers decide whether it will do. */
export function parseMath(tokens: readonly Token[], at: number): Parsed<MathExpr> | null {
  return readSum(tokens, at, 0);
}

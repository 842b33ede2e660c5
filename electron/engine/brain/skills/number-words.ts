/** Numbers as they are spoken or written by a recogniser, read from a token stream. Pure; knows no units. */
import type { Token } from './tokens.ts';
import { add, divide, multiply, parseDecimal, rational, toNumber } from './rational.ts';
import type { Rational } from './rational.ts';

export interface Parsed<T> {
  readonly value: T;
  /** Index after the last token used. */
  readonly end: number;
}

const small: Readonly<Record<string, number>> = {
  zero: 0,
  nought: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
};
const tens: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fourty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const scales: Readonly<Record<string, bigint>> = {
  thousand: 1_000n,
  million: 1_000_000n,
  billion: 1_000_000_000n,
  trillion: 1_000_000_000_000n,
};
const ordinalUnits: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  thirteenth: 13,
  fourteenth: 14,
  fifteenth: 15,
  sixteenth: 16,
  seventeenth: 17,
  eighteenth: 18,
  nineteenth: 19,
  twentieth: 20,
  thirtieth: 30,
};

const lookUp = <T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined =>
  word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;

const wordAt = (tokens: readonly Token[], at: number) => tokens[at]?.word;

/** One to ninety-nine in words, or null. */
function parseBelowHundred(tokens: readonly Token[], at: number): Parsed<number> | null {
  const unit = lookUp(small, wordAt(tokens, at));
  if (unit !== undefined) return { value: unit, end: at + 1 };
  const ten = lookUp(tens, wordAt(tokens, at));
  if (ten === undefined) return null;
  const next = lookUp(small, wordAt(tokens, at + 1));
  return next !== undefined && next > 0 && next < 10
    ? { value: ten + next, end: at + 2 }
    : { value: ten, end: at + 1 };
}

/** A digit token without colon or ordinal ending. */
function parseDigits(tokens: readonly Token[], at: number): Parsed<Rational> | null {
  const word = wordAt(tokens, at);
  if (word === undefined || !/^\d+(\.\d+)?$/.test(word)) return null;
  const value = parseDecimal(word);
  return value && { value, end: at + 1 };
}

/** Whole numbers in words, with hundred, thousand and above: "two thousand and five", "a hundred", "2.5 million". */
function parseWhole(tokens: readonly Token[], at: number): Parsed<Rational> | null {
  let end = at;
  let total = rational(0n);
  let current: Rational | null = null;
  let scaled = false;
  let lastScale: bigint | null = null;
  for (;;) {
    let next = end;
    if (scaled && wordAt(tokens, next) === 'and') next++;
    const part: Parsed<Rational> | null =
      parseDigits(tokens, next) ??
      ((): Parsed<Rational> | null => {
        const below = parseBelowHundred(tokens, next);
        return below && { value: rational(BigInt(below.value)), end: below.end };
      })();
    if (part) {
      if (current !== null && !(scaled && current.num % 100n === 0n)) break;
      if (current === null || part.value.num < 100n * part.value.den) {
        current = current === null ? part.value : add(current, part.value);
        end = part.end;
        scaled = false;
        if (wordAt(tokens, end) !== 'hundred' && lookUp(scales, wordAt(tokens, end)) === undefined) break;
        continue;
      }
      break;
    }
    const word = wordAt(tokens, end);
    const startsBare = end === at && word === 'a';
    const scaleWord = startsBare ? wordAt(tokens, end + 1) : word;
    const step = startsBare ? 2 : 1;
    const amount = current ?? (startsBare || end === at ? rational(1n) : null);
    if (scaleWord === 'hundred' && amount !== null) {
      current = multiply(amount, rational(100n));
      end += step;
      scaled = true;
      continue;
    }
    const scale = lookUp(scales, scaleWord);
    if (scale === undefined || amount === null || (lastScale !== null && scale >= lastScale)) break;
    total = add(total, multiply(amount, rational(scale)));
    lastScale = scale;
    current = null;
    end += step;
    scaled = true;
  }
  if (end === at) return null;
  return { value: current === null ? total : add(total, current), end };
}

/** The fraction after "and": a half, a quarter, three quarters, two thirds. */
export function parseFraction(tokens: readonly Token[], at: number): Parsed<Rational> | null {
  const first = wordAt(tokens, at);
  if (first === 'half') return { value: rational(1n, 2n), end: at + 1 };
  const second = wordAt(tokens, at + 1);
  if (first === 'a' || first === 'one') {
    if (second === 'half') return { value: rational(1n, 2n), end: at + 2 };
    if (second === 'quarter') return { value: rational(1n, 4n), end: at + 2 };
    if (second === 'third') return { value: rational(1n, 3n), end: at + 2 };
  }
  if ((first === 'three' || first === '3') && second === 'quarters')
    return { value: rational(3n, 4n), end: at + 2 };
  if ((first === 'two' || first === '2') && second === 'thirds')
    return { value: rational(2n, 3n), end: at + 2 };
  return null;
}

const digitWord = (word: string | undefined): string | null => {
  if (word === 'oh' || word === 'o') return '0';
  const value = lookUp(small, word);
  if (value !== undefined && value < 10) return String(value);
  return word !== undefined && /^\d+$/.test(word) ? word : null;
};

/**
 * The longest number at `at`: 12, 3.5, twenty-five, twenty-five hundred, two and a half, three point one four,
 * 2.5 million, a hundred, a dozen. Null when there is none. A bare "a" is no number here.
 */
export function parseNumber(tokens: readonly Token[], at: number): Parsed<Rational> | null {
  if (wordAt(tokens, at) === 'a' && wordAt(tokens, at + 1) === 'dozen')
    return { value: rational(12n), end: at + 2 };
  if (wordAt(tokens, at) === 'half' && wordAt(tokens, at + 1) === 'a') {
    const scale = lookUp(scales, wordAt(tokens, at + 2));
    if (scale !== undefined) return { value: rational(scale, 2n), end: at + 3 };
  }
  let whole = parseWhole(tokens, at);
  if (!whole && wordAt(tokens, at) === 'point' && digitWord(wordAt(tokens, at + 1)) !== null)
    whole = { value: rational(0n), end: at };
  if (!whole) return null;
  let { value, end } = whole;
  if (wordAt(tokens, end) === 'point') {
    let digits = '';
    let next = end + 1;
    for (let digit; digits.length < 40 && (digit = digitWord(wordAt(tokens, next))) !== null; next++)
      digits += digit;
    if (digits) {
      value = add(value, rational(BigInt(digits), 10n ** BigInt(digits.length)));
      end = next;
      const scale = lookUp(scales, wordAt(tokens, end));
      if (scale !== undefined) {
        value = multiply(value, rational(scale));
        end++;
      }
    }
  } else if (wordAt(tokens, end) === 'and') {
    const fraction = parseFraction(tokens, end + 1);
    if (fraction) return { value: add(value, fraction.value), end: fraction.end };
  } else if (wordAt(tokens, end) === 'dozen') {
    return { value: multiply(value, rational(12n)), end: end + 1 };
  } else if (value.den === 1n && /^\d+$/.test(wordAt(tokens, end - 1) ?? '')) {
    // "2 1/2": a written mixed number.
    const top = parseDigits(tokens, end);
    const bottom = wordAt(tokens, end + 1) === '/' ? parseDigits(tokens, end + 2) : null;
    if (top && bottom && bottom.value.num !== 0n && toNumber(top.value) < toNumber(bottom.value))
      return { value: add(value, divide(top.value, bottom.value)), end: bottom.end };
  }
  return { value, end };
}

/** A whole number between `min` and `max`, or null. */
export function parseInteger(
  tokens: readonly Token[],
  at: number,
  min: number,
  max: number,
): Parsed<number> | null {
  const parsed = parseWhole(tokens, at);
  if (!parsed || parsed.value.den !== 1n) return null;
  const value = Number(parsed.value.num);
  return value >= min && value <= max ? { value, end: parsed.end } : null;
}

/** A number below one hundred written or in words, never joined with what follows: the parts of a clock time. */
export function parseShortNumber(tokens: readonly Token[], at: number): Parsed<number> | null {
  const word = wordAt(tokens, at);
  if (word !== undefined && /^\d{1,2}$/.test(word)) return { value: Number(word), end: at + 1 };
  return parseBelowHundred(tokens, at);
}

/** 1st, first, twenty-first, thirty first: 1 to 31. */
export function parseOrdinal(tokens: readonly Token[], at: number): Parsed<number> | null {
  const word = wordAt(tokens, at);
  if (word === undefined) return null;
  const written = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(word);
  if (written) return { value: Number(written[1]), end: at + 1 };
  const simple = lookUp(ordinalUnits, word);
  if (simple !== undefined) return { value: simple, end: at + 1 };
  const ten = lookUp(tens, word);
  const unit = lookUp(ordinalUnits, wordAt(tokens, at + 1));
  return ten !== undefined && ten <= 30 && unit !== undefined && unit < 10
    ? { value: ten + unit, end: at + 2 }
    : null;
}

/** A year 1000 to 2999: 2027, twenty twenty-seven, nineteen eighty-four, two thousand and one, nineteen oh five. */
export function parseYear(tokens: readonly Token[], at: number): Parsed<number> | null {
  const word = wordAt(tokens, at);
  if (word !== undefined && /^[12]\d{3}$/.test(word)) return { value: Number(word), end: at + 1 };
  const whole = parseInteger(tokens, at, 1000, 2999);
  if (whole && wordAt(tokens, at)?.match(/^\d/) === null) return whole;
  const century = parseBelowHundred(tokens, at);
  if (!century || century.value < 10 || century.value > 29) return null;
  if (wordAt(tokens, century.end) === 'hundred') return { value: century.value * 100, end: century.end + 1 };
  if (wordAt(tokens, century.end) === 'oh' || wordAt(tokens, century.end) === 'o') {
    const unit = lookUp(small, wordAt(tokens, century.end + 1));
    return unit !== undefined && unit > 0 && unit < 10
      ? { value: century.value * 100 + unit, end: century.end + 2 }
      : null;
  }
  const rest = parseBelowHundred(tokens, century.end);
  return rest && rest.value >= 10 ? { value: century.value * 100 + rest.value, end: rest.end } : null;
}

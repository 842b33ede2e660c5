/** Reads quantities and turns them into other units. Pure; exact inside, rounded only when said. */
import { parseNumber } from './number-words.ts';
import type { Parsed } from './number-words.ts';
import {
  add,
  compare,
  divide,
  exactPlaces,
  formatDecimal,
  sayMinus,
  integerDigits,
  multiply,
  negate,
  parseDecimal,
  rational,
  subtract,
} from './rational.ts';
import type { Rational } from './rational.ts';
import type { Token } from './tokens.ts';
import { MOST_UNIT_WORDS, unitNamed } from './unit-table.ts';
import type { Unit } from './unit-table.ts';

/** An amount in the unit named; several parts add up (5 feet 10 inches). JSON-safe. */
export interface Quantity {
  readonly parts: readonly { readonly amount: string; readonly unit: string }[];
}

/** A unit name at `at`, the longest first; the value is its singular. */
export function parseUnit(tokens: readonly Token[], at: number): Parsed<string> | null {
  for (let count = Math.min(MOST_UNIT_WORDS, tokens.length - at); count > 0; count--) {
    let name = tokens[at]!.word;
    for (let i = 1; i < count; i++) name += ` ${tokens[at + i]!.word}`;
    const unit = unitNamed(name);
    if (unit) return { value: unit.singular, end: at + count };
  }
  return null;
}

/** Looks a unit up by the singular parseUnit gave. Temperatures are keyed by their bare name. */
export function unitOf(singular: string): Unit {
  const unit = unitNamed(singular) ?? unitNamed(singular.toLowerCase());
  if (!unit) throw new Error(`no such unit: ${singular}`);
  return unit;
}

const plainNumber = (value: Rational): string | null => {
  const places = exactPlaces(value, 20);
  return places === null ? null : formatDecimal(value, places).replaceAll(',', '');
};

/** "5 feet 10 inches", "a mile", "minus 40 degrees celsius", "half a litre", "an ounce". */
export function parseQuantity(tokens: readonly Token[], at: number): Parsed<Quantity> | null {
  const parts: { amount: string; unit: string }[] = [];
  let next = at;
  let end = at;
  for (;;) {
    const negative =
      parts.length === 0 && (tokens[next]?.word === 'minus' || tokens[next]?.word === 'negative');
    const start = negative ? next + 1 : next;
    const word = tokens[start]?.word;
    const number = readAmount(tokens, start);
    if (!number) break;
    const unit = parseUnit(tokens, number.end);
    if (!unit) {
      // "5 foot 10"
      const whole =
        parts[0]?.unit === 'foot' && parts.length === 1 && next === end && word !== 'a' && word !== 'an';
      const inches = whole ? plainNumber(number.value) : null;
      if (inches !== null && Number(inches) < 12) {
        parts.push({ amount: inches, unit: 'inch' });
        end = number.end;
      }
      break;
    }
    const previous = parts.at(-1);
    if (previous && !isSmaller(unit.value, previous.unit)) break;
    const amount = plainNumber(negative ? negate(number.value) : number.value);
    if (amount === null) break;
    parts.push({ amount, unit: unit.value });
    end = unit.end;
    next = tokens[end]?.word === 'and' ? end + 1 : end;
  }
  return parts.length ? { value: { parts }, end } : null;
}

function isSmaller(unit: string, than: string): boolean {
  const a = unitOf(unit);
  const b = unitOf(than);
  return (
    a.dimension === b.dimension && a.dimension !== 'temperature' && compare(factorOf(a), factorOf(b)) < 0
  );
}

function readAmount(tokens: readonly Token[], at: number): Parsed<Rational> | null {
  const word = tokens[at]?.word;
  if (word === 'half' || (word === 'quarter' && tokens[at + 1]?.word === 'of')) {
    let end = tokens[at + 1]?.word === 'of' ? at + 2 : at + 1;
    if (tokens[end]?.word === 'a' || tokens[end]?.word === 'an') end++;
    return { value: rational(1n, word === 'half' ? 2n : 4n), end };
  }
  if (word === 'a' && tokens[at + 1]?.word === 'quarter' && tokens[at + 2]?.word === 'of')
    return { value: rational(1n, 4n), end: tokens[at + 3]?.word === 'a' ? at + 4 : at + 3 };
  const number = parseNumber(tokens, at);
  if (number) return number;
  return word === 'a' || word === 'an' ? { value: rational(1n), end: at + 1 } : null;
}

function factorOf(unit: Unit): Rational {
  const [top, bottom = '1'] = unit.factor.split('/');
  return divide(parseDecimal(top!)!, parseDecimal(bottom)!);
}

/** Mass ounces are read as fluid ounces beside a volume, as people say them in kitchens. */
export function reconcile(from: Unit, to: Unit): readonly [Unit, Unit] {
  if (from.dimension === to.dimension) return [from, to];
  const fluid = unitOf('fluid ounce');
  if (from.singular === 'ounce' && to.dimension === 'volume') return [fluid, to];
  if (to.singular === 'ounce' && from.dimension === 'volume') return [from, fluid];
  return [from, to];
}

/** The value of `quantity` in `to`, exactly; null when they measure different things. */
export function convert(
  quantity: Quantity,
  to: Unit,
): { readonly value: Rational; readonly to: Unit } | null {
  let base = rational(0n);
  let target = to;
  for (const part of quantity.parts) {
    const [from, aim] = reconcile(unitOf(part.unit), to);
    if (from.dimension !== aim.dimension) return null;
    target = aim;
    const amount = add(parseDecimal(part.amount)!, parseDecimal(from.offset ?? '0')!);
    base = add(base, multiply(amount, factorOf(from)));
  }
  return { value: subtract(divide(base, factorOf(target)), parseDecimal(target.offset ?? '0')!), to: target };
}

/**
 * A converted value as it is said: exact when short, else rounded so that the error does not matter in speech:
 * temperatures to a tenth, others to four digits that mean something or two decimals, whichever is more.
 */
export function sayConverted(value: Rational, unit: Unit): string {
  const digits = integerDigits(value);
  const exact = exactPlaces(value, 6);
  let text: string;
  let isExact: boolean;
  if (unit.dimension === 'temperature') {
    isExact = exact !== null && exact <= 2;
    text = formatDecimal(value, isExact ? 2 : 1);
  } else {
    isExact = exact !== null && (exact === 0 || digits + exact <= 6);
    let places = isExact ? exact! : Math.max(digits >= 5 ? 0 : 2, 4 - digits);
    if (!isExact && digits === 0 && value.num !== 0n)
      for (let probe = abs(value); places < 15 && compare(probe, rational(1n, 10n)) < 0; places++)
        probe = multiply(probe, rational(10n));
    text = formatDecimal(value, places);
  }
  const name = text === '1' || text === '-1' ? unit.singular : unit.plural;
  return `${isExact ? '' : 'about '}${sayMinus(text)} ${name}`;
}

const abs = (value: Rational): Rational => (value.num < 0n ? negate(value) : value);

/** The quantity as it was asked: "5 feet 10 inches". */
export function sayQuantity(quantity: Quantity): string {
  return quantity.parts
    .map(({ amount, unit }) => {
      const value = parseDecimal(amount)!;
      const { singular, plural } = unitOf(unit);
      const text = formatDecimal(value, exactPlaces(value, 20) ?? 6);
      return `${sayMinus(text)} ${text === '1' ? singular : plural}`;
    })
    .join(' ');
}

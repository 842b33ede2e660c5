/** Evaluates a spoken expression exactly; says when a value is only approximate, undefined or too large. Pure. */
import type { MathExpr } from './spoken-math.ts';
import {
  MAX_BITS,
  add,
  bitsOf,
  compare,
  divide,
  exactPlaces,
  formatDecimal,
  integerDigits,
  integerRoot,
  isInteger,
  multiply,
  negate,
  parseDecimal,
  rational,
  roundTo,
  sayMinus,
  subtract,
  toNumber,
} from './rational.ts';
import type { Rational } from './rational.ts';

export type MathProblem = 'zero-division' | 'negative-root' | 'too-large' | 'undefined';
export type MathValue =
  | { readonly ok: true; readonly value: Rational; readonly exact: boolean }
  | { readonly ok: false; readonly problem: MathProblem };

type Sure = { readonly value: Rational; readonly exact: boolean };

class Unsayable extends Error {
  readonly problem: MathProblem;
  constructor(problem: MathProblem) {
    super(problem);
    this.problem = problem;
  }
}

const zero = rational(0n);
const hundred = rational(100n);
/** 40 digits of pi. */
const pi = rational(31415926535897932384626433832795028841971n, 10n ** 40n);
const LARGEST_FACTORIAL = 300;

function root(of: Rational, degree: 2n | 3n): Sure {
  const negative = of.num < 0n;
  if (negative && degree === 2n) throw new Unsayable('negative-root');
  const num = negative ? -of.num : of.num;
  const top = integerRoot(num, degree);
  const bottom = integerRoot(of.den, degree);
  const sign = negative ? -1n : 1n;
  if (top ** degree === num && bottom ** degree === of.den)
    return { value: rational(sign * top, bottom), exact: true };
  const scale = 10n ** 20n;
  return {
    value: rational(sign * integerRoot((num * scale ** degree) / of.den, degree), scale),
    exact: false,
  };
}

function raise(base: Sure, exponent: Sure): Sure {
  const exact = base.exact && exponent.exact;
  if (exponent.value.num === exponent.value.den && exponent.value.den === 1n) return base;
  if (compare(exponent.value, rational(1n, 2n)) === 0) return root(base.value, 2n);
  if (!isInteger(exponent.value)) {
    const approximate = toNumber(base.value) ** toNumber(exponent.value);
    if (!Number.isFinite(approximate)) throw new Unsayable(base.value.num < 0n ? 'undefined' : 'too-large');
    return { value: fromNumber(approximate), exact: false };
  }
  if (base.value.num === 0n) {
    if (exponent.value.num < 0n) throw new Unsayable('zero-division');
    return { value: exponent.value.num === 0n ? rational(1n) : zero, exact };
  }
  const n = exponent.value.num < 0n ? -exponent.value.num : exponent.value.num;
  const unit = base.value.den === 1n && (base.value.num === 1n || base.value.num === -1n);
  if (unit) return { value: n % 2n === 0n ? rational(1n) : base.value, exact };
  if (n * BigInt(bitsOf(base.value) > 4 ? bitsOf(base.value) - 4 : 1) > BigInt(MAX_BITS))
    throw new Unsayable('too-large');
  const value = rational(base.value.num ** n, base.value.den ** n);
  return { value: exponent.value.num < 0n ? divide(rational(1n), value) : value, exact };
}

function fromNumber(value: number): Rational {
  if (Math.abs(value) >= 1e21) return rational(BigInt(Math.round(value)));
  return parseDecimal(value.toFixed(12)) ?? zero;
}

function factorial(of: Rational): Rational {
  if (!isInteger(of) || of.num < 0n) throw new Unsayable('undefined');
  if (of.num > BigInt(LARGEST_FACTORIAL)) throw new Unsayable('too-large');
  let value = 1n;
  for (let i = 2n; i <= of.num; i++) value *= i;
  return rational(value);
}

/** "80 plus 15 percent" means 80 times 1.15, as on a pocket calculator. */
function relative(operator: '+' | '-', left: Sure, percent: Sure): Sure {
  const part = divide(multiply(left.value, percent.value), hundred);
  return {
    value: operator === '+' ? add(left.value, part) : subtract(left.value, part),
    exact: left.exact && percent.exact,
  };
}

function walk(expr: MathExpr): Sure {
  if (typeof expr === 'string') {
    if (expr === 'pi') return { value: pi, exact: false };
    const value = parseDecimal(expr);
    if (!value) throw new Unsayable('undefined');
    return { value, exact: true };
  }
  const [operator, first = '0', second = '0'] = expr;
  const a = walk(first);
  if ((operator === '+' || operator === '-') && typeof second !== 'string' && second[0] === '%')
    return relative(operator, a, walk(second[1] ?? '0'));
  switch (operator) {
    case 'neg':
      return { ...a, value: negate(a.value) };
    case 'sqrt':
      return keepDoubt(root(a.value, 2n), a);
    case 'cbrt':
      return keepDoubt(root(a.value, 3n), a);
    case '!':
      return { ...a, value: factorial(a.value) };
    case '%':
      return { ...a, value: divide(a.value, hundred) };
    default:
  }
  const b = walk(second);
  const exact = a.exact && b.exact;
  const bounded = (value: Rational): Sure => {
    if (bitsOf(value) > MAX_BITS) throw new Unsayable('too-large');
    return { value, exact };
  };
  switch (operator) {
    case '+':
      return bounded(add(a.value, b.value));
    case '-':
      return bounded(subtract(a.value, b.value));
    case '*':
      return bounded(multiply(a.value, b.value));
    case 'of':
      return bounded(divide(multiply(a.value, b.value), hundred));
    case '/':
      if (b.value.num === 0n) throw new Unsayable('zero-division');
      return bounded(divide(a.value, b.value));
    case 'mod': {
      if (b.value.num === 0n) throw new Unsayable('zero-division');
      const whole = divide(a.value, b.value);
      const floor = whole.num < 0n ? (whole.num - whole.den + 1n) / whole.den : whole.num / whole.den;
      return bounded(subtract(a.value, multiply(rational(floor), b.value)));
    }
    case '^':
      return raise(a, b);
  }
}

const keepDoubt = (result: Sure, from: Sure): Sure => ({ ...result, exact: result.exact && from.exact });

/** Never throws for any tree that parseMath gives. */
export function evaluateMath(expr: MathExpr): MathValue {
  try {
    return { ok: true, ...walk(expr) };
  } catch (thrown) {
    if (thrown instanceof Unsayable) return { ok: false, problem: thrown.problem };
    throw thrown;
  }
}

/** Most decimals said, and most digits said before a number is given as a power of ten in words. */
const MOST_PLACES = 6;
const MOST_DIGITS = 24;

/** A number for the eye that is right as far as it goes: "1,234.5", "about 0.333333". Never exponent notation. */
export function sayNumber({ value, exact }: Sure, mostPlaces = MOST_PLACES): string {
  const digits = integerDigits(value);
  if (digits > MOST_DIGITS) {
    const shift = digits - 1;
    const lead = sayMinus(formatDecimal(divide(value, rational(10n ** BigInt(shift))), 3));
    return `about ${lead} times 10 to the power of ${shift}`;
  }
  const places = exactPlaces(value, 12);
  if (exact && places !== null && (places <= mostPlaces || digits + places <= 12))
    return sayMinus(formatDecimal(value, places));
  let shown = mostPlaces;
  // A small value keeps four digits that mean something.
  for (
    let floor = 10n ** BigInt(mostPlaces - 3);
    shown < 18 && abs(value).num * floor < value.den;
    floor *= 10n
  )
    shown++;
  const text = sayMinus(formatDecimal(value, shown));
  const same = compare(roundTo(value, shown), value) === 0;
  return exact && same ? text : `about ${text}`;
}

const abs = (value: Rational): Rational => (value.num < 0n ? negate(value) : value);

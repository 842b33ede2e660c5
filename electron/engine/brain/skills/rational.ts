/** Exact fractions of big integers, so that spoken arithmetic has no rounding. Owns size limits; throws nothing. */

export interface Rational {
  readonly num: bigint;
  /** Always positive; the fraction is always in lowest terms. */
  readonly den: bigint;
}

/** Largest size of a numerator or denominator in bits before a result counts as too large to say. */
export const MAX_BITS = 4_000;

function gcd(a: bigint, b: bigint): bigint {
  while (b) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

/** `den` must not be zero. */
export function rational(num: bigint, den: bigint = 1n): Rational {
  const sign = den < 0n ? -1n : 1n;
  const divisor = gcd(num, den) || 1n;
  return { num: (sign * num) / divisor, den: (sign * den) / divisor };
}

/** Parses digits with an optional sign and fraction part ("-12.50"); null for anything else. */
export function parseDecimal(text: string): Rational | null {
  const match = /^(-?)(\d{1,60})(?:\.(\d{1,60}))?$/.exec(text);
  if (!match) return null;
  const fraction = match[3] ?? '';
  const num = BigInt(match[2]! + fraction);
  return rational(match[1] ? -num : num, 10n ** BigInt(fraction.length));
}

export const add = (a: Rational, b: Rational) => rational(a.num * b.den + b.num * a.den, a.den * b.den);
export const subtract = (a: Rational, b: Rational) => add(a, { num: -b.num, den: b.den });
export const multiply = (a: Rational, b: Rational) => rational(a.num * b.num, a.den * b.den);
/** `b` must not be zero. */
export const divide = (a: Rational, b: Rational) => rational(a.num * b.den, a.den * b.num);
export const negate = (a: Rational): Rational => ({ num: -a.num, den: a.den });

export function compare(a: Rational, b: Rational): number {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export const isInteger = (a: Rational) => a.den === 1n;

/** Size in bits of the larger of numerator and denominator. */
export function bitsOf(a: Rational): number {
  const digits = (n: bigint) => (n < 0n ? -n : n).toString(16).length * 4;
  return Math.max(digits(a.num), digits(a.den));
}

/** Nearest double; exact enough for durations and approximate roots. */
export function toNumber(a: Rational): number {
  const direct = Number(a.num) / Number(a.den);
  if (Number.isFinite(direct)) return direct;
  const shift = 10n ** 20n;
  return Number((a.num * shift) / a.den) / 1e20;
}

/** Largest integer whose square is at most `n` (Newton). `n` must not be negative. */
export function integerRoot(n: bigint, degree: 2n | 3n = 2n): bigint {
  if (n < 2n) return n;
  const bits = BigInt(n.toString(2).length);
  let x = 1n << (bits / degree + 1n);
  for (;;) {
    const next = degree === 2n ? (x + n / x) >> 1n : (2n * x + n / (x * x)) / 3n;
    if (next >= x) return x;
    x = next;
  }
}

/** Rounds half away from zero to `places` decimals. */
export function roundTo(a: Rational, places: number): Rational {
  const scale = 10n ** BigInt(places);
  const doubled = 2n * a.num * scale;
  const half = a.num < 0n ? -a.den : a.den;
  return rational((doubled + half) / (2n * a.den), scale);
}

/** Number of digits before the point of |a|; 0 below one. */
export function integerDigits(a: Rational): number {
  const whole = (a.num < 0n ? -a.num : a.num) / a.den;
  return whole === 0n ? 0 : whole.toString().length;
}

/** Decimal places needed to write `a` exactly, or null when it does not end within `limit` places. */
export function exactPlaces(a: Rational, limit: number): number | null {
  let den = a.den;
  let twos = 0;
  let fives = 0;
  while (den % 2n === 0n && twos <= limit) {
    den /= 2n;
    twos++;
  }
  while (den % 5n === 0n && fives <= limit) {
    den /= 5n;
    fives++;
  }
  const places = Math.max(twos, fives);
  return den === 1n && places <= limit ? places : null;
}

/** Writes `a` with exactly as many decimals as it needs up to `places`, grouped by thousands: -1,234.5 */
export function formatDecimal(a: Rational, places: number): string {
  const rounded = roundTo(a, places);
  const scale = 10n ** BigInt(places);
  const scaled = (rounded.num * scale) / rounded.den;
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = places === 0 ? '' : digits.slice(-places).replace(/0+$/, '');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${scaled < 0n ? '-' : ''}${grouped}${fraction ? `.${fraction}` : ''}`;
}

/** "-3" as "minus 3": a hyphen before a digit is easily taken for a dash. */
export const sayMinus = (text: string): string => text.replace(/^-/, 'minus ');

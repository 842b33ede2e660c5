/** Lengths of time as they are spoken, in and out: "an hour and a half", "90 seconds", "1 hour 30". Pure. */
import type { Ms } from '../../../contract/audio.ts';
import { parseFraction, parseNumber } from './number-words.ts';
import type { Parsed } from './number-words.ts';
import { toNumber } from './rational.ts';
import type { Token } from './tokens.ts';

const SECOND: Ms = 1_000;
const MINUTE: Ms = 60 * SECOND;
const HOUR: Ms = 60 * MINUTE;
const DAY: Ms = 24 * HOUR;

const units: Readonly<Record<string, Ms>> = {
  second: SECOND,
  seconds: SECOND,
  sec: SECOND,
  secs: SECOND,
  s: SECOND,
  minute: MINUTE,
  minutes: MINUTE,
  min: MINUTE,
  mins: MINUTE,
  hour: HOUR,
  hours: HOUR,
  hr: HOUR,
  hrs: HOUR,
  h: HOUR,
  day: DAY,
  days: DAY,
  week: 7 * DAY,
  weeks: 7 * DAY,
};

const unitAt = (tokens: readonly Token[], at: number): Ms | null => {
  const word = tokens[at]?.word;
  return word !== undefined && Object.hasOwn(units, word) ? units[word]! : null;
};

const isArticle = (word: string | undefined) => word === 'a' || word === 'an' || word === 'one';

/** One number with its unit, its fraction ("an hour and a half") included. */
function parsePart(tokens: readonly Token[], at: number): (Parsed<Ms> & { readonly unit: Ms }) | null {
  const word = tokens[at]?.word;
  // half an hour, a quarter of an hour, three quarters of an hour
  const fraction = parseFraction(tokens, at) ?? quarterAt(tokens, at);
  if (fraction) {
    let next = fraction.end;
    if (tokens[next]?.word === 'of') next++;
    if (isArticle(tokens[next]?.word)) next++;
    const unit = unitAt(tokens, next);
    if (unit !== null) return { value: toNumber(fraction.value) * unit, unit, end: next + 1 };
  }
  let amount: number;
  let next: number;
  if (word === 'a' && tokens[at + 1]?.word === 'couple') {
    amount = 2;
    next = at + 2;
    if (tokens[next]?.word === 'of') next++;
  } else {
    const number = parseNumber(tokens, at);
    if (number) {
      amount = toNumber(number.value);
      next = number.end;
    } else if (isArticle(word)) {
      amount = 1;
      next = at + 1;
    } else return null;
  }
  const unit = unitAt(tokens, next);
  if (unit === null) return null;
  next++;
  if (tokens[next]?.word === 'and') {
    const more = parseFraction(tokens, next + 1);
    // "an hour and a half", but not the first half of "an hour and half a minute"
    if (more && !isArticle(tokens[more.end]?.word) && unitAt(tokens, more.end) === null)
      return { value: (amount + toNumber(more.value)) * unit, unit, end: more.end };
  }
  return { value: amount * unit, unit, end: next };
}

function quarterAt(tokens: readonly Token[], at: number): ReturnType<typeof parseFraction> {
  return tokens[at]?.word === 'quarter' && tokens[at + 1]?.word === 'of'
    ? { value: { num: 1n, den: 4n }, end: at + 1 }
    : null;
}

/** The longest duration at `at`, in milliseconds, or null. */
export function parseDuration(tokens: readonly Token[], at: number): Parsed<Ms> | null {
  const first = parsePart(tokens, at);
  if (!first) return null;
  let { value, end, unit } = first;
  for (;;) {
    const next = tokens[end]?.word === 'and' ? end + 1 : end;
    const part = parsePart(tokens, next);
    if (part && part.unit < unit) {
      value += part.value;
      ({ end, unit } = part);
      continue;
    }
    // "1 hour 30"
    const bare = unit === HOUR && next === end ? parseNumber(tokens, end) : null;
    if (
      bare &&
      bare.value.den === 1n &&
      bare.value.num > 0n &&
      bare.value.num < 60n &&
      bare.end === tokens.length
    )
      return { value: value + Number(bare.value.num) * MINUTE, end: bare.end };
    return Number.isFinite(value) ? { value: Math.round(value), end } : null;
  }
}

const said: readonly (readonly [Ms, string])[] = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [SECOND, 'second'],
];

/** "1 hour and 30 minutes": at most three units, whole seconds; under a second is "0 seconds". */
export function sayDuration(ms: Ms): string {
  let rest = Math.max(0, Math.round(ms / SECOND)) * SECOND;
  const parts: string[] = [];
  for (const [size, name] of said) {
    const count = Math.floor(rest / size);
    if (count === 0) continue;
    parts.push(`${count.toLocaleString('en-US')} ${name}${count === 1 ? '' : 's'}`);
    rest -= count * size;
  }
  return joinAnd(parts.slice(0, 3)) || '0 seconds';
}

/** "5-minute", "1 hour 30 minute": a duration as the adjective of a timer. */
export function durationName(ms: Ms): string {
  return sayDuration(ms).replaceAll(/s\b/g, '').replaceAll(' and ', ' ').replaceAll(/(\d) /g, '$1-');
}

/** a; a or b; a, b or c: equal ones once. */
export function joinOr(parts: readonly string[]): string {
  const unlike = [...new Set(parts)];
  return unlike.length < 2 ? (unlike[0] ?? '') : `${unlike.slice(0, -1).join(', ')} or ${unlike.at(-1)}`;
}

/** a; a and b; a, b and c. */
export function joinAnd(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

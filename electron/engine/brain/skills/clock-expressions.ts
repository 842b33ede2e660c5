/** Times of day as they are spoken, in and out: "half past five", "7:30 p.m.", "seven oh five", "noon". Pure. */
import { parseShortNumber } from './number-words.ts';
import type { Parsed } from './number-words.ts';
import type { Token } from './tokens.ts';

/** `half` null with hour 1 to 12 means the speaker did not say which half of the day. JSON-safe. */
export interface ClockExpr {
  readonly hour: number;
  readonly minute: number;
  readonly half: 'am' | 'pm' | null;
}

const clock = (hour: number, minute: number, half: ClockExpr['half'] = null): ClockExpr => ({
  hour,
  minute,
  half,
});

function parseHour(tokens: readonly Token[], at: number): Parsed<number> | null {
  const parsed = parseShortNumber(tokens, at);
  return parsed && parsed.value >= 1 && parsed.value <= 12 ? parsed : null;
}

/** half past five, quarter to six, ten past nine, twenty-five to four. */
function parseRelative(tokens: readonly Token[], at: number): Parsed<ClockExpr> | null {
  let next = at;
  if (tokens[next]?.word === 'a') next++;
  const word = tokens[next]?.word;
  let minutes: number;
  if (word === 'half' && next === at) {
    minutes = 30;
    next++;
    // British "half five" is 5:30.
    const direct = parseHour(tokens, next);
    if (direct) return { value: clock(direct.value, 30), end: direct.end };
  } else if (word === 'quarter') {
    minutes = 15;
    next++;
  } else {
    const number = next === at ? parseShortNumber(tokens, next) : null;
    if (!number || number.value < 1 || number.value > 29) return null;
    minutes = number.value;
    next = number.end;
    if (tokens[next]?.word === 'minutes' || tokens[next]?.word === 'minute') next++;
  }
  const link = tokens[next]?.word;
  const past = link === 'past' || link === 'after';
  const to = link === 'to' || link === 'before' || link === 'of';
  if (!past && !(to && minutes < 30)) return null;
  const named = parseNamed(tokens, next + 1);
  if (named) {
    const { hour } = named.value;
    return { value: past ? clock(hour, minutes) : clock((hour + 23) % 24, 60 - minutes), end: named.end };
  }
  const hour = parseHour(tokens, next + 1);
  if (!hour) return null;
  if (past) return { value: clock(hour.value, minutes), end: hour.end };
  return { value: clock(hour.value === 1 ? 12 : hour.value - 1, 60 - minutes), end: hour.end };
}

function parseNamed(tokens: readonly Token[], at: number): Parsed<ClockExpr> | null {
  const word = tokens[at]?.word;
  if (word === 'noon' || word === 'midday') return { value: clock(12, 0, 'pm'), end: at + 1 };
  if (word === 'midnight') return { value: clock(0, 0), end: at + 1 };
  return null;
}

/** 7:30, 7.30, 17:45, 7, seven, seven thirty, seven oh five, 730 pm, nineteen hundred. */
function parseDigital(tokens: readonly Token[], at: number): Parsed<ClockExpr> | null {
  const word = tokens[at]?.word ?? '';
  const written = /^(\d{1,2})[:.](\d{2})$/.exec(word) ?? /^([01]?\d|2[0-3])([0-5]\d)$/.exec(word);
  if (written) {
    const hour = Number(written[1]);
    const minute = Number(written[2]);
    const suffixed = halfAt(tokens, at + 1) !== null || tokens[at + 1]?.word === 'hours';
    // "7.30" and "730" are times only when the next word says so.
    if (!word.includes(':') && !suffixed) return null;
    if (hour > 23 || minute > 59) return null;
    const end = tokens[at + 1]?.word === 'hours' ? at + 2 : at + 1;
    return { value: clock(hour, minute), end };
  }
  const hour = parseShortNumber(tokens, at);
  if (!hour || hour.value > 23 || tokens[hour.end - 1]?.word === 'zero') return null;
  const next = tokens[hour.end]?.word;
  if (next === 'oclock') return { value: clock(hour.value, 0), end: hour.end + 1 };
  if (next === 'hundred') {
    const end = tokens[hour.end + 1]?.word === 'hours' ? hour.end + 2 : hour.end + 1;
    return { value: clock(hour.value, 0), end };
  }
  if (next === 'oh' || next === 'o') {
    if (tokens[hour.end + 1]?.word === 'clock') return { value: clock(hour.value, 0), end: hour.end + 2 };
    const minute = parseShortNumber(tokens, hour.end + 1);
    return minute && minute.value > 0 && minute.value < 10
      ? { value: clock(hour.value, minute.value), end: minute.end }
      : null;
  }
  const minute = parseShortNumber(tokens, hour.end);
  if (minute && minute.value >= 10 && minute.value <= 59)
    return { value: clock(hour.value, minute.value), end: minute.end };
  return { value: clock(hour.value, 0), end: hour.end };
}

/** am, pm, in the morning, in the afternoon, in the evening, at night. Night is am before five. */
function halfAt(tokens: readonly Token[], at: number): Parsed<'am' | 'pm' | 'night'> | null {
  const word = tokens[at]?.word;
  if (word === 'am' || word === 'pm') return { value: word, end: at + 1 };
  if ((word === 'a' || word === 'p') && tokens[at + 1]?.word === 'm')
    return { value: word === 'a' ? 'am' : 'pm', end: at + 2 };
  const part = dayPartAt(tokens, at);
  if (!part) return null;
  return { value: part.value === 'morning' ? 'am' : part.value === 'night' ? 'night' : 'pm', end: part.end };
}

export type DayPart = 'morning' | 'afternoon' | 'evening' | 'night';

/** in the morning, at night: a part of the day with its preposition. */
export function dayPartAt(tokens: readonly Token[], at: number): Parsed<DayPart> | null {
  if (tokens[at]?.word === 'at' && tokens[at + 1]?.word === 'night') return { value: 'night', end: at + 2 };
  if (tokens[at]?.word !== 'in' || tokens[at + 1]?.word !== 'the') return null;
  const part = tokens[at + 2]?.word;
  return part === 'morning' || part === 'afternoon' || part === 'evening'
    ? { value: part, end: at + 3 }
    : null;
}

/** The longest time of day at `at`, without a preposition, or null. A bare number counts: callers ask for "at". */
export function parseClock(tokens: readonly Token[], at: number): Parsed<ClockExpr> | null {
  const named = parseNamed(tokens, at) ?? (isTwelve(tokens, at) ? parseNamed(tokens, at + 1) : null);
  if (named) return named;
  const parsed = parseRelative(tokens, at) ?? parseDigital(tokens, at);
  if (!parsed) return null;
  let { end } = parsed;
  if (tokens[end]?.word === 'oclock') end++;
  const half = halfAt(tokens, end);
  const { hour, minute } = parsed.value;
  if (!half) return { value: parsed.value, end };
  if (hour > 12 || hour === 0) return { value: clock(hour, minute), end: half.end };
  const which = half.value === 'night' ? (hour < 5 || hour === 12 ? 'am' : 'pm') : half.value;
  return { value: clock(hour, minute, which), end: half.end };
}

const isTwelve = (tokens: readonly Token[], at: number) =>
  tokens[at]?.word === '12' || tokens[at]?.word === 'twelve';

/** Hour 0 to 23 of a time whose half of the day is known; null when it was not said. */
export function hourOf({ hour, half }: ClockExpr): number | null {
  if (half === 'am') return hour % 12;
  if (half === 'pm') return (hour % 12) + 12;
  return hour >= 1 && hour <= 12 ? null : hour;
}

/** "5:30 PM", "5 PM" or "17:30". */
export function sayClock(hour: number, minute: number, hourCycle: 'h12' | 'h24'): string {
  const minutes = String(minute).padStart(2, '0');
  if (hourCycle === 'h24') return `${hour}:${minutes}`;
  const half = hour < 12 ? 'AM' : 'PM';
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  return minute === 0 ? `${twelve} ${half}` : `${twelve}:${minutes} ${half}`;
}

/** Days as they are spoken, in and out: "next friday", "the 5th of march", "christmas", "in three weeks". Pure. */
import { parseInteger, parseOrdinal, parseYear } from './number-words.ts';
import type { Parsed } from './number-words.ts';
import type { Token } from './tokens.ts';
import { addDays, dayNumber, daysInMonth, isCivilDate, isoWeekday } from './zoned-time.ts';
import type { CivilDate } from './zoned-time.ts';
import { holidayDate, parseHoliday } from './holidays.ts';

/** A day relative to today, not yet looked up in a calendar. JSON-safe. */
export type DateExpr =
  | { readonly kind: 'offset'; readonly days: number }
  | { readonly kind: 'months'; readonly months: number }
  /** `which`: coming is today or later; next is in next week (Monday to Sunday); last is before today. */
  | {
      readonly kind: 'weekday';
      readonly weekday: number;
      readonly which: 'coming' | 'next' | 'last';
      readonly plusDays?: number;
    }
  | { readonly kind: 'date'; readonly month: number; readonly day: number; readonly year?: number }
  | { readonly kind: 'monthday'; readonly day: number }
  | { readonly kind: 'holiday'; readonly name: string; readonly year?: number };

export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const table = (rows: readonly (readonly [number, string])[]) =>
  new Map(rows.flatMap(([value, words]) => words.split(' ').map((word) => [word, value] as const)));

const weekdays = table([
  [1, 'monday mondays mon'],
  [2, 'tuesday tuesdays tue tues'],
  [3, 'wednesday wednesdays wed'],
  [4, 'thursday thursdays thu thurs'],
  [5, 'friday fridays fri'],
  [6, 'saturday saturdays'],
  [7, 'sunday sundays'],
]);

const months = table(monthNames.map((name, i) => [i + 1, `${name.toLowerCase()} ${name.toLowerCase()}s`]));
for (const [i, short] of ['jan', 'feb', '', 'apr', '', '', '', 'aug', 'sept', 'oct', 'nov', 'dec'].entries())
  if (short) months.set(short, i + 1);

export const parseWeekday = (tokens: readonly Token[], at: number): Parsed<number> | null => {
  const value = weekdays.get(tokens[at]?.word ?? '');
  return value === undefined ? null : { value, end: at + 1 };
};

export const parseMonth = (tokens: readonly Token[], at: number): Parsed<number> | null => {
  const value = months.get(tokens[at]?.word ?? '');
  return value === undefined ? null : { value, end: at + 1 };
};

const longestMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function withYear(tokens: readonly Token[], month: number, day: number, at: number): Parsed<DateExpr> | null {
  if (day < 1 || day > longestMonth[month - 1]!) return null;
  const year = parseYear(tokens, tokens[at]?.word === 'of' || tokens[at]?.word === 'in' ? at + 1 : at);
  return year
    ? { value: { kind: 'date', month, day, year: year.value }, end: year.end }
    : { value: { kind: 'date', month, day }, end: at };
}

/** march 5, march the fifth, the 5th of march, 5 march, each with an optional year. */
function parseMonthDay(tokens: readonly Token[], at: number): Parsed<DateExpr> | null {
  const month = parseMonth(tokens, at);
  if (month) {
    const next = tokens[month.end]?.word === 'the' ? month.end + 1 : month.end;
    const day = parseOrdinal(tokens, next) ?? parseInteger(tokens, next, 1, 31);
    return day && withYear(tokens, month.value, day.value, day.end);
  }
  const start = tokens[at]?.word === 'the' ? at + 1 : at;
  const ordinal = parseOrdinal(tokens, start);
  const day = ordinal ?? (start === at ? parseInteger(tokens, start, 1, 31) : null);
  if (!day) return null;
  const next = tokens[day.end]?.word === 'of' ? day.end + 1 : day.end;
  const named = parseMonth(tokens, next);
  if (named) return withYear(tokens, named.value, day.value, named.end);
  return ordinal && start > at && ordinal.value <= 31
    ? { value: { kind: 'monthday', day: ordinal.value }, end: ordinal.end }
    : null;
}

const words = (tokens: readonly Token[], at: number, text: string) =>
  text.split(' ').every((word, i) => tokens[at + i]?.word === word) ? at + text.split(' ').length : null;

const fixed: readonly (readonly [string, DateExpr])[] = [
  ['the day after tomorrow', { kind: 'offset', days: 2 }],
  ['day after tomorrow', { kind: 'offset', days: 2 }],
  ['the day before yesterday', { kind: 'offset', days: -2 }],
  ['day before yesterday', { kind: 'offset', days: -2 }],
  ['tomorrow', { kind: 'offset', days: 1 }],
  ['tomorrows', { kind: 'offset', days: 1 }],
  ['tonight', { kind: 'offset', days: 0 }],
  ['today', { kind: 'offset', days: 0 }],
  ['todays', { kind: 'offset', days: 0 }],
  ['yesterday', { kind: 'offset', days: -1 }],
  ['yesterdays', { kind: 'offset', days: -1 }],
  ['next week', { kind: 'offset', days: 7 }],
  ['next month', { kind: 'months', months: 1 }],
  ['next year', { kind: 'months', months: 12 }],
];

/** 3 days, two weeks, a month, a year: as days or months. */
function parseSpan(
  tokens: readonly Token[],
  at: number,
): Parsed<{ days: number } | { months: number }> | null {
  const word = tokens[at]?.word;
  const number =
    word === 'a' || word === 'one' ? { value: 1, end: at + 1 } : parseInteger(tokens, at, 1, 36_500);
  if (!number) return null;
  const end = number.end + 1;
  switch (tokens[number.end]?.word) {
    case 'day':
    case 'days':
      return { value: { days: number.value }, end };
    case 'week':
    case 'weeks':
      return { value: { days: 7 * number.value }, end };
    case 'month':
    case 'months':
      return { value: { months: number.value }, end };
    case 'year':
    case 'years':
      return number.value <= 1_000 ? { value: { months: 12 * number.value }, end } : null;
    default:
      return null;
  }
}

function spanExpr(span: { days: number } | { months: number }, sign: 1 | -1): DateExpr {
  return 'days' in span
    ? { kind: 'offset', days: sign * span.days }
    : { kind: 'months', months: sign * span.months };
}

/** The day at `at`, without a preposition, or null. */
export function parseDate(tokens: readonly Token[], at: number): Parsed<DateExpr> | null {
  for (const [text, value] of fixed) {
    const end = words(tokens, at, text);
    if (end !== null) return { value, end };
  }
  const first = tokens[at]?.word;
  const which = first === 'next' ? 'next' : first === 'last' ? 'last' : 'coming';
  const skips = first === 'next' || first === 'last' || first === 'this' || first === 'coming' ? 1 : 0;
  const day = parseWeekday(
    tokens,
    first === 'this' && tokens[at + 1]?.word === 'coming' ? at + 2 : at + skips,
  );
  if (day) {
    const value = { kind: 'weekday', weekday: day.value, which } as const;
    if (words(tokens, day.end, 'week') && which === 'coming')
      return { value: { ...value, plusDays: 7 }, end: day.end + 1 };
    if (words(tokens, day.end, 'next week') && which === 'coming')
      return { value: { ...value, which: 'next' }, end: day.end + 2 };
    return { value, end: day.end };
  }
  const holiday = parseHoliday(tokens, first === 'this' || first === 'next' ? at + 1 : at);
  if (holiday) {
    const year = parseYear(tokens, tokens[holiday.end]?.word === 'in' ? holiday.end + 1 : holiday.end);
    return year
      ? { value: { kind: 'holiday', name: holiday.value, year: year.value }, end: year.end }
      : { value: { kind: 'holiday', name: holiday.value }, end: holiday.end };
  }
  const monthDay = parseMonthDay(tokens, at);
  if (monthDay) return monthDay;
  const span = parseSpan(tokens, first === 'in' ? at + 1 : at);
  if (!span) return null;
  if (first === 'in') return { value: spanExpr(span.value, 1), end: span.end };
  const ago = words(tokens, span.end, 'ago');
  if (ago) return { value: spanExpr(span.value, -1), end: ago };
  const now = words(tokens, span.end, 'from now') ?? words(tokens, span.end, 'from today');
  if (now) return { value: spanExpr(span.value, 1), end: now };
  if (words(tokens, span.end, 'from tomorrow') && 'days' in span.value)
    return { value: { kind: 'offset', days: span.value.days + 1 }, end: span.end + 2 };
  const from = words(tokens, span.end, 'from');
  const anchor = from ? parseWeekday(tokens, words(tokens, from, 'this') ?? from) : null;
  return anchor && 'days' in span.value
    ? {
        value: { kind: 'weekday', weekday: anchor.value, which: 'coming', plusDays: span.value.days },
        end: anchor.end,
      }
    : null;
}

function addMonths(date: CivilDate, count: number): CivilDate {
  const index = date.year * 12 + date.month - 1 + count;
  const year = Math.floor(index / 12);
  const month = (((index % 12) + 12) % 12) + 1;
  return { year, month, day: Math.min(date.day, daysInMonth(year, month)) };
}

/** The calendar day meant by `expr` when today is `today`; null when there is none (30 February). Never past unless it says so. */
export function resolveDate(expr: DateExpr, today: CivilDate): CivilDate | null {
  switch (expr.kind) {
    case 'offset':
      return addDays(today, expr.days);
    case 'months':
      return addMonths(today, expr.months);
    case 'weekday': {
      const now = isoWeekday(today);
      const ahead = (expr.weekday - now + 7) % 7;
      const days =
        expr.which === 'next'
          ? 8 - now + expr.weekday - 1
          : expr.which === 'last'
            ? (ahead === 0 ? 0 : ahead) - 7
            : ahead;
      return addDays(today, days + (expr.plusDays ?? 0));
    }
    case 'date': {
      if (expr.year !== undefined) return existing({ year: expr.year, month: expr.month, day: expr.day });
      return firstFrom(today, (year) => existing({ year, month: expr.month, day: expr.day }));
    }
    case 'monthday': {
      for (let i = 0; i < 12; i++) {
        const base = addMonths({ ...today, day: 1 }, i);
        const date = existing({ ...base, day: expr.day });
        if (date && dayNumber(date) >= dayNumber(today)) return date;
      }
      return null;
    }
    case 'holiday':
      return expr.year !== undefined
        ? holidayDate(expr.name, expr.year)
        : firstFrom(today, (year) => holidayDate(expr.name, year));
  }
}

const existing = (date: CivilDate): CivilDate | null => (isCivilDate(date) ? date : null);

/** The first day not before `today` that `of` gives for this year or the next eight (29 February may be that far). */
function firstFrom(today: CivilDate, of: (year: number) => CivilDate | null): CivilDate | null {
  for (let year = today.year; year <= today.year + 8; year++) {
    const date = of(year);
    if (date && dayNumber(date) >= dayNumber(today)) return date;
  }
  return null;
}

/** "Friday, March 13", with the year when it is not this one. */
export function sayDate(date: CivilDate, today: CivilDate): string {
  const text = `${weekdayNames[isoWeekday(date) - 1]}, ${monthNames[date.month - 1]} ${date.day}`;
  return date.year === today.year ? text : `${text}, ${date.year}`;
}

/** today, tomorrow, on Friday, March 13. */
export function sayDay(date: CivilDate, today: CivilDate): string {
  const days = dayNumber(date) - dayNumber(today);
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : `on ${sayDate(date, today)}`;
}

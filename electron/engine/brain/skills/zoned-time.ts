/** Calendar dates and wall-clock times in an IANA zone. Pure; the only place that asks Intl about zones. */
import type { Ms } from '../../../contract/audio.ts';

/** A day of the proleptic Gregorian calendar; month and day count from 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export interface WallTime extends CivilDate {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const DAY: Ms = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

export function isTimeZone(zone: string): boolean {
  try {
    formatFor(zone);
    return true;
  } catch {
    return false;
  }
}

/** The wall clock of `zone` at `epochMs`. `zone` must be one that Intl knows. */
export function wallTimeAt(zone: string, epochMs: Ms): WallTime {
  const values: Record<string, number> = {};
  let before = false;
  for (const { type, value } of formatFor(zone).formatToParts(epochMs)) {
    if (type === 'era') before = value.startsWith('B');
    else values[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = values;
  return { year: before ? 1 - year : year, month, day, hour, minute, second };
}

/** Minutes east of UTC of `zone` at `epochMs`. */
export function offsetMinutes(zone: string, epochMs: Ms): number {
  const wall = wallTimeAt(zone, epochMs);
  const asUtc = dayNumber(wall) * DAY + ((wall.hour * 60 + wall.minute) * 60 + wall.second) * 1000;
  return Math.round((asUtc - Math.floor(epochMs / 1000) * 1000) / 60_000);
}

/**
 * Epoch milliseconds of a wall-clock time in `zone`. A time that a clock change skips is moved on by the
 * skipped amount; of a time that occurs twice the first is taken.
 */
export function epochOf(zone: string, date: CivilDate, hour: number, minute: number): Ms {
  const asUtc = dayNumber(date) * DAY + (hour * 60 + minute) * 60_000;
  const before = offsetMinutes(zone, asUtc - DAY / 2);
  const after = offsetMinutes(zone, asUtc + DAY / 2);
  const guess = asUtc - before * 60_000;
  if (offsetMinutes(zone, guess) === before) return guess;
  const second = asUtc - after * 60_000;
  return offsetMinutes(zone, second) === after ? second : guess;
}

/** Days since 1970-01-01. */
export function dayNumber({ year, month, day }: CivilDate): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / DAY);
}

export function civilOf(days: number): CivilDate {
  const date = new Date(days * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export const addDays = (date: CivilDate, days: number): CivilDate => civilOf(dayNumber(date) + days);

/** 1 (Monday) to 7 (Sunday). */
export const isoWeekday = (date: CivilDate): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

export const daysInMonth = (year: number, month: number): number =>
  dayNumber(month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 }) -
  dayNumber({ year, month, day: 1 });

/** Whether the day exists (30 February does not). */
export const isCivilDate = ({ year, month, day }: CivilDate): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);

/** ISO 8601 week number. */
export function isoWeek(date: CivilDate): number {
  const thursday = addDays(date, 4 - isoWeekday(date));
  return 1 + Math.floor((dayNumber(thursday) - dayNumber({ year: thursday.year, month: 1, day: 1 })) / 7);
}

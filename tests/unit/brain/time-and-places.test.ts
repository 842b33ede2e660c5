import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allPlaces } from '../../../electron/engine/brain/skills/city-zones.ts';
import { parseClock } from '../../../electron/engine/brain/skills/clock-expressions.ts';
import { parseDate, resolveDate } from '../../../electron/engine/brain/skills/date-expressions.ts';
import { parseDuration, sayDuration } from '../../../electron/engine/brain/skills/duration-expressions.ts';
import { easterSunday } from '../../../electron/engine/brain/skills/holidays.ts';
import { tokenize } from '../../../electron/engine/brain/skills/tokens.ts';
import {
  civilOf,
  dayNumber,
  epochOf,
  isTimeZone,
  isoWeek,
  isoWeekday,
  wallTimeAt,
} from '../../../electron/engine/brain/skills/zoned-time.ts';
import { unitNamed } from '../../../electron/engine/brain/skills/unit-table.ts';

describe('places', () => {
  test('every place has a zone that Intl knows', () => {
    const wrong = [...allPlaces()].filter(([, { zone }]) => !isTimeZone(zone));
    expect(wrong).toEqual([]);
    expect(allPlaces().size).toBeGreaterThan(800);
  });
});

describe('wall clock', () => {
  const zones = [
    'UTC',
    'Europe/London',
    'America/New_York',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'Australia/Lord_Howe',
    'America/St_Johns',
  ];

  test('a moment survives the way there and back unless a clock change made it twice', () => {
    const minutes = fc.integer({ min: 0, max: (Date.UTC(2040, 0) - Date.UTC(1980, 0)) / 60_000 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
        const epoch = Date.UTC(1980, 0) + minute * 60_000;
        const wall = wallTimeAt(zone, epoch);
        const back = epochOf(zone, wall, wall.hour, wall.minute);
        expect(wallTimeAt(zone, back)).toEqual(wall);
        expect(epoch - back).toBeGreaterThanOrEqual(0);
        expect(epoch - back).toBeLessThanOrEqual(3_600_000);
      }),
      { numRuns: 400 },
    );
  });

  test('a time that a clock change skips is moved on', () => {
    const at = epochOf('Europe/London', { year: 2026, month: 3, day: 29 }, 1, 30);
    expect(wallTimeAt('Europe/London', at)).toMatchObject({ day: 29, hour: 2, minute: 30 });
  });

  test('of a time that occurs twice the first is taken', () => {
    const at = epochOf('Europe/London', { year: 2026, month: 10, day: 25 }, 1, 30);
    expect(at).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });
});

describe('calendar', () => {
  test('day numbers and dates are each other’s inverse', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 1_000_000 }), (days) => {
        expect(dayNumber(civilOf(days))).toBe(days);
        expect(isoWeekday(civilOf(days + 7))).toBe(isoWeekday(civilOf(days)));
      }),
    );
  });

  test.each([
    [2024, 3, 31],
    [2025, 4, 20],
    [2026, 4, 5],
    [2027, 3, 28],
    [2038, 4, 25],
    [1818, 3, 22],
  ])('Easter %d is on %d-%d', (year, month, day) => {
    expect(easterSunday(year)).toEqual({ year, month, day });
  });

  test.each([
    [2020, 12, 31, 53],
    [2021, 1, 1, 53],
    [2024, 12, 30, 1],
    [2026, 1, 1, 1],
  ])('%d-%d-%d is in week %d', (year, month, day, week) => {
    expect(isoWeek({ year, month, day })).toBe(week);
  });
});

const today = { year: 2026, month: 3, day: 10 };
describe('days as they are spoken, on Tuesday, March 10, 2026', () => {
  test.each([
    ['today', '2026-3-10'],
    ['the day after tomorrow', '2026-3-12'],
    ['tuesday', '2026-3-10'],
    ['monday', '2026-3-16'],
    ['next monday', '2026-3-16'],
    ['next friday', '2026-3-20'],
    ['this friday', '2026-3-13'],
    ['last friday', '2026-3-6'],
    ['last tuesday', '2026-3-3'],
    ['two weeks from friday', '2026-3-27'],
    ['in 3 weeks', '2026-3-31'],
    ['3 days ago', '2026-3-7'],
    ['a month from today', '2026-4-10'],
    ['march 5th', '2027-3-5'],
    ['the fifth of april', '2026-4-5'],
    ['april the twenty first', '2026-4-21'],
    ['july 4th, 1776', '1776-7-4'],
    ['25 december twenty twenty-seven', '2027-12-25'],
    ['the 31st', '2026-3-31'],
    ['the 9th', '2026-4-9'],
    ['new year’s eve', '2026-12-31'],
    ['february 29', '2028-2-29'],
    ['thanksgiving', '2026-11-26'],
  ])('%s', (text, expected) => {
    const tokens = tokenize(text);
    const parsed = parseDate(tokens, 0);
    expect(parsed?.end).toBe(tokens.length);
    const { year, month, day } = resolveDate(parsed!.value, today)!;
    expect(`${year}-${month}-${day}`).toBe(expected);
  });

  test.each(['february 30', 'the 32nd', 'someday', 'the weekend', '', 'in a while'])(
    '"%s" is no day',
    (text) => {
      expect(parseDate(tokenize(text), 0)).toBeNull();
    },
  );
});

describe('times of day as they are spoken', () => {
  test.each([
    ['five', '5:0 null'],
    ['5 p.m.', '5:0 pm'],
    ['7:30 a.m.', '7:30 am'],
    ['7.30 pm', '7:30 pm'],
    ['17:45', '17:45 null'],
    ['ten a m', '10:0 am'],
    ['seven thirty', '7:30 null'],
    ['seven oh five', '7:5 null'],
    ['quarter past five', '5:15 null'],
    ['a quarter to one', '12:45 null'],
    ['half past twelve', '12:30 null'],
    ['half five', '5:30 null'],
    ['ten to six', '5:50 null'],
    ['twenty-five past nine', '9:25 null'],
    ['five o’clock', '5:0 null'],
    ['six in the morning', '6:0 am'],
    ['eleven at night', '11:0 pm'],
    ['two at night', '2:0 am'],
    ['nineteen hundred hours', '19:0 null'],
    ['noon', '12:0 pm'],
    ['midnight', '0:0 null'],
    ['ten to midnight', '23:50 null'],
    ['730 pm', '7:30 pm'],
  ])('%s', (text, expected) => {
    const tokens = tokenize(text);
    const parsed = parseClock(tokens, 0);
    expect(parsed?.end).toBe(tokens.length);
    const { hour, minute, half } = parsed!.value;
    expect(`${hour}:${minute} ${half}`).toBe(expected);
  });

  test.each(['25:00', '7:75', 'now', 'soon', ''])('"%s" is no time', (text) => {
    expect(parseClock(tokenize(text), 0)).toBeNull();
  });
});

describe('lengths of time', () => {
  test.each([
    ['an hour and a half', 5_400],
    ['half an hour', 1_800],
    ['half a minute', 30],
    ['three quarters of an hour', 2_700],
    ['a quarter of an hour', 900],
    ['two and a half hours', 9_000],
    ['1 hour 30', 5_400],
    ['1 hour, 20 minutes and 5 seconds', 4_805],
    ['90 seconds', 90],
    ['1.5 hours', 5_400],
    ['a couple of minutes', 120],
    ['an hour and half a minute', 3_630],
    ['5-minute', 300],
  ])('%s', (text, seconds) => {
    const tokens = tokenize(text);
    const parsed = parseDuration(tokens, 0);
    expect(parsed).toEqual({ value: seconds * 1_000, end: tokens.length });
  });

  test('every length is read back from how it is said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_399 }), (seconds) => {
        const text = sayDuration(seconds * 1_000);
        expect(parseDuration(tokenize(text), 0)?.value).toBe(seconds * 1_000);
      }),
    );
  });
});

describe('units', () => {
  test('every counterpart is a unit of the same kind', () => {
    for (const name of [
      'metre',
      'foot',
      'mile',
      'gram',
      'pound',
      'litre',
      'gallon',
      'celsius',
      'hectare',
      'bar',
      'knot',
      'cup',
      'kilowatt',
    ]) {
      const unit = unitNamed(name)!;
      expect(unitNamed(unit.counterpart!)?.dimension).toBe(unit.dimension);
    }
  });
});

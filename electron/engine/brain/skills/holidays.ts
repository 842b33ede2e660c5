/** Days with a name. Dates follow common English-speaking usage; the movable ones are computed. */
import type { Parsed } from './number-words.ts';
import type { Token } from './tokens.ts';
import { addDays, isoWeekday } from './zoned-time.ts';
import type { CivilDate } from './zoned-time.ts';

/** Western Easter Sunday of `year` (anonymous Gregorian computus, Meeus/Jones/Butcher). */
export function easterSunday(year: number): CivilDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return { year, month: Math.floor(f / 31), day: (f % 31) + 1 };
}

/** The nth `weekday` (1 Monday) of a month. */
function nth(year: number, month: number, weekday: number, n: number): CivilDate {
  const first = { year, month, day: 1 };
  return addDays(first, ((weekday - isoWeekday(first) + 7) % 7) + 7 * (n - 1));
}

const on = (month: number, day: number) => (year: number) => ({ year, month, day });
const afterEaster = (days: number) => (year: number) => addDays(easterSunday(year), days);

interface Holiday {
  readonly name: string;
  readonly spoken: string;
  readonly date: (year: number) => CivilDate;
}

const holidays: readonly Holiday[] = [
  { name: 'Christmas', spoken: 'christmas|christmas day|xmas', date: on(12, 25) },
  { name: 'Christmas Eve', spoken: 'christmas eve', date: on(12, 24) },
  { name: 'Boxing Day', spoken: 'boxing day', date: on(12, 26) },
  { name: "New Year's Eve", spoken: 'new years eve|new year eve', date: on(12, 31) },
  { name: "New Year's Day", spoken: 'new years day|new years|new year|the new year', date: on(1, 1) },
  { name: "Valentine's Day", spoken: 'valentines day|valentines|valentine day', date: on(2, 14) },
  { name: "St Patrick's Day", spoken: 'st patricks day|saint patricks day', date: on(3, 17) },
  { name: 'Halloween', spoken: 'halloween', date: on(10, 31) },
  {
    name: 'Independence Day',
    spoken: 'independence day|the fourth of july|fourth of july|the 4th of july|4th of july',
    date: on(7, 4),
  },
  { name: 'Good Friday', spoken: 'good friday', date: afterEaster(-2) },
  { name: 'Easter', spoken: 'easter|easter sunday', date: afterEaster(0) },
  { name: 'Easter Monday', spoken: 'easter monday', date: afterEaster(1) },
  { name: 'Ash Wednesday', spoken: 'ash wednesday', date: afterEaster(-46) },
  { name: 'Pentecost', spoken: 'pentecost|whit sunday', date: afterEaster(49) },
  { name: 'Thanksgiving', spoken: 'thanksgiving|thanksgiving day', date: (year) => nth(year, 11, 4, 4) },
  { name: 'Black Friday', spoken: 'black friday', date: (year) => addDays(nth(year, 11, 4, 4), 1) },
  { name: 'Labor Day', spoken: 'labor day', date: (year) => nth(year, 9, 1, 1) },
  { name: "April Fools' Day", spoken: 'april fools day|april fools', date: on(4, 1) },
  { name: 'Groundhog Day', spoken: 'groundhog day', date: on(2, 2) },
];

const byPhrase = holidays
  .flatMap(({ name, spoken }) => spoken.split('|').map((phrase) => ({ name, words: phrase.split(' ') })))
  .sort((a, b) => b.words.length - a.words.length);

/** The holiday named at `at`, the longest name first. */
export function parseHoliday(tokens: readonly Token[], at: number): Parsed<string> | null {
  const found = byPhrase.find(({ words }) => words.every((word, i) => tokens[at + i]?.word === word));
  return found ? { value: found.name, end: at + found.words.length } : null;
}

/** The day of a holiday that parseHoliday named; null for another name. */
export function holidayDate(name: string, year: number): CivilDate | null {
  return holidays.find((holiday) => holiday.name === name)?.date(year) ?? null;
}

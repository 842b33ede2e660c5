/** Dates in the forms people write them. Where day and month cannot be told apart the month comes first (US). */
import { ordinal, yearAloud } from './number-words.ts';
import { followsWord, matchAt } from './reading.ts';
import type { Reading } from './reading.ts';
import { clockTime } from './times.ts';

export const monthNames = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
] as const; // prettier-ignore

const months = String.raw`(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)`;
const iso =
  /(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?!\d|[-/]\d)(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?(?!\d))?/y;
const numeric = /(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-]|\.\d)/y;
const short = /(\d{1,2})\/(\d{1,2})(?![\d/]|\.\d)/y;
const monthDay = new RegExp(
  String.raw`${months}\.?[ \u00a0]{1,3}(\d{1,2})(?:st|nd|rd|th)?(?:[ ]?[-–][ ]?(\d{1,2})(?:st|nd|rd|th)?)?(?![\d:]|[.,]\d)(?:,?[ ]{1,3}(\d{4})(?!\d|[.,:]\d))?`,
  'y',
);
const monthYear = new RegExp(String.raw`${months}\.?,?[ \u00a0]{1,3}(\d{4})(?!\d|[.,:]\d)`, 'y');
const dayMonth = new RegExp(
  String.raw`(\d{1,2})(?:st|nd|rd|th)?(?:[ ]?[-–][ ]?(\d{1,2})(?:st|nd|rd|th)?)?[ \u00a0](?:of[ ])?${months}\b(?:\.(?=[ ,]))?(?:,?[ ]{1,3}(\d{4})(?!\d|[.,:]\d))?`,
  'y',
);

const monthOf = (name: string) => monthNames.find((month) => month.startsWith(name.slice(0, 3)))!;
const isDay = (day: number) => day >= 1 && day <= 31;
const isMonth = (month: number) => month >= 1 && month <= 12;

function say(month: number, day: string, year?: string): string {
  const words = `${monthNames[month - 1]!} ${ordinal(day)}`;
  if (year === undefined) return words;
  const full = year.length === 2 ? `${Number(year) < 70 ? 20 : 19}${year}` : year;
  return `${words}, ${yearAloud(full)}`;
}

/** 2026-11-21, 2026/11/21, 2026-11-21T19:30:00Z, 21/11/2026, 11/21/26, 21.11.2026, 11/21. */
export function numericDate(text: string, at: number): Reading | null {
  if (followsWord(text, at)) return null;
  const full = matchAt(iso, text, at);
  if (full && isMonth(Number(full[3])) && isDay(Number(full[4]))) {
    const [all, year, , month, day, hours, minutes, , zone] = full;
    const date = say(Number(month), day!, year);
    if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) {
      return { length: hours === undefined ? all.length : all.search(/[T ]/), speak: date };
    }
    const utc = zone === 'Z' ? ' U T C' : '';
    return { length: all.length, speak: `${date}, at ${clockTime(hours, minutes!)}${utc}` };
  }
  const three = matchAt(numeric, text, at);
  if (three) {
    const [all, first = '', sign, second = '', year = ''] = three;
    if (sign === '.' && year.length !== 4) return null;
    const a = Number(first);
    const b = Number(second);
    const dayFirst = sign === '.' || a > 12;
    if (dayFirst && isDay(a) && isMonth(b)) return { length: all.length, speak: say(b, first, year) };
    if (isMonth(a) && isDay(b)) return { length: all.length, speak: say(a, second, year) };
    return null;
  }
  const two = matchAt(short, text, at);
  if (!two) return null;
  const [all, first = '', second = ''] = two;
  const a = Number(first);
  const b = Number(second);
  const named = /\b(?:on|by|until|till|since|before|after|from|due|dated?|through)\s$/i.test(
    text.slice(Math.max(0, at - 9), at),
  );
  // 16ths, 20ths, 24/7 and 9/11 are something else; small figures are fractions unless a date word leads.
  if (isMonth(a) && isDay(b) && (named || (b > 12 && b !== 16 && b !== 20)))
    return { length: all.length, speak: say(a, second) };
  if (a > 12 && isDay(a) && isMonth(b) && !(a === 24 && b === 7) && (named || second.length === 2)) {
    return { length: all.length, speak: say(b, first) };
  }
  return null;
}

/** Nov. 21, 2026; November 21st; Nov 21-23; November 2026. Begins at a letter. */
export function namedDate(text: string, at: number): Reading | null {
  const day = matchAt(monthDay, text, at);
  if (day && isDay(Number(day[2]))) {
    const [all, month = '', from = '', to, year] = day;
    const range = to === undefined ? '' : ` to ${ordinal(to)}`;
    return {
      length: all.length,
      speak: `${monthOf(month)} ${ordinal(from)}${range}${year === undefined ? '' : `, ${yearAloud(year)}`}`,
    };
  }
  const alone = matchAt(monthYear, text, at);
  return alone ? { length: alone[0].length, speak: `${monthOf(alone[1]!)} ${yearAloud(alone[2]!)}` } : null;
}

/** 21 November 2026; 21st of Nov.; 3-5 May. Begins at a digit. */
export function dayFirstDate(text: string, at: number): Reading | null {
  const found = matchAt(dayMonth, text, at);
  if (!found || !isDay(Number(found[1]))) return null;
  const [all, from = '', to, month = '', year] = found;
  const range = to === undefined ? '' : ` to the ${ordinal(to)}`;
  return {
    length: all.length,
    speak: `${/\bthe\s$/i.test(text.slice(Math.max(0, at - 5), at)) ? '' : 'the '}${ordinal(from)}${range} of ${monthOf(month)}${year === undefined ? '' : `, ${yearAloud(year)}`}`,
  };
}

/** Times of the clock. */
import { cardinal } from './number-words.ts';
import { followsWord, matchAt, stopAfter } from './reading.ts';
import type { Reading } from './reading.ts';

const withHalf =
  /(\d{1,2})(?:[:.](\d{2}))?(?::(\d{2}))?[ \u00a0]?([AaPp])(?:\.[ ]?[Mm]\.?|[Mm]\b\.?(?=\s|$|[,;:!?)\-–—]))/y;
const plain = /(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\d:])(?:[ \u00a0]?h\b)?/y;
const zones =
  /^\s+(?:Eastern|Central|Mountain|Pacific|Greenwich|[A-Z]{2,4}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|on\b)/;

/** `hours` and `minutes` as digits: seven thirty, nineteen oh five, seven o'clock, nineteen hundred. */
export function clockTime(hours: string, minutes: string, hundred = true): string {
  const hour = cardinal(String(Number(hours)));
  const minute = Number(minutes);
  if (minute > 0) return `${hour} ${minute < 10 ? `oh ${cardinal(String(minute))}` : cardinal(minutes)}`;
  if (!hundred) return hour;
  return Number(hours) >= 1 && Number(hours) <= 12 ? `${hour} o'clock` : `${hour} hundred`;
}

const secondsAloud = (seconds: string | undefined) =>
  seconds === undefined || Number(seconds) === 0
    ? ''
    : ` and ${cardinal(String(Number(seconds)))} ${Number(seconds) === 1 ? 'second' : 'seconds'}`;

/** 7:05 p.m., 7pm, 19:30, 7:30:15. */
export function timeOfDay(text: string, at: number): Reading | null {
  if (followsWord(text, at)) return null;
  const half = matchAt(withHalf, text, at);
  if (half && Number(half[1]) <= 12 && Number(half[1]) >= 1 && Number(half[2] ?? 0) <= 59) {
    const [all, hours = '', minutes = '00', seconds, letter = ''] = half;
    const end = at + all.length;
    const dotted = all.endsWith('.');
    const stop = dotted && !zones.test(text.slice(end, end + 14)) ? stopAfter(text, end) : '';
    const letters = letter.toLowerCase() === 'a' ? 'eh M' : 'P M';
    const time = clockTime(hours, minutes, false) + secondsAloud(seconds);
    return { length: all.length, speak: `${time} ${letters}${stop}` };
  }
  const clock = matchAt(plain, text, at);
  if (!clock) return null;
  const [all, hours = '', minutes = '', seconds] = clock;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return null;
  return { length: all.length, speak: clockTime(hours, minutes) + secondsAloud(seconds) };
}

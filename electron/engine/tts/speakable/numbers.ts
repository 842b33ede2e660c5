/** Numbers that are neither date nor time nor money: figures, ranges, fractions, versions, telephone numbers. */
import {
  cardinal,
  decadeAloud,
  decimal,
  digitsAloud,
  fractionAloud,
  lettersAloud,
  ordinal,
  yearAloud,
} from './number-words.ts';
import { before, followsWord, matchAt } from './reading.ts';
import type { Reading, Rule } from './reading.ts';
import { clockTime } from './times.ts';
import { unitAt } from './units.ts';

const phone =
  /\+?(?:\d{1,3}[ .-])?(?:\(\d{2,4}\)[ ]?|\d{2,4}[ .-])\d{3,4}[ .-]\d{3,4}(?![\d-]|\.\d)|\+\d{1,3}(?:[ -]?\d{2,4}){2,5}(?![\d-])|\d{3}-\d{4}(?![\d-])/y;
const dotted = /\d{1,6}(?:\.\d{1,6}){2,6}(?![\d])/y;
const chained = /\d{1,8}(?:-\d{1,8}){2,6}(?![\d])/y;
const fraction = /(\d{1,6})\/(\d{1,6})(?![\d/.])/y;
const mixed = /(\d{1,6})[ \u00a0](\d)\/(\d{1,2})(?![\d/.])/y;
const mixedSign = /(\d{1,6})?[ \u00a0]?([¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])/y;
const feetInches = /(\d{1,2})['’′][ ]?(\d{1,2})(?:["”″]|'')/y;
const ordinalEnd = /(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(st|nd|rd|th)\b/iy;
const decade = /(\d{4}|\d0)['’]?s\b/y;
const dimensions = /(\d{1,6})(?:[ ]?x[ ]?|×)(?=[1-9])/y;
const hex = /0x([0-9a-fA-F]{1,16})\b/y;
const scientific = /(\d{1,15})(?:\.(\d{1,15}))?[eE]([+-]?)(\d{1,3})\b/y;
const feetAndInches = /(\d{1,2}) ?ft,? (\d{1,2}) in\b/y;
const europeanThousands = /\d{1,3}(?:\.\d{3}){2,5}(?![\d.])/y;
const minutesSeconds = /(\d{2,3}):([0-5]\d)(?![\d:])/y;
const ratio = /(\d{1,6}):(?=\d{1,6}(?![\d:]))/y;
const plain = /(\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.(\d+))?/y;
const rangeTo = /[ ]?[-–—][ ]?(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(\d{1,9}))?(?![\d:/]|[.-]\d)/y;

const signs: Readonly<Record<string, string>> = {
  '¼': '1/4', '½': '1/2', '¾': '3/4', '⅐': '1/7', '⅑': '1/9', '⅒': '1/10', '⅓': '1/3', '⅔': '2/3', '⅕': '1/5',
  '⅖': '2/5', '⅗': '3/5', '⅘': '4/5', '⅙': '1/6', '⅚': '5/6', '⅛': '1/8', '⅜': '3/8', '⅝': '5/8', '⅞': '7/8',
}; // prettier-ignore

const bare = (digits: string) => digits.replaceAll(',', '');

/** Adds the unit behind `length` characters, if there is one. */
function withUnit(text: string, at: number, reading: Reading, singular: boolean): Reading {
  const unit = unitAt(text, at + reading.length, singular);
  return unit ? { length: reading.length + unit.length, speak: `${reading.speak} ${unit.words}` } : reading;
}

const groupsAloud = (groups: readonly string[]) => groups.map(digitsAloud).join(', ');

function telephone(text: string, at: number): Reading | null {
  if (followsWord(text, at)) return null;
  const found = matchAt(phone, text, at);
  if (!found) return null;
  const groups = found[0].match(/\d+/g)!;
  const digits = groups.join('').length;
  // A pair of three and four could be a sum or two years; seven digits and more in such groups are a number to call.
  if (
    digits < 7 ||
    digits > 15 ||
    (groups.length === 2 && !found[0].includes('-') && !found[0].startsWith('+'))
  )
    return null;
  return { length: found[0].length, speak: (found[0].startsWith('+') ? 'plus ' : '') + groupsAloud(groups) };
}

function versionOrAddress(text: string, at: number): Reading | null {
  const found = matchAt(dotted, text, at);
  if (!found) return null;
  const thousands = matchAt(europeanThousands, text, at);
  if (thousands && !found[0].startsWith('0')) {
    return { length: thousands[0].length, speak: cardinal(thousands[0].replaceAll('.', '')) };
  }
  const groups = found[0].split('.');
  const word = groups.length === 4 && groups.every((group) => Number(group) <= 255) ? 'dot' : 'point';
  return { length: found[0].length, speak: groups.map((group) => cardinal(group)).join(` ${word} `) };
}

function fractions(text: string, at: number): Reading | null {
  const both = matchAt(mixed, text, at);
  if (both) {
    const part = fractionAloud(both[2]!, both[3]!).replace(/^one (?=half|quarter|third)/, 'a ');
    return withUnit(text, at, { length: both[0].length, speak: `${cardinal(both[1]!)} and ${part}` }, false);
  }
  const sign = matchAt(mixedSign, text, at);
  if (sign) {
    const [top, bottom] = signs[sign[2]!]!.split('/') as [string, string];
    const part = fractionAloud(top, bottom);
    const whole = sign[1] === undefined ? part : `${cardinal(sign[1])} and ${part.replace(/^one /, 'a ')}`;
    return withUnit(text, at, { length: sign[0].length, speak: whole }, sign[1] === undefined);
  }
  const found = matchAt(fraction, text, at);
  if (!found) return null;
  const [all, top = '', bottom = ''] = found;
  if (all === '24/7') return { length: 4, speak: 'twenty-four seven' };
  if (all === '50/50') return { length: 5, speak: 'fifty fifty' };
  if (all === '9/11') return { length: 4, speak: 'nine eleven' };
  const usual = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100].includes(Number(bottom));
  if (usual && Number(top) < Number(bottom)) {
    return withUnit(text, at, { length: all.length, speak: fractionAloud(top, bottom) }, true);
  }
  return { length: all.length, speak: `${cardinal(top)} over ${cardinal(bottom)}` };
}

const yearLead = /\b(?:in|since|year|circa|ca\.|during|late|early|mid|spring|summer|autumn|fall|winter)\s$/i;

/** True if the four digits at `at` are better said as a year than as a count. */
function isYear(text: string, at: number, digits: string, end: number): boolean {
  if (digits.length !== 4 || !/^(?:1\d|20)/.test(digits)) return false;
  if (/^(?:19|20)/.test(digits)) return true;
  if (yearLead.test(before(text, at, 9))) return !/^\s[a-z]+s\b/.test(text.slice(end, end + 20));
  if (
    /\b(?:by|until|till|from|before|after|of)\s$/i.test(before(text, at, 8)) &&
    /^(?:[.,;:!?)]|$)/.test(text.slice(end, end + 1))
  )
    return true;
  return text[at - 1] === '(' && text[end] === ')';
}

function figure(text: string, at: number): Reading | null {
  const found = matchAt(plain, text, at);
  if (!found) return null;
  const [all, whole = '', part] = found;
  const digits = bare(whole);
  const inWord = followsWord(text, at);
  const end = at + all.length;
  if (part === undefined && !inWord) {
    const range = matchAt(rangeTo, text, end);
    const minus = range !== null && /^[ ]-|-[ ]/.test(range[0]);
    if (range && !minus) {
      const unit = unitAt(text, end + range[0].length, false);
      const years = !unit && [digits, range[1]!].every((year) => /^(?:1[1-9]|20)\d\d$/.test(year));
      const say = years ? yearAloud : cardinal;
      const from = say(digits);
      const to = range[2] === undefined ? say(bare(range[1]!)) : decimal(bare(range[1]!), range[2]);
      return {
        length: all.length + range[0].length + (unit?.length ?? 0),
        speak: `${from} to ${to}${unit ? ` ${unit.words}` : ''}`,
      };
    }
  }
  const behind = inWord ? null : unitAt(text, end, digits === '1' && part === undefined);
  const unit = behind?.words === 'times' && /[=+*/(^-] ?$/.test(before(text, at, 2)) ? null : behind;
  if (
    part === undefined &&
    /^(?:911|112|999|988)$/.test(whole) &&
    /\b(?:call|dial|phone) $/i.test(before(text, at, 7))
  ) {
    return { length: all.length, speak: digitsAloud(digits) };
  }
  if (unit)
    return { length: all.length + unit.length, speak: `${decimal(digits, part ?? '')} ${unit.words}` };
  if (part === undefined && !inWord && isYear(text, at, digits, end)) {
    return { length: all.length, speak: yearAloud(digits) };
  }
  if (part === undefined && !whole.includes(',') && digits.length >= 10) {
    return { length: all.length, speak: digitsAloud(digits) };
  }
  return { length: all.length, speak: decimal(digits, part ?? '') };
}

/** Whatever begins with a digit (or an opening bracket, a plus sign or a vulgar fraction) and is a number. */
export const numberRules: readonly Rule[] = [
  telephone,
  versionOrAddress,
  (text, at) => {
    const found = followsWord(text, at) ? null : matchAt(chained, text, at);
    return found ? { length: found[0].length, speak: groupsAloud(found[0].split('-')) } : null;
  },
  fractions,
  (text, at) => {
    const found = followsWord(text, at) ? null : matchAt(feetInches, text, at);
    return found && Number(found[2]) < 12
      ? { length: found[0].length, speak: `${cardinal(found[1]!)} foot ${cardinal(found[2]!)}` }
      : null;
  },
  (text, at) => {
    const found = matchAt(ordinalEnd, text, at);
    return found ? { length: found[0].length, speak: ordinal(bare(found[1]!)) } : null;
  },
  (text, at) => {
    const found = followsWord(text, at) ? null : matchAt(decade, text, at);
    return found ? { length: found[0].length, speak: decadeAloud(found[1]!) } : null;
  },
  (text, at) => {
    const found = followsWord(text, at) ? null : matchAt(feetAndInches, text, at);
    return found
      ? {
          length: found[0].length,
          speak: `${cardinal(found[1]!)} feet ${cardinal(found[2]!)} ${found[2] === '1' ? 'inch' : 'inches'}`,
        }
      : null;
  },
  (text, at) => {
    const found = followsWord(text, at) ? null : matchAt(hex, text, at);
    if (!found) return null;
    const digits = [...found[1]!].map((digit) =>
      /\d/.test(digit) ? digitsAloud(digit) : lettersAloud(digit),
    );
    return { length: found[0].length, speak: `hex ${digits.join(' ')}` };
  },
  (text, at) => {
    const found = followsWord(text, at) ? null : matchAt(scientific, text, at);
    if (!found) return null;
    const [all, whole = '', part = '', sign, power = ''] = found;
    const raised = `${sign === '-' ? 'minus ' : ''}${cardinal(power)}`;
    return { length: all.length, speak: `${decimal(whole, part)} times ten to the power of ${raised}` };
  },
  (text, at) => {
    const found = matchAt(dimensions, text, at);
    return found ? { length: found[0].length, speak: `${cardinal(found[1]!)} by` } : null;
  },
  (text, at) => {
    const duration = followsWord(text, at) ? null : matchAt(minutesSeconds, text, at);
    if (duration) return { length: duration[0].length, speak: clockTime(duration[1]!, duration[2]!, false) };
    const found = followsWord(text, at) ? null : matchAt(ratio, text, at);
    return found ? { length: found[0].length, speak: `${cardinal(found[1]!)} to` } : null;
  },
  figure,
];

/** .5 with nothing in front: point five. */
export function leadingPoint(text: string, at: number): Reading | null {
  const found = followsWord(text, at) ? null : matchAt(/\.(\d{1,12})(?![\d.])/y, text, at);
  return found ? withUnit(text, at, { length: found[0].length, speak: decimal('', found[1]!) }, false) : null;
}

const nationalZeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];

/** Digits of other scripts, and full-width ones, as the ASCII digits they mean; null if there are none at `at`. */
export function foreignDigits(text: string, at: number): { length: number; digits: string } | null {
  let digits = '';
  for (let i = at; i < text.length && digits.length < 40; i++) {
    const code = text.charCodeAt(i);
    const zero = nationalZeros.find((first) => code >= first && code < first + 10);
    if (zero === undefined) break;
    digits += String(code - zero);
  }
  return digits === '' ? null : { length: digits.length, digits };
}

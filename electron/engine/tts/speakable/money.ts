/** Amounts of money, with the sign or the code in front or behind. */
import { cardinal, decimal } from './number-words.ts';
import { matchAt } from './reading.ts';
import type { Reading } from './reading.ts';
import { perUnit } from './units.ts';

interface Currency {
  readonly one: string;
  readonly many: string;
  /** The hundredth part; absent where none is used. */
  readonly cent?: readonly [string, string];
}

const dollar: Currency = { one: 'dollar', many: 'dollars', cent: ['cent', 'cents'] };
const pound: Currency = { one: 'pound', many: 'pounds', cent: ['penny', 'pence'] };
const euro: Currency = { one: 'euro', many: 'euros', cent: ['cent', 'cents'] };
const rupee: Currency = { one: 'rupee', many: 'rupees', cent: ['paisa', 'paise'] };

const currencies: Readonly<Record<string, Currency>> = {
  $: dollar,
  US$: { ...dollar, one: 'U S dollar', many: 'U S dollars' },
  A$: { ...dollar, one: 'Australian dollar', many: 'Australian dollars' },
  C$: { ...dollar, one: 'Canadian dollar', many: 'Canadian dollars' },
  '€': euro,
  '£': pound,
  '¥': { one: 'yen', many: 'yen' },
  '₹': rupee,
  '₩': { one: 'won', many: 'won' },
  '₿': { one: 'bitcoin', many: 'bitcoin' },
  '₽': { one: 'ruble', many: 'rubles' },
  USD: { ...dollar, one: 'U S dollar', many: 'U S dollars' },
  EUR: euro,
  GBP: { ...pound, one: 'British pound', many: 'British pounds' },
  JPY: { one: 'yen', many: 'yen' },
  CHF: { one: 'Swiss franc', many: 'Swiss francs' },
  CAD: { ...dollar, one: 'Canadian dollar', many: 'Canadian dollars' },
  AUD: { ...dollar, one: 'Australian dollar', many: 'Australian dollars' },
  INR: rupee,
  CNY: { one: 'yuan', many: 'yuan' },
  SEK: { one: 'Swedish krona', many: 'Swedish kronor' },
  NOK: { one: 'Norwegian krone', many: 'Norwegian kroner' },
  DKK: { one: 'Danish krone', many: 'Danish kroner' },
};

const magnitudes: Readonly<Record<string, string>> = {
  k: 'thousand',
  m: 'million',
  mn: 'million',
  mm: 'million',
  b: 'billion',
  bn: 'billion',
  t: 'trillion',
  tn: 'trillion',
};

const amount = String.raw`(\d{1,3}(?:,\d{3}){1,6}|\d{1,18})(?:\.(\d{1,6}))?`;
const magnitude = String.raw`(?:[ \u00a0]?(thousand|million|billion|trillion)\b|(k|K|m|M|mm|mn|b|B|bn|t|T|tn)\b)?`;
const front = new RegExp(
  String.raw`(US\$|A\$|C\$|[$€£¥₹₩₿₽]|(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|INR|CNY|SEK|NOK|DKK)(?=[ \u00a0]?\d))` +
    String.raw`[ \u00a0]?${amount}(?:[ ]?[-–—][ ]?[$€£]?${amount})?${magnitude}`,
  'y',
);
const behind = new RegExp(
  String.raw`${amount}${magnitude}[ \u00a0]?([€£¥₹₽]|(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|INR|CNY|SEK|NOK|DKK)\b)`,
  'y',
);
const cents = /(\d{1,3})[ ]?¢/y;
const perPart = /[ ]?\/[ ]?([a-zA-Z]{1,12})(?![\w/.])/y;

const bare = (digits: string) => digits.replaceAll(',', '');

function say(
  currency: Currency,
  whole: string,
  fraction: string | undefined,
  scale: string | undefined,
): string {
  const digits = bare(whole);
  if (scale !== undefined) {
    const word = magnitudes[scale.toLowerCase()] ?? scale;
    return `${decimal(digits, fraction ?? '')} ${word} ${currency.many}`;
  }
  const units = `${cardinal(digits)} ${Number(digits) === 1 ? currency.one : currency.many}`;
  if (fraction === undefined || /^0+$/.test(fraction)) return units;
  if (fraction.length !== 2 || !currency.cent) return `${decimal(digits, fraction)} ${currency.many}`;
  const parts = cardinal(fraction.replace(/^0/, ''));
  const small = `${parts} ${parts === 'one' ? currency.cent[0] : currency.cent[1]}`;
  return Number(digits) === 0 ? small : `${units} and ${small}`;
}

function withPer(text: string, at: number, reading: Reading): Reading {
  const per = matchAt(perPart, text, at + reading.length);
  const name = per ? perUnit(per[1]!) : null;
  if (!per || name === null) return reading;
  return {
    length: reading.length + per[0].length,
    speak: name === 'each' ? `${reading.speak} each` : `${reading.speak} per ${name}`,
  };
}

const european = /([€£$])[ \u00a0]?(\d{1,3}(?:\.\d{3}){1,5}),(\d{2})(?!\d)/y;

/** $5.20, US$ 3 million, EUR 5, $5-10, $20/month. */
export function moneyInFront(text: string, at: number): Reading | null {
  const points = matchAt(european, text, at);
  if (points) {
    const [all, sign = '', whole = '', part] = points;
    return { length: all.length, speak: say(currencies[sign]!, whole.replaceAll('.', ''), part, undefined) };
  }
  const found = matchAt(front, text, at);
  if (!found) return null;
  const [all, sign = '', whole = '', fraction, whole2, fraction2, word, letter] = found;
  const currency = currencies[sign]!;
  // "5.2.1" and "5,00,000" are no prices: leave them to others.
  if (/^[.,]?\d/.test(text.slice(at + all.length, at + all.length + 2))) return null;
  const scale = word ?? letter;
  if (whole2 === undefined)
    return withPer(text, at, { length: all.length, speak: say(currency, whole, fraction, scale) });
  const from = decimal(bare(whole), fraction ?? '');
  return withPer(text, at, {
    length: all.length,
    speak: `${from} to ${say(currency, whole2, fraction2, scale)}`,
  });
}

/** 5.20 EUR, 5 €, 50¢. */
export function moneyBehind(text: string, at: number): Reading | null {
  const small = matchAt(cents, text, at);
  if (small) {
    return {
      length: small[0].length,
      speak: `${cardinal(small[1]!)} ${small[1] === '1' ? 'cent' : 'cents'}`,
    };
  }
  const found = matchAt(behind, text, at);
  if (!found) return null;
  const [all, whole = '', fraction, word, letter, sign = ''] = found;
  return withPer(text, at, {
    length: all.length,
    speak: say(currencies[sign]!, whole, fraction, word ?? letter),
  });
}

/** Numbers as English words. Owns words only: where a number is a year or a price is decided elsewhere. */

const small = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
  'seventeen eighteen nineteen'
).split(' ');
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const scales = ['', ' thousand', ' million', ' billion', ' trillion', ' quadrillion'];
const irregularOrdinals: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** Longest run of digits read out one by one; what is beyond is only counted. */
const MOST_DIGITS = 24;

function below100(n: number): string {
  if (n < 20) return small[n]!;
  return n % 10 === 0 ? tens[Math.floor(n / 10)]! : `${tens[Math.floor(n / 10)]!}-${small[n % 10]!}`;
}

function below1000(n: number): string {
  if (n < 100) return below100(n);
  const hundreds = `${small[Math.floor(n / 100)]!} hundred`;
  return n % 100 === 0 ? hundreds : `${hundreds} ${below100(n % 100)}`;
}

/** Digits one by one; beyond 24 their number is said. `digits`: 0-9 only. */
export function digitsAloud(digits: string): string {
  const said = [...digits.slice(0, MOST_DIGITS)].map((digit) => small[Number(digit)]!).join(' ');
  const rest = digits.length - MOST_DIGITS;
  return rest > 0 ? `${said}, and ${cardinal(String(rest))} more ${rest === 1 ? 'digit' : 'digits'}` : said;
}

/** A whole number, `digits` 0-9 only; past 18 digits, or with a zero in front, digit by digit. */
export function cardinal(digits: string): string {
  if (digits.length > 18 || (digits.length > 1 && digits.startsWith('0'))) return digitsAloud(digits);
  const groups: string[] = [];
  for (let end = digits.length, scale = 0; end > 0; end -= 3, scale++) {
    const value = Number(digits.slice(Math.max(0, end - 3), end));
    if (value > 0) groups.unshift(below1000(value) + scales[scale]!);
  }
  return groups.length > 0 ? groups.join(' ') : 'zero';
}

/** A whole number as an ordinal: twenty-first. */
export function ordinal(digits: string): string {
  return asOrdinal(cardinal(digits.replace(/^0+(?=\d)/, '')));
}

/** Makes the last word of a number an ordinal. */
export function asOrdinal(words: string): string {
  return words.replace(/[a-z]+$/, (last) => {
    const irregular = irregularOrdinals[last];
    if (irregular) return irregular;
    return last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`;
  });
}

/** Makes the last word of a number plural: nineties, thirds, twenty-firsts. */
export function asPlural(words: string): string {
  if (words.endsWith('six')) return `${words}es`;
  return words.endsWith('y') ? `${words.slice(0, -1)}ies` : `${words}s`;
}

/** `whole` and the digits behind the point: three point one four. Either may be empty. */
export function decimal(whole: string, fraction: string): string {
  const front = whole === '' ? '' : cardinal(whole);
  if (fraction === '') return front;
  return `${front} point ${digitsAloud(fraction)}`.trim();
}

/** A year of three or four digits as it is said: nineteen oh five, two thousand six, twenty twenty-six. */
export function yearAloud(digits: string): string {
  const year = Number(digits);
  const century = Math.floor(year / 100);
  const rest = year % 100;
  if (year < 1000 || year % 1000 < 10) return cardinal(String(year));
  if (rest === 0) return `${below100(century)} hundred`;
  return `${below100(century)} ${rest < 10 ? `oh ${small[rest]!}` : below100(rest)}`;
}

/** A decade: nineteen nineties, eighties, two thousands. */
export function decadeAloud(digits: string): string {
  return asPlural(digits.length === 4 ? yearAloud(digits) : cardinal(digits));
}

const halves: Readonly<Record<string, readonly [string, string]>> = {
  '2': ['half', 'halves'],
  '4': ['quarter', 'quarters'],
};

/** A fraction: one half, three quarters, five eighths, ninety over seven. */
export function fractionAloud(top: string, bottom: string): string {
  const below = Number(bottom);
  if (below < 2 || below > 100 || bottom.startsWith('0')) return `${cardinal(top)} over ${cardinal(bottom)}`;
  const [one, many] = halves[bottom] ?? [ordinal(bottom), asPlural(ordinal(bottom))];
  return `${cardinal(top)} ${Number(top) === 1 ? one : many}`;
}

/** Letters one by one. A is written `eh`: alone the voice would read it as the article. */
export function lettersAloud(letters: string): string {
  return [...letters.toUpperCase()].map((letter) => (letter === 'A' ? 'eh' : letter)).join(' ');
}

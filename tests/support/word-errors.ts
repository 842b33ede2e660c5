/** Word error rate as speech people count it: case, punctuation and the spelling of numbers do not matter. */

const ONES = [
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen',
  'seventeen eighteen nineteen',
]
  .join(' ')
  .split(' ');
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

function smallNumber(value: number): string[] {
  if (value < 20) return [ONES[value]!];
  return value % 10 === 0 ? [TENS[value / 10]!] : [TENS[Math.floor(value / 10)]!, ONES[value % 10]!];
}

function numberWords(digits: string): string[] {
  const value = Number(digits);
  if (value < 100) return smallNumber(value);
  if (digits.length === 4 && value % 100 >= 10)
    return [...smallNumber(Math.floor(value / 100)), ...smallNumber(value % 100)];
  if (value < 1000) {
    const rest = value % 100;
    return [...smallNumber(Math.floor(value / 100)), 'hundred', ...(rest ? smallNumber(rest) : [])];
  }
  return [digits];
}

/** Lower-case words without punctuation, numbers spelled out. */
export function comparableWords(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/['’]/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .flatMap((word) => (/^\d+$/u.test(word) ? numberWords(word) : [word]));
}

export interface WordErrors {
  /** Substitutions, insertions and deletions. */
  readonly errors: number;
  /** Words of the reference. */
  readonly words: number;
}

/** Smallest number of word edits from `reference` to `heard`. */
export function wordErrors(reference: string, heard: string): WordErrors {
  const wanted = comparableWords(reference);
  const got = comparableWords(heard);
  let row = got.map((_, i) => i + 1);
  row.unshift(0);
  wanted.forEach((word, i) => {
    const next = [i + 1];
    got.forEach((other, j) => {
      next.push(Math.min(row[j]! + (word === other ? 0 : 1), row[j + 1]! + 1, next[j]! + 1));
    });
    row = next;
  });
  return { errors: row.at(-1)!, words: wanted.length };
}

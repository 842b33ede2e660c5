/**
 * Recognises our own voice in a transcript: what the echo canceller left of the reply that is being spoken. Pure.
 */

/** Share of the words that must be the reply's own, in the reply's order. */
const OWN_SHARE = 0.6;
/** Words at least this long may differ by one letter: leftovers of echo are heard badly. */
const FUZZY_FROM_LETTERS = 4;

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/['’]/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** True when `a` becomes `b` by at most one inserted, deleted or replaced letter. */
function isNear(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.min(a.length, b.length) < FUZZY_FROM_LETTERS || Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  return Math.max(a.length, b.length) - head - tail <= 1;
}

/**
 * @param heard transcript of speech that began during a reply
 * @param spoken text of that reply
 * @returns true when most words of `heard` come from `spoken` in its order; false for empty text
 */
export function isOwnEcho(heard: string, spoken: string): boolean {
  const words = wordsOf(heard);
  const own = wordsOf(spoken);
  if (words.length === 0 || own.length === 0) return false;
  // the longest common subsequence, with near words counted as equal
  let row: number[] = new Array<number>(own.length + 1).fill(0);
  for (const word of words) {
    const next: number[] = [0];
    for (let j = 1; j <= own.length; j++) {
      next.push(isNear(word, own[j - 1]!) ? row[j - 1]! + 1 : Math.max(row[j]!, next[j - 1]!));
    }
    row = next;
  }
  return row[own.length]! / words.length >= OWN_SHARE;
}

/** Which words of a text have been spoken after a part of its sound. */

/**
 * The words of `text` that end within `share` (0 to 1) of its sound, each word taking time in proportion to its
 * letters and the space after it. Never half a word; the whole text only from a share of 1 on.
 */
export function heardWords(text: string, share: number): string {
  if (share >= 1) return text;
  if (!(share > 0)) return '';
  const limit = share * text.length;
  let end = 0;
  for (const match of text.matchAll(/\S+\s*/g)) {
    const wordEnd = match.index + match[0].length;
    if (wordEnd > limit || wordEnd >= text.length) break;
    end = match.index + match[0].trimEnd().length;
  }
  return text.slice(0, end);
}

/** Puts the texts of following pieces together with one space between, unless one already stands there. */
export function joinText(before: string, after: string): string {
  if (before === '' || after === '') return before + after;
  return /\s$/.test(before) || /^\s/.test(after) ? before + after : `${before} ${after}`;
}

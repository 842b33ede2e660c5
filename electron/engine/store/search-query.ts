/** Turns whatever a person types into a safe FTS5 query: every word must occur, each as a prefix. */

const MAX_WORDS = 16;
const MAX_WORD_CHARS = 64;

/**
 * Words are runs of letters, digits and marks, as the unicode61 tokenizer cuts them; quoted, so that no operator,
 * column filter or parenthesis of the query language is left (https://sqlite.org/fts5.html#full_text_query_syntax).
 * @returns null when there is no word to look for
 */
export function searchQuery(text: string): string | null {
  const words = text
    .slice(0, 4_096)
    .normalize('NFC')
    .match(/[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*/gu);
  if (!words) return null;
  return words
    .slice(0, MAX_WORDS)
    .map((word) => `"${[...word].slice(0, MAX_WORD_CHARS).join('')}"*`)
    .join(' ');
}

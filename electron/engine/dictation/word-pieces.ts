/** A text as words and what stands between them, so that words can be changed and nothing else is. */

export interface WordPiece {
  /** What stands between the word before, or the beginning, and this one. */
  gap: string;
  word: string;
}

export interface TextPieces {
  readonly pieces: WordPiece[];
  /** What stands after the last word. */
  readonly tail: string;
}

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu;

export function splitWords(text: string): TextPieces {
  const pieces: WordPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(wordPattern)) {
    pieces.push({ gap: text.slice(from, match.index), word: match[0] });
    from = match.index + match[0].length;
  }
  return { pieces, tail: text.slice(from) };
}

export function joinWords({ pieces, tail }: TextPieces): string {
  return pieces.map(({ gap, word }) => gap + word).join('') + tail;
}

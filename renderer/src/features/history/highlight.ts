/** A snippet cut into pieces that were searched for and pieces around them. Pure. */
import type { FoundTurnView } from '../../../../electron/contract/desk-views.ts';

export interface SnippetPiece {
  readonly text: string;
  readonly isHit: boolean;
}

/** Ranges out of order, overlapping or beyond the text are taken as far as they make sense. */
export function snippetPieces(
  snippet: string,
  highlights: FoundTurnView['highlights'],
): readonly SnippetPiece[] {
  const pieces: SnippetPiece[] = [];
  let at = 0;
  for (const { start, end } of [...highlights].sort((a, b) => a.start - b.start)) {
    const from = Math.max(at, start);
    const to = Math.min(snippet.length, end);
    if (to <= from) continue;
    if (from > at) pieces.push({ text: snippet.slice(at, from), isHit: false });
    pieces.push({ text: snippet.slice(from, to), isHit: true });
    at = to;
  }
  if (at < snippet.length) pieces.push({ text: snippet.slice(at), isHit: false });
  return pieces;
}

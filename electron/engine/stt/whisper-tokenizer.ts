/**
 * Byte-level pair encoding of Whisper: ids to bytes to text, and text to ids for prompts.
 * Owns only ordinary tokens; special ids live in the config.
 */
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';

export interface WhisperTokenizer {
  /** Number of ordinary tokens. */
  readonly size: number;
  /** Bytes of one ordinary token; empty for an id it does not have. */
  bytesOf(id: number): Uint8Array;
  /** UTF-8 text of ordinary ids; others are left out, broken sequences become U+FFFD. */
  decode(ids: readonly number[]): string;
  /** Ids whose bytes are exactly the UTF-8 of `text`. */
  encode(text: string): number[];
}

/** How GPT-2 cuts text before merging (its published pattern, in JavaScript's dialect). */
const PIECES = /'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;
const NOTHING = new Uint8Array(0);
/** A piece without a break longer than this is merged in parts: merging is quadratic. */
const MAX_PIECE_BYTES = 256;

/** Merges the lowest-ranked neighbours until none can merge; `piece` is one latin1 character a byte. */
function mergePiece(piece: string, ranks: ReadonlyMap<string, number>, out: number[]): void {
  const parts = Array.from(piece);
  for (;;) {
    let best = Infinity;
    let at = -1;
    for (let i = 0; i + 1 < parts.length; i++) {
      const rank = ranks.get(parts[i]! + parts[i + 1]!);
      if (rank !== undefined && rank < best) {
        best = rank;
        at = i;
      }
    }
    if (at < 0) break;
    parts.splice(at, 2, parts[at]! + parts[at + 1]!);
  }
  for (const part of parts) {
    const rank = ranks.get(part);
    if (rank !== undefined) out.push(rank);
  }
}

/**
 * @param vocabulary text of vocab.tiktoken: one `base64(bytes) id` a line
 * Errors: `model_corrupt` if a line or an id is broken.
 */
export function createWhisperTokenizer(vocabulary: string): Result<WhisperTokenizer> {
  /** In base64: an answer needs a few dozen of them, and decoding all would hold up the start. */
  const pieces: string[] = [];
  let number = 0;
  for (const line of vocabulary.split('\n')) {
    number++;
    if (line.length === 0) continue;
    const space = line.lastIndexOf(' ');
    const id = Number(line.slice(space + 1));
    if (space < 1 || !Number.isInteger(id) || id !== pieces.length)
      return err('model_corrupt', `vocab.tiktoken line ${number}`);
    pieces.push(line.slice(0, space));
  }
  if (pieces.length < 256) return err('model_corrupt', 'vocab.tiktoken is too short');

  const latin1 = (bytes: Uint8Array) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  let ranks: Map<string, number> | null = null;
  const bytesOf = (id: number): Uint8Array => {
    const piece = pieces[id];
    return piece === undefined ? NOTHING : Buffer.from(piece, 'base64');
  };

  return ok({
    size: pieces.length,
    bytesOf,
    decode: (ids) => Buffer.concat(ids.map(bytesOf)).toString('utf8'),
    encode(text) {
      ranks ??= new Map(
        pieces
          .map((piece, id): [string, number] => [latin1(Buffer.from(piece, 'base64')), id])
          .filter(([bytes]) => bytes.length > 0),
      );
      const out: number[] = [];
      for (const [piece] of text.matchAll(PIECES)) {
        const bytes = latin1(Buffer.from(piece, 'utf8'));
        for (let at = 0; at < bytes.length; at += MAX_PIECE_BYTES)
          mergePiece(bytes.slice(at, at + MAX_PIECE_BYTES), ranks, out);
      }
      return out;
    },
  });
}

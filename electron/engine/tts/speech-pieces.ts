/**
 * Divides a sentence into the pieces the voice is given one by one: a short one first, so that the listener waits
 * little, then longer ones at clause boundaries. Pure; owns where to cut, not how anything is read.
 */
import { breathStrength } from '../phonetics/breath-places.ts';
import { joinSpeech, readSpeakable } from './speakable-text.ts';
import type { SpeechSegment } from './speakable-text.ts';
import { ttsTuning } from './tuning.ts';

export interface SpeechPiece {
  /** As the user reads it. The display texts of all pieces together are the sentence, character for character. */
  readonly displayText: string;
  /** As the voice is given it, at most `maxRequestChars`; empty only when the whole sentence cannot be said. */
  readonly speakText: string;
}

export interface DividedSpeech {
  readonly pieces: readonly SpeechPiece[];
  /** A fenced code block is open at the end: hand it to the next sentence of the same reply. */
  readonly insideCode: boolean;
  /** Letters and digits in scripts the voice cannot say; they are named or left out. */
  readonly unspokenChars: number;
}

export interface DivideOptions {
  readonly insideCode?: boolean;
  /** Somebody waits for the first sound: begin with a short piece. Default true. */
  readonly hurried?: boolean;
}

/** A word with what clings to it and the space behind it. */
interface Token {
  readonly segments: SpeechSegment[];
  readonly source: string;
  /** Rough spoken form, for lengths and marks. */
  readonly raw: string;
  readonly says: boolean;
}

function tokensOf(segments: readonly SpeechSegment[]): Token[] {
  const tokens: Token[] = [];
  let held: SpeechSegment[] = [];
  const close = () => {
    if (held.length === 0) return;
    const raw = held
      .map(({ speak }) => speak)
      .join('')
      .trim();
    tokens.push({
      segments: held,
      source: held.map(({ source }) => source).join(''),
      raw,
      says: /[\p{L}\p{N}]/u.test(raw),
    });
    held = [];
  };
  for (const segment of segments) {
    held.push(segment);
    if (segment.source.trim() === '') close();
  }
  close();
  return tokens;
}

/** How good a cut behind token `i` is: 4 sentence, 3 clause mark, 2 conjunction, 1 phrase, 0 words, -1 tears apart. */
function strengthAfter(tokens: readonly Token[], i: number): number {
  const { raw } = tokens[i]!;
  const next = tokens[i + 1]?.raw ?? '';
  if (/[.!?]$/.test(raw)) return 4;
  if (/[,;:]$/.test(raw) || /^[.,;:]/.test(next)) return 3;
  return breathStrength(raw, next);
}

const lengthOf = (token: Token) => token.raw.length + 1;

/** Where the first piece ends (index behind its last token), or the number of tokens for no cut. */
function firstCut(tokens: readonly Token[], totalChars: number): number {
  const { firstPieceShare, firstPieceMinChars, firstPieceMaxChars, undividedChars } = ttsTuning;
  if (totalChars <= undividedChars) return tokens.length;
  const aim = Math.max(firstPieceMinChars, Math.min(firstPieceMaxChars, firstPieceShare * totalChars));
  let best = tokens.length;
  let leastCost = Infinity;
  let chars = 0;
  let words = 0;
  for (let i = 0; i < tokens.length - 1; i++) {
    chars += lengthOf(tokens[i]!);
    if (tokens[i]!.says) words += tokens[i]!.raw.split(' ').length;
    if (chars > 2.5 * aim && best < tokens.length) break;
    if (totalChars - chars < 6) break;
    const strength = strengthAfter(tokens, i);
    if (words === 0 || (words < 2 && strength < 3)) continue;
    const away = chars > aim ? (4 * (chars - aim)) / aim : (2 * (aim - chars)) / aim;
    const cost = away - (strength < 0 ? -3 : strength === 0 ? 0 : 0.8 + 0.5 * strength);
    if (cost < leastCost) {
      leastCost = cost;
      best = i + 1;
    }
  }
  return best;
}

/** Where a piece that starts at token `from` and may take `limit` characters ends. */
function nextCut(tokens: readonly Token[], from: number, limit: number): number {
  let best = from + 1;
  let bestStrength = -2;
  let chars = 0;
  for (let i = from; i < tokens.length; i++) {
    chars += lengthOf(tokens[i]!);
    if (chars > limit + 1) return best;
    if (i === tokens.length - 1) return tokens.length;
    const strength = chars < 0.4 * limit ? -2 : strengthAfter(tokens, i);
    if (strength >= bestStrength) {
      bestStrength = strength;
      best = i + 1;
    }
  }
  return tokens.length;
}

/** Cuts a spoken text that is too long for one request, at spaces where there are some. */
function cutHard(display: string, speak: string): SpeechPiece[] {
  const pieces: SpeechPiece[] = [];
  const same = display.trim() === speak;
  let shown = same ? display.length - display.trimStart().length : 0;
  let at = 0;
  while (speak.length - at > ttsTuning.maxRequestChars) {
    const space = speak.lastIndexOf(' ', at + ttsTuning.maxPieceChars);
    const end = space > at ? space : at + ttsTuning.maxPieceChars;
    const from = pieces.length === 0 ? 0 : shown;
    if (same) shown += end - at;
    pieces.push({
      displayText: same ? display.slice(from, shown) : '',
      speakText: speak.slice(at, end).trim(),
    });
    at = end;
  }
  pieces.push({
    displayText: same ? display.slice(pieces.length === 0 ? 0 : shown) : display,
    speakText: speak.slice(at).trim(),
  });
  return pieces.filter((piece) => piece.speakText !== '' || piece.displayText !== '');
}

/** Divides `text`, one sentence or more of a reply. No text gives no pieces. */
export function divideSpeech(text: string, options: DivideOptions = {}): DividedSpeech {
  const { segments, insideCode, unspokenChars } = readSpeakable(text, options.insideCode ?? false);
  const whole = (pieces: readonly SpeechPiece[]): DividedSpeech => ({ pieces, insideCode, unspokenChars });
  if (text === '') return whole([]);
  const tokens = tokensOf(segments);
  if (!tokens.some(({ says }) => says))
    return whole([{ displayText: text, speakText: joinSpeech(segments) }]);

  const totalChars = tokens.reduce((sum, token) => sum + lengthOf(token), 0);
  const pieces: SpeechPiece[] = [];
  let from = 0;
  let silent = '';
  let limit: number = ttsTuning.maxPieceChars;
  let end = (options.hurried ?? true) ? firstCut(tokens, totalChars) : 0;
  if (end === tokens.length && totalChars > limit) end = 0;
  while (from < tokens.length) {
    if (end <= from) end = nextCut(tokens, from, limit);
    const taken = tokens.slice(from, end);
    const display = silent + taken.map(({ source }) => source).join('');
    const speak = joinSpeech(
      taken.flatMap((token) => token.segments),
      false,
    );
    from = end;
    if (speak === '') {
      silent = display;
      continue;
    }
    silent = '';
    pieces.push(...cutHard(display, speak));
    limit = Math.min(ttsTuning.maxPieceChars, Math.max(48, speak.length * ttsTuning.pieceGrowth));
  }
  if (silent !== '' && pieces.length > 0) {
    const last = pieces.pop()!;
    pieces.push({ displayText: last.displayText + silent, speakText: last.speakText });
  }
  return whole(pieces);
}

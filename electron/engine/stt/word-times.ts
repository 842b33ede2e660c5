/**
 * Turns the decoder's attention into word times. Pure numbers: soft-max over the sound, standardise over the
 * tokens, median filter, mean over heads, then dynamic time warping; pauses are trimmed off by loudness.
 *
 * Source of the method: OpenAI whisper/timing.py (`find_alignment`, `dtw`), with 20 ms columns.
 */
import type { WordTime } from '../../contract/events.ts';
import { wordTuning } from './tuning.ts';
import type { TokenWord } from './word-split.ts';

const COLUMN_SECONDS = wordTuning.columnMs / 1000;

function softmaxRow(
  scores: Float32Array,
  from: number,
  columns: number,
  out: Float64Array,
  to: number,
): void {
  let max = -Infinity;
  for (let c = 0; c < columns; c++) if (scores[from + c]! > max) max = scores[from + c]!;
  let sum = 0;
  for (let c = 0; c < columns; c++) sum += out[to + c] = Math.exp(scores[from + c]! - max);
  for (let c = 0; c < columns; c++) out[to + c] = out[to + c]! / sum;
}

/** Each column to zero mean and unit spread over the rows, so that always-attended columns do not count. */
function standardise(weights: Float64Array, rows: number, columns: number): void {
  for (let c = 0; c < columns; c++) {
    let sum = 0;
    let square = 0;
    for (let r = 0; r < rows; r++) {
      const w = weights[r * columns + c]!;
      sum += w;
      square += w * w;
    }
    const mean = sum / rows;
    const spread = Math.sqrt(Math.max(square / rows - mean * mean, 0));
    for (let r = 0; r < rows; r++)
      weights[r * columns + c] = spread > 0 ? (weights[r * columns + c]! - mean) / spread : 0;
  }
}

/** Median over `width` neighbours, mirrored at the ends; in place. */
export function medianFilter(values: Float64Array, from: number, count: number, width: number): void {
  const half = width >> 1;
  if (count <= half) return;
  const source = values.slice(from, from + count);
  const near = new Float64Array(width);
  for (let i = 0; i < count; i++) {
    for (let j = -half; j <= half; j++) {
      let at = Math.abs(i + j);
      if (at >= count) at = 2 * (count - 1) - at;
      near[j + half] = source[at]!;
    }
    near.sort();
    values[from + i] = near[half]!;
  }
}

/**
 * The cheapest monotonic path through `cost` [rows x columns] from corner to corner, moving right, down or both.
 * @returns for each row the first column of its part of the path
 */
export function warpRows(cost: Float64Array, rows: number, columns: number): Int32Array {
  const width = columns + 1;
  const total = new Float64Array((rows + 1) * width).fill(Infinity);
  const from = new Uint8Array((rows + 1) * width);
  total[0] = 0;
  for (let r = 1; r <= rows; r++) {
    for (let c = 1; c <= columns; c++) {
      const at = r * width + c;
      const both = total[at - width - 1]!;
      const down = total[at - width]!;
      const right = total[at - 1]!;
      if (both < down && both < right) total[at] = cost[(r - 1) * columns + c - 1]! + both;
      else {
        total[at] = cost[(r - 1) * columns + c - 1]! + Math.min(down, right);
        from[at] = down < right ? 1 : 2;
      }
    }
  }
  const starts = new Int32Array(rows);
  for (let r = rows, c = columns; r > 0;) {
    starts[r - 1] = Math.max(0, c - 1);
    const move = c > 0 ? from[r * width + c]! : 1;
    if (move !== 2) r--;
    if (move !== 1) c--;
  }
  return starts;
}

/**
 * First attention column of each text token, plus the column where the last one ends.
 * @param attention one row a token and one for the end mark, each [heads x columns] of raw scores
 */
export function alignTokens(attention: readonly Float32Array[], columns: number): Int32Array {
  const rows = attention.length;
  if (rows === 0 || columns === 0) return new Int32Array(rows);
  const heads = attention[0]!.length / columns;
  const cost = new Float64Array(rows * columns);
  const weights = new Float64Array(rows * columns);
  for (let head = 0; head < heads; head++) {
    attention.forEach((row, r) => softmaxRow(row, head * columns, columns, weights, r * columns));
    standardise(weights, rows, columns);
    for (let r = 0; r < rows; r++) medianFilter(weights, r * columns, columns, wordTuning.medianWidth);
    for (let i = 0; i < cost.length; i++) cost[i] = cost[i]! - weights[i]! / heads;
  }
  return warpRows(cost, rows, columns);
}

/** Loudness of each 20 ms column from log-mel frames [2 x columns, 80], 0 at the quiet tenth, 1 at the loud tenth. */
export function columnLoudness(mel: Float32Array, columns: number): Float64Array {
  const loudness = new Float64Array(columns);
  const perColumn = mel.length / Math.max(1, columns);
  for (let c = 0; c < columns; c++) {
    let sum = 0;
    for (let i = Math.floor(c * perColumn); i < (c + 1) * perColumn && i < mel.length; i++) sum += mel[i]!;
    loudness[c] = sum / perColumn;
  }
  const sorted = loudness.slice().sort();
  const low = sorted[Math.floor(columns * 0.1)] ?? 0;
  const span = (sorted[Math.floor(columns * 0.9)] ?? 0) - low;
  for (let c = 0; c < columns; c++) loudness[c] = span > 1e-6 ? (loudness[c]! - low) / span : 1;
  return loudness;
}

/** Stretches of sound in columns `from` to `to`, parted by pauses of at least `pauseMs`. */
function soundStretches(
  from: number,
  to: number,
  loudness: Float64Array,
): readonly (readonly [first: number, last: number])[] {
  const pauseColumns = Math.round(wordTuning.pauseMs / wordTuning.columnMs);
  const stretches: [number, number][] = [];
  for (let column = from; column < to; column++) {
    if ((loudness[column] ?? 0) < wordTuning.pauseLevel) continue;
    const open = stretches.at(-1);
    if (open && column - open[1] < pauseColumns) open[1] = column + 1;
    else stretches.push([column, column + 1]);
  }
  return stretches;
}

/**
 * Where in columns `from` to `to` the word was said. Warping hands a pause to whichever neighbour it likes, and
 * with it a scrap of the word beyond: a word with a mark after it comes before its pause, any other word after.
 */
function placeWord(
  from: number,
  to: number,
  beforePause: boolean,
  loudness: Float64Array,
): readonly [first: number, last: number] {
  const shortest = Math.round(wordTuning.minWordMs / wordTuning.columnMs);
  const stretches = soundStretches(from, to, loudness);
  const long = stretches.filter(([first, last]) => last - first >= shortest);
  const [first, last] = (beforePause ? long[0] : long.at(-1)) ?? stretches[0] ?? [from, to];
  const start = Math.max(from, Math.min(first, to - shortest));
  return [start, Math.max(last, Math.min(start + shortest, to))];
}

export interface WordTimesInput {
  readonly words: readonly TokenWord[];
  readonly logProbs: readonly number[];
  readonly attention: readonly Float32Array[];
  readonly columns: number;
  readonly loudness: Float64Array;
  readonly soundSeconds: number;
}

/**
 * Times in seconds from the first sample: starts never go back, words never overlap, nothing lies outside the
 * sound. Confidence is the geometric mean of the token probabilities.
 */
export function timeWords(input: WordTimesInput): WordTime[] {
  const { words, logProbs, attention, columns, loudness, soundSeconds } = input;
  const starts = alignTokens(attention, columns);
  const columnOf = (token: number) => (token < starts.length ? starts[token]! : columns);
  const lastColumn = Math.min(columns, Math.ceil(soundSeconds / COLUMN_SECONDS));
  const out: WordTime[] = [];
  let previousEnd = 0;
  for (const { text, from, to } of words) {
    const earliest = Math.min(columnOf(from), lastColumn);
    const latest = Math.min(Math.max(columnOf(to), earliest), lastColumn);
    const [first, last] = placeWord(earliest, latest, /[,.;:?!…]$/u.test(text), loudness);
    const start = Math.min(Math.max(first * COLUMN_SECONDS, previousEnd), soundSeconds);
    const end = Math.min(Math.max(last * COLUMN_SECONDS, start), soundSeconds);
    let sum = 0;
    for (let t = from; t < to; t++) sum += logProbs[t]!;
    out.push({ word: text.trim(), start, end, confidence: Math.min(1, Math.exp(sum / (to - from))) });
    previousEnd = end;
  }
  return out.filter(({ word }) => word.length > 0);
}

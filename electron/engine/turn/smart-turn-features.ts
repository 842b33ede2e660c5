/**
 * Smart Turn v3.2 input features of a growing stream, without transforming eight seconds anew for every question.
 * Owns the last ten seconds of one stream: samples, sums and analysed frames; refuses to know the model.
 *
 * The model normalises its window first, (x - mean) / deviation, which changes with every sample. Each frame is
 * transformed once, raw, when it is complete; the mean is taken out afterwards (smart-turn-frames.ts), and
 * dividing by the deviation only shifts every logarithm. A question then transforms what it alone sees: the
 * frames that mirror the beginning and the end of its window, at most four.
 */
import { analyseFrame, createFrameStore, energyWithoutMean, MEAN_MELS } from './smart-turn-frames.ts';
import {
  FFT_SIZE,
  FRAME_COUNT,
  HOP_SAMPLES,
  MEL_COUNT,
  VARIANCE_FLOOR,
  WINDOW_SAMPLES,
} from './smart-turn-shape.ts';

export interface SmartTurnFeatures {
  /** Samples pushed since the last reset. */
  readonly pushedSamples: number;
  /** The next samples, 16 kHz mono; any number. A sample that is not finite counts as zero. */
  push(samples: Float32Array): void;
  /** Forgets everything. */
  reset(): void;
  /**
   * Fills `out` with the model's input for the 8 s that end at `endSamples` (default: all pushed), rounded down
   * to whole hops of 160: up to 10 ms of the newest audio is left out, so that frames can be reused. (Zeros in
   * front change nothing, so pushing some first turns any length into whole hops.)
   * @param out FEATURE_VALUES long, [MEL_COUNT, FRAME_COUNT]
   * @returns false if that window was never pushed or is not held any more, `out` then being untouched
   */
  read(out: Float32Array, endSamples?: number): boolean;
}

/** Hops held: the window, plus 2 s so that a question asked a moment ago can still be answered. */
const HELD_HOPS = FRAME_COUNT + 200;
const HELD_SAMPLES = HELD_HOPS * HOP_SAMPLES;
const HALF = FFT_SIZE / 2;
/** log10 of the smallest energy the model's features tell apart. */
const LOG_FLOOR = -10;
/** Features this far, in log10, below the loudest of the window are raised to there. */
const DYNAMIC_RANGE = 8;

/** Places of the frames only one question sees. */
const EDGE = { first: 0, second: 1, last: 2, leading: 3, silence: 4 } as const;

// Nothing in these outlives a call, so all streams of a thread share them.
const scratch = new Float64Array(FFT_SIZE);
const edges = createFrameStore(5);

/** out[to ..< until] = (max(from, floor) + offset) / 4, reading `logs` from `from` on. */
function scaleInto(
  out: Float32Array,
  to: number,
  until: number,
  logs: Float32Array,
  from: number,
  floor: number,
  offset: number,
): void {
  for (let i = to, at = from; i < until; i++, at++) {
    const log = logs[at]!;
    out[i] = 0.25 * ((log > floor ? log : floor) + offset);
  }
}

export function createSmartTurnFeatures(): SmartTurnFeatures {
  const samples = new Float32Array(HELD_SAMPLES);
  const frames = createFrameStore(HELD_HOPS);
  const sums = new Float64Array(HELD_HOPS);
  const squares = new Float64Array(HELD_HOPS);
  let pushed = 0;
  /** Frames below this one are analysed; frame h is centred on sample h * HOP_SAMPLES. */
  let framed = 0;

  /** Raw samples around `centre`, mirrored at the given edges of the window; zeros before the stream. */
  function gather(centre: number, start: number, end: number): void {
    for (let i = 0; i < FFT_SIZE; i++) {
      let at = centre - HALF + i;
      if (at < start) at = 2 * start - at;
      else if (at >= end) at = 2 * (end - 1) - at;
      scratch[i] = at < 0 ? 0 : samples[at % HELD_SAMPLES]!;
    }
  }

  function finishHop(hop: number): void {
    const place = hop % HELD_HOPS;
    let sum = 0;
    let square = 0;
    for (let i = place * HOP_SAMPLES; i < (place + 1) * HOP_SAMPLES; i++) {
      const sample = samples[i]!;
      sum += sample;
      square += sample * sample;
    }
    sums[place] = sum;
    squares[place] = square;
    while (framed * HOP_SAMPLES + HALF <= pushed) {
      gather(framed * HOP_SAMPLES, -Infinity, Infinity);
      analyseFrame(scratch, frames, framed % HELD_HOPS);
      framed++;
    }
  }

  function analyseEdges(endHop: number): void {
    const end = endHop * HOP_SAMPLES;
    const start = end - WINDOW_SAMPLES;
    gather(start, start, end);
    analyseFrame(scratch, edges, EDGE.first);
    gather(start + HOP_SAMPLES, start, end);
    analyseFrame(scratch, edges, EDGE.second);
    gather(end - HOP_SAMPLES, start, end);
    analyseFrame(scratch, edges, EDGE.last);
    if (endHop < FRAME_COUNT) {
      gather(-HOP_SAMPLES, start, end);
      analyseFrame(scratch, edges, EDGE.leading);
    }
  }

  /** The place in `edges` of frame `t` of a window that begins at `firstHop`; -1 if it is in `frames`. */
  function edgeOf(t: number, firstHop: number): number {
    if (t === FRAME_COUNT - 1) return EDGE.last;
    if (t === 0) return EDGE.first;
    if (t === 1) return EDGE.second;
    const hop = firstHop + t;
    if (hop >= 0) return -1;
    return hop === -1 ? EDGE.leading : EDGE.silence;
  }

  /** Raw logs of the mels that depend on the mean into `out`; returns the greatest raw log of the window. */
  function writeMeanMels(out: Float32Array, firstHop: number, mean: number): number {
    let greatest = -Infinity;
    for (let t = 0; t < FRAME_COUNT; t++) {
      const edge = edgeOf(t, firstHop);
      const store = edge < 0 ? frames : edges;
      const place = edge < 0 ? (firstHop + t) % HELD_HOPS : edge;
      if (store.peaks[place]! > greatest) greatest = store.peaks[place]!;
      for (let mel = 0; mel < MEAN_MELS; mel++) {
        const log = Math.log10(energyWithoutMean(store, place, mel, mean));
        out[mel * FRAME_COUNT + t] = log;
        if (log > greatest) greatest = log;
      }
    }
    return greatest;
  }

  /** The other mels: cached frames in whole stretches of the ring, then the edges. */
  function writeOtherMels(out: Float32Array, firstHop: number, floor: number, offset: number): void {
    const firstCached = Math.max(2, -firstHop);
    const last = FRAME_COUNT - 1;
    const firstPlace = (firstHop + firstCached) % HELD_HOPS;
    const wrapAt = Math.min(last, firstCached + HELD_HOPS - firstPlace);
    for (let mel = MEAN_MELS; mel < MEL_COUNT; mel++) {
      const row = mel * FRAME_COUNT;
      const ring = mel * HELD_HOPS;
      scaleInto(out, row + firstCached, row + wrapAt, frames.logs, ring + firstPlace, floor, offset);
      scaleInto(out, row + wrapAt, row + last, frames.logs, ring, floor, offset);
      for (let n = 0; n <= firstCached; n++) {
        const t = Math.min(n === firstCached ? last : n, last);
        const place = mel * edges.frames + edgeOf(t, firstHop);
        scaleInto(out, row + t, row + t + 1, edges.logs, place, floor, offset);
      }
    }
  }

  return {
    get pushedSamples() {
      return pushed;
    },
    push(piece) {
      for (let i = 0; i < piece.length; i++) {
        const sample = piece[i]!;
        samples[pushed % HELD_SAMPLES] = Number.isFinite(sample) ? sample : 0;
        pushed++;
        if (pushed % HOP_SAMPLES === 0) finishHop(pushed / HOP_SAMPLES - 1);
      }
    },
    reset() {
      pushed = 0;
      framed = 0;
    },
    read(out, endSamples = pushed) {
      if (!(endSamples >= 0 && endSamples <= pushed)) return false;
      const endHop = Math.floor(endSamples / HOP_SAMPLES);
      const start = endHop * HOP_SAMPLES - WINDOW_SAMPLES;
      if (pushed > HELD_SAMPLES && start < pushed - HELD_SAMPLES) return false;
      let sum = 0;
      let square = 0;
      for (let hop = Math.max(0, endHop - FRAME_COUNT); hop < endHop; hop++) {
        sum += sums[hop % HELD_HOPS]!;
        square += squares[hop % HELD_HOPS]!;
      }
      const mean = sum / WINDOW_SAMPLES;
      const variance = Math.max(0, square / WINDOW_SAMPLES - mean * mean);
      analyseEdges(endHop);
      const firstHop = endHop - FRAME_COUNT;
      const shift = -Math.log10(variance + VARIANCE_FLOOR);
      const greatest = Math.max(LOG_FLOOR, writeMeanMels(out, firstHop, mean) + shift);
      // all that follows is on raw logs: floor and offset carry the shift
      const floor = Math.max(LOG_FLOOR, greatest - DYNAMIC_RANGE) - shift;
      scaleInto(out, 0, MEAN_MELS * FRAME_COUNT, out, 0, floor, shift + 4);
      writeOtherMels(out, firstHop, floor, shift + 4);
      return true;
    },
  };
}

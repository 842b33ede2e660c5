/**
 * The sound of one turn as one stream at the device's rate: pieces resampled, their edges rounded, nothing between
 * them. Owns what was written, what was pulled and which words a position stands for; knows no device and no time.
 */
import type { Hz } from '../../contract/audio.ts';
import { msToSamples, samplesToMs } from '../../contract/audio.ts';
import { createResampler } from '../dsp/resampler.ts';
import type { Resampler } from '../dsp/resampler.ts';
import { heardWords, joinText } from './heard-words.ts';
import type { Heard, SpokenPiece } from './sink-port.ts';
import { playbackTuning } from './tuning.ts';

/** One written piece. */
export interface QueuedPiece {
  /** Samples of the turn, at the device's rate, up to and including this piece. */
  readonly endSamples: number;
  /** Whether any of it was pulled. */
  readonly begun: boolean;
}

export interface PlaybackQueue {
  /** Samples pulled so far. */
  readonly pulledSamples: number;
  /** Samples of everything written. */
  readonly totalSamples: number;
  /** Appends a piece, by reference. Throws RangeError for a rate outside 8 to 192 kHz. */
  add(piece: SpokenPiece): QueuedPiece;
  /** Withdraws a piece: wholly when it has not begun, else all but a short fade. */
  withdraw(piece: QueuedPiece): void;
  /** Writes the next samples to `out` from `from` on and returns how many there were, at most `count`. */
  pull(out: Float32Array, from: number, count: number): number;
  /** What has been heard when the first `playedSamples` of the turn came out of the speaker. */
  heardTo(playedSamples: number): Heard;
  /** Drops what was not pulled and leaves the shared resamplers clean. */
  close(): void;
}

interface Entry extends QueuedPiece {
  endSamples: number;
  begun: boolean;
  readonly text: string;
  /** Length as written, which its words are spread over. */
  readonly wholeSamples: number;
  /** Length that will be played. */
  playSamples: number;
  source: Float32Array | null;
  readonly resampler: Resampler;
  sourceAt: number;
  ready: Float32Array;
  readyAt: number;
  given: number;
}

/** Keeps one resampler a rate: designing the filter takes milliseconds that would delay the first sound. */
export type ResamplerSource = (fromHz: Hz) => Resampler;

/** A source of resamplers to `toHz`, made once for each rate. `warmRatesHz` are made at once. */
export function createResamplerSource(toHz: Hz, warmRatesHz: readonly Hz[] = []): ResamplerSource {
  const made = new Map<Hz, Resampler>();
  const source: ResamplerSource = (fromHz) => {
    const known = made.get(fromHz);
    if (known) return known;
    if (made.size >= 8) made.clear();
    const resampler = createResampler(fromHz, toHz);
    made.set(fromHz, resampler);
    return resampler;
  };
  for (const rateHz of warmRatesHz) source(rateHz);
  return source;
}

/** Samples handed to the resampler at a time. */
const CHUNK_SAMPLES = 512;
const NOTHING = new Float32Array(0);
/** Share of a piece that does not count as the whole of it. */
const ALMOST_WHOLE = 0.999_999;

/** @param resamplers gives resamplers to `rateHz`; may be shared by queues used one after the other */
export function createPlaybackQueue(
  rateHz: Hz,
  resamplers: ResamplerSource = createResamplerSource(rateHz),
): PlaybackQueue {
  const edge = Math.max(1, msToSamples(playbackTuning.edgeMs, rateHz));
  const chunk = new Float32Array(CHUNK_SAMPLES);
  const entries: Entry[] = [];
  let current = 0;
  let pulled = 0;

  function refill(entry: Entry): void {
    const { source } = entry;
    if (!source) {
      entry.ready = NOTHING;
    } else if (entry.sourceAt >= source.length) {
      entry.ready = entry.resampler.flush();
      entry.source = null;
    } else {
      const n = Math.min(CHUNK_SAMPLES, source.length - entry.sourceAt);
      for (let i = 0; i < n; i++) {
        const value = source[entry.sourceAt + i]!;
        chunk[i] = value >= -1 ? (value > 1 ? 1 : value) : value < -1 ? -1 : 0;
      }
      entry.sourceAt += n;
      entry.ready = entry.resampler.process(n === CHUNK_SAMPLES ? chunk : chunk.subarray(0, n));
    }
    entry.readyAt = 0;
  }

  /** Raised cosine at both ends; a piece shorter than two edges is all edge. */
  function round(entry: Entry, out: Float32Array, from: number, count: number): void {
    const width = Math.min(edge, entry.wholeSamples / 2);
    for (let i = 0; i < count; i++) {
      const at = entry.given + i;
      const toEdge = Math.min(at, entry.playSamples - 1 - at) + 0.5;
      if (toEdge < width) out[from + i]! *= 0.5 - 0.5 * Math.cos((Math.PI * toEdge) / width);
    }
  }

  function take(entry: Entry, out: Float32Array, from: number, most: number): number {
    const want = Math.min(most, entry.playSamples - entry.given);
    let done = 0;
    while (done < want) {
      if (entry.readyAt >= entry.ready.length) {
        if (!entry.source) break;
        refill(entry);
        continue;
      }
      const n = Math.min(want - done, entry.ready.length - entry.readyAt);
      out.set(entry.ready.subarray(entry.readyAt, entry.readyAt + n), from + done);
      entry.readyAt += n;
      done += n;
    }
    // What the filter owed by rounding: silence rather than a hang.
    if (done < want) out.fill(0, from + done, from + want);
    round(entry, out, from, want);
    entry.given += want;
    return want;
  }

  function finish(entry: Entry): void {
    if (entry.source) entry.resampler.flush();
    entry.source = null;
    entry.ready = NOTHING;
  }

  function renumber(from: number): void {
    let end = from > 0 ? entries[from - 1]!.endSamples : 0;
    for (let i = from; i < entries.length; i++) {
      end += entries[i]!.playSamples;
      entries[i]!.endSamples = end;
    }
  }

  const total = () => entries.at(-1)?.endSamples ?? 0;

  return {
    get pulledSamples() {
      return pulled;
    },
    get totalSamples() {
      return total();
    },
    add({ sound, text }) {
      const { samples, sampleRateHz } = sound;
      const { minPieceRateHz, maxPieceRateHz } = playbackTuning;
      if (!Number.isInteger(sampleRateHz) || sampleRateHz < minPieceRateHz || sampleRateHz > maxPieceRateHz) {
        throw new RangeError(`not a rate a piece may have: ${sampleRateHz}`);
      }
      const wholeSamples = Math.ceil((samples.length * rateHz) / sampleRateHz);
      const entry: Entry = {
        endSamples: total() + wholeSamples,
        begun: false,
        text,
        wholeSamples,
        playSamples: wholeSamples,
        source: samples,
        resampler: resamplers(sampleRateHz),
        sourceAt: 0,
        ready: NOTHING,
        readyAt: 0,
        given: 0,
      };
      entries.push(entry);
      return entry;
    },
    withdraw(piece) {
      const at = entries.indexOf(piece as Entry);
      if (at < 0) return;
      const entry = entries[at]!;
      if (entry.begun) {
        entry.playSamples = Math.min(entry.playSamples, entry.given + edge);
        renumber(at);
      } else {
        entries.splice(at, 1);
        renumber(at);
      }
    },
    pull(out, from, count) {
      let done = 0;
      while (current < entries.length) {
        const entry = entries[current]!;
        if (entry.given < entry.playSamples) {
          if (done >= count) break;
          entry.begun = true;
          done += take(entry, out, from + done, count - done);
        }
        if (entry.given < entry.playSamples) break;
        finish(entry);
        current++;
      }
      pulled += done;
      return done;
    },
    heardTo(playedSamples) {
      const played = Math.max(0, Math.min(playedSamples, pulled));
      let text = '';
      let start = 0;
      let complete = true;
      for (const entry of entries) {
        if (played >= entry.endSamples && entry.playSamples === entry.wholeSamples) {
          text = joinText(text, entry.text);
        } else {
          complete = false;
          const share = (Math.min(played, entry.endSamples) - start) / entry.wholeSamples;
          text = joinText(text, heardWords(entry.text, Math.min(share, ALMOST_WHOLE)));
          if (played < entry.endSamples) break;
        }
        start = entry.endSamples;
      }
      return { text, ms: samplesToMs(played, rateHz), complete };
    },
    close() {
      for (; current < entries.length; current++) finish(entries[current]!);
    },
  };
}

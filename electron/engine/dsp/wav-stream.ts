/**
 * Decodes a WAV file as its bytes arrive, in pieces of any size, mixed down to mono. Holds at most 64 bytes besides
 * the piece it is given, whatever the header claims. Knows RIFF, RIFX (big-endian) and RF64 (over 4 GiB).
 */
import { err, ok } from '../../contract/errors.ts';
import type { Err, Result } from '../../contract/errors.ts';
import { FMT_BYTES, parseWavFormat, sampleReaderOf } from './wav-format.ts';
import type { SampleReader, WavFormat } from './wav-format.ts';

export interface WavSummary {
  readonly format: WavFormat;
  /** Samples a channel. */
  readonly lengthSamples: number;
  /** The header promised more than was there. */
  readonly truncated: boolean;
}

export interface WavDecoder {
  /** Known once the header has been read. */
  readonly format: WavFormat | null;
  /** True once everything that is sound has been read; later bytes are ignored. */
  readonly done: boolean;
  /**
   * Takes the next bytes of the file.
   * @returns mono samples in [-1, 1] (a new array, often empty), or `audio_format`, which is then final
   */
  push(bytes: Uint8Array): Result<Float32Array>;
  /** No more bytes will come. Errors: `audio_format` (no sound data), `audio_empty` (no samples). */
  finish(): Result<WavSummary>;
}

type Phase = 'riff' | 'chunk' | 'ds64' | 'fmt' | 'skip' | 'data' | 'done';

const NO_SAMPLES = new Float32Array(0);
const UNKNOWN_SIZE = 0xffff_ffff;
/** Writers that cannot seek back put this size (sox) or more where they do not know it. */
const STREAMED_SIZE = 0x7fff_f000;
const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const DS64_BYTES = 16;

export function createWavDecoder(): WavDecoder {
  const carry = new Uint8Array(64);
  const carryView = new DataView(carry.buffer);
  let carried = 0;
  let wanted = RIFF_HEADER_BYTES;
  let phase: Phase = 'riff';
  let failure: Err | null = null;
  let littleEndian = true;
  let position = 0;
  let riffEnd = 0;
  let longDataBytes: number | null = null;
  let skipBytes = 0;
  let dataBytes = 0;
  let sizeKnown = true;
  let format: WavFormat | null = null;
  let read: SampleReader = () => 0;
  let lengthSamples = 0;

  function gather(next: Phase, bytes: number): void {
    phase = next;
    wanted = bytes;
    carried = 0;
  }

  function skip(bytes: number): void {
    gather(bytes > 0 ? 'skip' : 'chunk', CHUNK_HEADER_BYTES);
    skipBytes = bytes;
  }

  function fourCc(at: number): string {
    return String.fromCharCode(carry[at]!, carry[at + 1]!, carry[at + 2]!, carry[at + 3]!);
  }

  function readRiff(): Err | null {
    const id = fourCc(0);
    if ((id !== 'RIFF' && id !== 'RIFX' && id !== 'RF64') || fourCc(8) !== 'WAVE') {
      return err('audio_format', 'not a WAV file');
    }
    littleEndian = id !== 'RIFX';
    riffEnd = carryView.getUint32(4, littleEndian) + 8;
    gather('chunk', CHUNK_HEADER_BYTES);
    return null;
  }

  function readChunkHeader(): Err | null {
    const id = fourCc(0);
    const size = carryView.getUint32(4, littleEndian);
    const padded = size + (size & 1);
    if (id === 'data') return startData(size);
    if (id === 'fmt ' && !format) {
      skipBytes = padded;
      if (size < 16) return err('audio_format', 'format chunk too short');
      gather('fmt', Math.min(size, FMT_BYTES));
      return null;
    }
    if (id === 'ds64' && size >= DS64_BYTES) {
      skipBytes = padded;
      gather('ds64', DS64_BYTES);
      return null;
    }
    skip(padded);
    return null;
  }

  function startData(size: number): Err | null {
    if (!format) return err('audio_format', 'sound data before its format');
    read = sampleReaderOf(format);
    dataBytes = size;
    if (size === UNKNOWN_SIZE && longDataBytes !== null) dataBytes = longDataBytes;
    else if (size >= STREAMED_SIZE) sizeKnown = false;
    // A recorder that never came back to fill in its header leaves 0 here and a RIFF size that ends here too.
    else if (size === 0 && riffEnd <= position) sizeKnown = false;
    if (!sizeKnown) dataBytes = size === 0 || size === UNKNOWN_SIZE ? Infinity : size;
    gather(dataBytes === 0 ? 'done' : 'data', format.blockBytes);
    return null;
  }

  function finishGathered(): Err | null {
    const length = wanted;
    switch (phase) {
      case 'riff':
        return readRiff();
      case 'chunk':
        return readChunkHeader();
      case 'ds64':
        longDataBytes = carryView.getUint32(8, true) + carryView.getUint32(12, true) * 2 ** 32;
        skip(skipBytes - length);
        return null;
      case 'fmt': {
        const parsed = parseWavFormat(carry.subarray(0, length), littleEndian);
        if (!parsed.ok) return parsed;
        format = parsed.value;
        skip(skipBytes - length);
        return null;
      }
      case 'skip':
      case 'data':
      case 'done':
        return null;
    }
  }

  function decode(view: DataView, from: number, frames: number, out: Float32Array, outFrom: number): void {
    const { channels, sampleBytes } = format!;
    let at = from;
    for (let i = 0; i < frames; i++) {
      let sum = 0;
      for (let channel = 0; channel < channels; channel++, at += sampleBytes) sum += read(view, at);
      out[outFrom + i] = sum / channels;
    }
  }

  /** Decodes `bytes`, which are all sound data, keeping an incomplete block for the next call. */
  function decodeData(bytes: Uint8Array): Float32Array {
    const { blockBytes } = format!;
    const out = new Float32Array(Math.floor((carried + bytes.length) / blockBytes));
    let at = 0;
    let filled = 0;
    if (carried > 0) {
      const needed = Math.min(blockBytes - carried, bytes.length);
      carry.set(bytes.subarray(0, needed), carried);
      carried += needed;
      at = needed;
      if (carried === blockBytes) {
        decode(carryView, 0, 1, out, 0);
        carried = 0;
        filled = 1;
      }
    }
    const whole = out.length - filled;
    decode(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at, whole, out, filled);
    at += whole * blockBytes;
    if (at < bytes.length) {
      carry.set(bytes.subarray(at), 0);
      carried = bytes.length - at;
    }
    lengthSamples += out.length;
    return out;
  }

  /** Consumes what the current phase can use of `bytes` from `at` on; returns how many bytes that was. */
  function step(bytes: Uint8Array, at: number): { used: number; samples: Float32Array } {
    const left = bytes.length - at;
    if (phase === 'data') {
      const used = Math.min(left, dataBytes);
      const samples = decodeData(bytes.subarray(at, at + used));
      dataBytes -= used;
      if (dataBytes === 0) phase = 'done';
      return { used, samples };
    }
    if (phase === 'skip') {
      const used = Math.min(left, skipBytes);
      skipBytes -= used;
      if (skipBytes === 0) gather('chunk', CHUNK_HEADER_BYTES);
      return { used, samples: NO_SAMPLES };
    }
    const used = Math.min(left, wanted - carried);
    carry.set(bytes.subarray(at, at + used), carried);
    carried += used;
    return { used, samples: NO_SAMPLES };
  }

  return {
    get format() {
      return format;
    },
    get done() {
      return phase === 'done';
    },
    push(bytes) {
      let samples: Float32Array = NO_SAMPLES;
      for (let at = 0; at < bytes.length && phase !== 'done' && !failure;) {
        const taken = step(bytes, at);
        at += taken.used;
        position += taken.used;
        if (taken.samples.length > 0) samples = taken.samples;
        if (phase !== 'data' && phase !== 'skip' && carried === wanted) failure = finishGathered();
      }
      return failure ?? ok(samples);
    },
    finish() {
      if (failure) return failure;
      if (position === 0) return err('audio_empty');
      if (!format || (phase !== 'data' && phase !== 'done')) return err('audio_format', 'no sound data');
      if (lengthSamples === 0) return err('audio_empty');
      return ok({ format, lengthSamples, truncated: phase === 'data' && sizeKnown });
    },
  };
}

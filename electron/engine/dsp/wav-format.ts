/**
 * What a WAV `fmt ` chunk says, checked, and how one sample of it is read. Owns the list of encodings Parley knows;
 * refuses everything else with `audio_format`. Layouts: Microsoft RIFF/WAVE and WAVE_FORMAT_EXTENSIBLE;
 * companding laws: ITU-T G.711.
 */
import type { Hz } from '../../contract/audio.ts';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';

export const WAV_MIN_RATE_HZ: Hz = 8_000;
export const WAV_MAX_RATE_HZ: Hz = 192_000;
export const WAV_MAX_CHANNELS = 8;
/** Bytes of a `fmt ` chunk that carry meaning: WAVE_FORMAT_EXTENSIBLE ends here. */
export const FMT_BYTES = 40;

export type WavEncoding = 'pcm' | 'float' | 'alaw' | 'mulaw';

export interface WavFormat {
  readonly encoding: WavEncoding;
  readonly sampleRateHz: Hz;
  readonly channels: number;
  /** Significant bits as the header tells them. */
  readonly bitsPerSample: number;
  /** Bytes one sample of one channel takes. */
  readonly sampleBytes: number;
  /** Bytes of one sample of every channel. */
  readonly blockBytes: number;
  readonly littleEndian: boolean;
}

/** Reads the sample that starts at byte `at` as -1 to 1. */
export type SampleReader = (view: DataView, at: number) => number;

const TAG_PCM = 1;
const TAG_FLOAT = 3;
const TAG_ALAW = 6;
const TAG_MULAW = 7;
const TAG_EXTENSIBLE = 0xfffe;

const encodingOfTag: ReadonlyMap<number, WavEncoding> = new Map([
  [TAG_PCM, 'pcm'],
  [TAG_FLOAT, 'float'],
  [TAG_ALAW, 'alaw'],
  [TAG_MULAW, 'mulaw'],
]);

/**
 * Parses the body of a `fmt ` chunk.
 * @param body at least the first FMT_BYTES of it, or all of a shorter one
 * @returns `audio_format` with the reason when Parley cannot decode it
 */
export function parseWavFormat(body: Uint8Array, littleEndian: boolean): Result<WavFormat> {
  if (body.length < 16) return err('audio_format', 'format chunk too short');
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const outerTag = view.getUint16(0, littleEndian);
  const channels = view.getUint16(2, littleEndian);
  const sampleRateHz = view.getUint32(4, littleEndian);
  const blockBytes = view.getUint16(12, littleEndian);
  const bitsPerSample = view.getUint16(14, littleEndian);

  let tag = outerTag;
  if (outerTag === TAG_EXTENSIBLE) {
    if (body.length < FMT_BYTES) return err('audio_format', 'extensible format chunk too short');
    tag = view.getUint16(24, littleEndian);
  }
  const encoding = encodingOfTag.get(tag);
  if (!encoding) return err('audio_format', `encoding 0x${tag.toString(16).padStart(4, '0')}`);
  if (channels < 1 || channels > WAV_MAX_CHANNELS) return err('audio_format', `${channels} channels`);
  if (sampleRateHz < WAV_MIN_RATE_HZ || sampleRateHz > WAV_MAX_RATE_HZ) {
    return err('audio_format', `${sampleRateHz} Hz`);
  }
  const sampleBytes = blockBytes / channels;
  if (!isContainer(encoding, bitsPerSample, sampleBytes)) {
    return err('audio_format', `${bitsPerSample} bits in blocks of ${blockBytes} bytes`);
  }
  return ok({ encoding, sampleRateHz, channels, bitsPerSample, sampleBytes, blockBytes, littleEndian });
}

/** Whether samples of `bits` may live in `bytes` bytes each (PCM is left-aligned in its container). */
function isContainer(encoding: WavEncoding, bits: number, bytes: number): boolean {
  switch (encoding) {
    case 'pcm':
      return bits >= 1 && bits <= bytes * 8 && (bytes === 1 || bytes === 2 || bytes === 3 || bytes === 4);
    case 'float':
      return (bytes === 4 || bytes === 8) && bits === bytes * 8;
    case 'alaw':
    case 'mulaw':
      return bits === 8 && bytes === 1;
  }
}

/** The reader for a checked format; floats that are not finite read as 0, louder ones are clipped. */
export function sampleReaderOf(format: WavFormat): SampleReader {
  const le = format.littleEndian;
  switch (format.encoding) {
    case 'alaw':
      return (view, at) => alawTable[view.getUint8(at)]!;
    case 'mulaw':
      return (view, at) => mulawTable[view.getUint8(at)]!;
    case 'float':
      return format.sampleBytes === 4
        ? (view, at) => clipFloat(view.getFloat32(at, le))
        : (view, at) => clipFloat(view.getFloat64(at, le));
    case 'pcm':
      if (format.sampleBytes === 1) return (view, at) => (view.getUint8(at) - 128) / 0x80;
      if (format.sampleBytes === 2) return (view, at) => view.getInt16(at, le) / 0x8000;
      if (format.sampleBytes === 4) return (view, at) => view.getInt32(at, le) / 0x8000_0000;
      return le
        ? (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 0x80_0000
        : (view, at) => ((view.getInt8(at) << 16) | view.getUint16(at + 1, false)) / 0x80_0000;
  }
}

function clipFloat(value: number): number {
  if (value >= -1 && value <= 1) return value;
  if (value > 1) return Number.isFinite(value) ? 1 : 0;
  return Number.isFinite(value) ? -1 : 0;
}

/** G.711 A-law: 13-bit linear, even bits inverted; scaled to 16 bits. */
const alawTable = Float32Array.from({ length: 256 }, (_, code) => {
  const bits = code ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = bits & 15;
  const magnitude = exponent === 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1);
  return ((bits & 0x80) !== 0 ? magnitude : -magnitude) / 0x8000;
});

/** G.711 mu-law: 14-bit linear with bias 33, all bits inverted; scaled to 16 bits. */
const mulawTable = Float32Array.from({ length: 256 }, (_, code) => {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 15) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
  return ((bits & 0x80) !== 0 ? -magnitude : magnitude) / 0x8000;
});

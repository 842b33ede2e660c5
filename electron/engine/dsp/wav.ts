/**
 * WAV files held in memory: parsing to mono float and writing 16-bit PCM. Files too large for that go through
 * wav-stream.ts piece by piece.
 */
import type { Hz, MonoSound } from '../../contract/audio.ts';
import { ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { WavEncoding } from './wav-format.ts';
import { createWavDecoder } from './wav-stream.ts';

/** A parsed recording: mono samples in [-1, 1] at the file's own rate, and what the file was. */
export interface WavSound extends MonoSound {
  /** Channels in the file; `samples` is their mean. */
  readonly channels: number;
  readonly bitsPerSample: number;
  readonly encoding: WavEncoding;
  /** The header promised more than the file holds; `samples` is what was there. */
  readonly truncated: boolean;
}

export const WAV_HEADER_BYTES = 44;

/**
 * Parses a whole WAV file: PCM of 8 to 32 bits, 32- and 64-bit float, A-law, mu-law, extensible headers,
 * 1 to 8 channels, 8 to 192 kHz, unknown lengths. Never throws; memory is bounded by the input's size.
 * Errors: `audio_format` with the reason, `audio_empty` when there is not one sample.
 */
export function parseWav(bytes: Uint8Array): Result<WavSound> {
  const decoder = createWavDecoder();
  const decoded = decoder.push(bytes);
  if (!decoded.ok) return decoded;
  const summary = decoder.finish();
  if (!summary.ok) return summary;
  const { format, truncated } = summary.value;
  return ok({
    samples: decoded.value,
    sampleRateHz: format.sampleRateHz,
    channels: format.channels,
    bitsPerSample: format.bitsPerSample,
    encoding: format.encoding,
    truncated,
  });
}

/** The 44 bytes before `dataBytes` of mono 16-bit PCM. */
export function encodeWavHeader(dataBytes: number, sampleRateHz: Hz): Uint8Array {
  const header = new Uint8Array(WAV_HEADER_BYTES);
  const view = new DataView(header.buffer);
  const text = (at: number, value: string) => {
    for (let i = 0; i < value.length; i++) header[at + i] = value.charCodeAt(i);
  };
  text(0, 'RIFF');
  view.setUint32(4, WAV_HEADER_BYTES - 8 + dataBytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, dataBytes, true);
  return header;
}

/**
 * Float samples as little-endian 16-bit PCM: rounded to nearest, clipped, not-a-number becomes 0. The inverse of
 * `parseWav` for every 16-bit value.
 */
export function encodePcm16(samples: Float32Array): Uint8Array {
  const bytes = new Uint8Array(samples.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < samples.length; i++) {
    const scaled = Math.round(samples[i]! * 0x8000);
    view.setInt16(i * 2, scaled > 0x7fff ? 0x7fff : scaled < -0x8000 ? -0x8000 : scaled || 0, true);
  }
  return bytes;
}

/** A whole mono 16-bit PCM WAV file. */
export function encodeWav(sound: MonoSound): Uint8Array {
  const data = encodePcm16(sound.samples);
  const file = new Uint8Array(WAV_HEADER_BYTES + data.length);
  file.set(encodeWavHeader(data.length, sound.sampleRateHz), 0);
  file.set(data, WAV_HEADER_BYTES);
  return file;
}

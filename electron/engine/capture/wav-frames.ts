/**
 * A WAV file as a row of engine frames: read in pieces, decoded, mixed down, resampled to 16 kHz. Memory does not
 * grow with the file. Also loads small files whole. Owns the mapping of file system errors to faults.
 */
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { ENGINE_RATE_HZ, FRAME_SAMPLES } from '../../contract/audio.ts';
import { err, ok } from '../../contract/errors.ts';
import type { Err, Result } from '../../contract/errors.ts';
import { createResampler } from '../dsp/resampler.ts';
import type { Resampler } from '../dsp/resampler.ts';
import { createWavDecoder } from '../dsp/wav-stream.ts';
import { parseWav } from '../dsp/wav.ts';
import type { WavSound } from '../dsp/wav.ts';
import { FILE_READ_BYTES, WHOLE_FILE_MAX_BYTES } from './tuning.ts';

export interface WavFrames {
  /**
   * The next FRAME_SAMPLES samples at 16 kHz (a new array, the last one filled up with silence), or null at the end.
   * Errors: `file_unreadable`, `audio_format`, `audio_empty`.
   */
  next(): Promise<Result<Float32Array | null>>;
  /** Known at the end: the header promised more than was there. */
  readonly truncated: boolean;
  /** Idempotent. */
  close(): Promise<void>;
}

function fileFault(thrown: unknown, path: string): Err {
  const code = (thrown as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return err('file_missing', path);
  return err('file_unreadable', code ? `${path}: ${code}` : path);
}

/** The same failure, told with the file it is about. */
function inFile(failure: Err, path: string): Err {
  return { ok: false, fault: { ...failure.fault, message: `${path}: ${failure.fault.message}` } };
}

/** Opens a regular file or a pipe for reading; everything else would block or never end. */
async function openFile(path: string): Promise<Result<{ file: FileHandle; sizeBytes: number }>> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, 'r');
    const info = await file.stat();
    if (info.isFile() || info.isFIFO()) return ok({ file, sizeBytes: info.size });
    await file.close();
    return err('file_unreadable', `${path}: not a file`);
  } catch (thrown) {
    await file?.close().catch(() => {});
    return fileFault(thrown, path);
  }
}

/**
 * Opens a file for `next`. Only its existence is checked here; its content is judged while it is read.
 * Errors: `file_missing`, `file_unreadable`.
 */
export async function openWavFrames(path: string): Promise<Result<WavFrames>> {
  const opened = await openFile(path);
  if (!opened.ok) return opened;
  const { file } = opened.value;
  const bytes = new Uint8Array(FILE_READ_BYTES);
  const decoder = createWavDecoder();
  let resampler: Resampler | null = null;
  let pending = new Float32Array(0);
  let pendingAt = 0;
  let ended = false;
  let truncated = false;

  function keep(samples: Float32Array): void {
    const left = pending.length - pendingAt;
    const joined = new Float32Array(left + samples.length);
    joined.set(pending.subarray(pendingAt), 0);
    joined.set(samples, left);
    pending = joined;
    pendingAt = 0;
  }

  async function readMore(): Promise<Result<void>> {
    let read: number;
    try {
      read = (await file.read(bytes, 0, bytes.length)).bytesRead;
    } catch (thrown) {
      return fileFault(thrown, path);
    }
    const decoded = decoder.push(bytes.subarray(0, read));
    if (!decoded.ok) return inFile(decoded, path);
    if (decoder.format) resampler ??= createResampler(decoder.format.sampleRateHz, ENGINE_RATE_HZ);
    if (resampler && decoded.value.length > 0) keep(resampler.process(decoded.value));
    if (read > 0 && !decoder.done) return ok(undefined);
    const summary = decoder.finish();
    if (!summary.ok) return inFile(summary, path);
    truncated = summary.value.truncated;
    ended = true;
    if (resampler) keep(resampler.flush());
    return ok(undefined);
  }

  return ok({
    get truncated() {
      return truncated;
    },
    async next() {
      while (!ended && pending.length - pendingAt < FRAME_SAMPLES) {
        const more = await readMore();
        if (!more.ok) return more;
      }
      if (pendingAt >= pending.length) return ok(null);
      const frame = new Float32Array(FRAME_SAMPLES);
      frame.set(pending.subarray(pendingAt, pendingAt + FRAME_SAMPLES));
      pendingAt += FRAME_SAMPLES;
      return ok(frame);
    },
    close: () => file.close().catch(() => {}),
  });
}

/**
 * Loads a whole file at its own rate.
 * Errors: `file_missing`, `file_unreadable`, `file_too_large`, `audio_format`, `audio_empty`.
 */
export async function loadWavFile(path: string, maxBytes = WHOLE_FILE_MAX_BYTES): Promise<Result<WavSound>> {
  const opened = await openFile(path);
  if (!opened.ok) return opened;
  const { file, sizeBytes } = opened.value;
  try {
    if (sizeBytes > maxBytes) return err('file_too_large', path);
    const parts: Uint8Array[] = [];
    let total = 0;
    for await (const part of file.createReadStream({ autoClose: false })) {
      total += (part as Buffer).length;
      if (total > maxBytes) return err('file_too_large', path);
      parts.push(part as Buffer);
    }
    const parsed = parseWav(Buffer.concat(parts, total));
    return parsed.ok ? parsed : inFile(parsed, path);
  } catch (thrown) {
    return fileFault(thrown, path);
  } finally {
    await file.close().catch(() => {});
  }
}

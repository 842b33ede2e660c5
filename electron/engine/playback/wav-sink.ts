/**
 * Writes what would have been heard to a WAV file, in the time it would have taken: silence between replies is kept,
 * silence before the first is not. Owns the file; memory holds at most a second of sound while the disk keeps up.
 */
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Hz, Ms } from '../../contract/audio.ts';
import { faultOf } from '../../contract/errors.ts';
import { encodePcm16, encodeWavHeader, WAV_HEADER_BYTES } from '../dsp/wav.ts';
import type { Clock } from '../runtime/clock.ts';
import { createClockedSink } from './clocked-sink.ts';
import type { AudioSink, SinkObserver } from './sink-port.ts';

export interface WavSinkOptions {
  readonly clock: Clock;
  readonly path: string;
  /** Default 22.05 kHz, the rate of the default voice. */
  readonly rateHz?: Hz;
  readonly volume?: number;
}

/** A WAV header counts bytes in 32 bits; room is left for the header itself. */
const MOST_DATA_BYTES = 2 ** 32 - 1024;

/** 16-bit mono. The file is complete after `close`; one that cannot be written is the fault `file_unwritable`. */
export function createWavSink(options: WavSinkOptions): AudioSink {
  const { clock, path, rateHz = 22_050 } = options;
  const gathered = new Float32Array(rateHz);
  let gatheredSamples = 0;
  /** Position in the file of what is gathered. */
  let positionSamples = 0;
  let firstMs: Ms | null = null;
  let file: FileHandle | null = null;
  let failed = false;
  let observer: SinkObserver | null = null;
  let writing: Promise<void> = Promise.resolve();

  function fail(thrown: unknown): void {
    if (failed) return;
    failed = true;
    const code = (thrown as NodeJS.ErrnoException).code ?? 'unknown';
    observer?.onFault(faultOf('file_unwritable', `${path}: ${code}`));
  }

  function writeAt(bytes: Uint8Array, position: number): void {
    writing = writing.then(async () => {
      if (failed || !file) return;
      try {
        await file.write(bytes, 0, bytes.length, position);
      } catch (thrown) {
        fail(thrown);
      }
    });
  }

  function spill(): void {
    if (gatheredSamples === 0) return;
    const position = WAV_HEADER_BYTES + positionSamples * 2;
    if (position + gatheredSamples * 2 <= MOST_DATA_BYTES) {
      writeAt(encodePcm16(gathered.subarray(0, gatheredSamples)), position);
      positionSamples += gatheredSamples;
    }
    gatheredSamples = 0;
  }

  return createClockedSink({
    name: path,
    clock,
    rateHz,
    ...(options.volume === undefined ? {} : { volume: options.volume }),
    onSamples(samples, startMs) {
      if (failed) return;
      firstMs ??= startMs;
      const at = Math.round(((startMs - firstMs) * rateHz) / 1000);
      if (at > positionSamples + gatheredSamples + 1) {
        // A hole in the file reads as zeros.
        spill();
        positionSamples = at;
      }
      for (let from = 0; from < samples.length;) {
        const count = Math.min(samples.length - from, gathered.length - gatheredSamples);
        gathered.set(samples.subarray(from, from + count), gatheredSamples);
        gatheredSamples += count;
        from += count;
        if (gatheredSamples === gathered.length) spill();
      }
    },
    async onOpen(told) {
      observer = told;
      try {
        file = await open(path, 'w');
      } catch (thrown) {
        fail(thrown);
      }
    },
    async onClose() {
      spill();
      writeAt(encodeWavHeader(positionSamples * 2, rateHz), 0);
      await writing;
      try {
        await file?.close();
      } catch (thrown) {
        fail(thrown);
      }
    },
  });
}

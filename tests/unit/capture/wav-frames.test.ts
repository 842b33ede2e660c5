import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FRAME_SAMPLES } from '../../../electron/contract/audio.ts';
import type { Result } from '../../../electron/contract/errors.ts';
import { loadWavFile, openWavFrames } from '../../../electron/engine/capture/wav-frames.ts';
import { resampleAll } from '../../../electron/engine/dsp/resampler.ts';
import { encodeWav, parseWav } from '../../../electron/engine/dsp/wav.ts';
import { chunk, fmtBody, riff, sampleBytes, sampleKinds } from '../../support/wav-bytes.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-wav-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}
const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
};
const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.fault.code);

async function readAll(path: string): Promise<Result<{ samples: Float32Array; truncated: boolean }>> {
  const frames = value(await openWavFrames(path));
  const parts: number[] = [];
  try {
    for (;;) {
      const next = await frames.next();
      if (!next.ok) return next;
      if (!next.value) break;
      expect(next.value.length).toBe(FRAME_SAMPLES);
      parts.push(...next.value);
    }
    return { ok: true, value: { samples: Float32Array.from(parts), truncated: frames.truncated } };
  } finally {
    await frames.close();
    await frames.close();
  }
}

/** Long enough to need several reads of the file. */
function recording(kind: (typeof sampleKinds)[number], channels: number, rateHz: number): Uint8Array {
  const frames = Math.ceil(rateHz * 0.3);
  const data = sampleBytes(kind, channels, frames, (f, c) => 0.8 * Math.sin((f * 2800) / rateHz + c));
  return riff([chunk('fmt ', fmtBody({ kind, channels, rateHz })), chunk('data', data)]);
}

describe('openWavFrames', () => {
  const shapes = sampleKinds.flatMap((kind) =>
    [
      [1, 8_000],
      [2, 44_100],
      [8, 192_000],
    ].map(([channels, rateHz]) => [kind, channels!, rateHz!] as const),
  );
  it.each(shapes)(
    'gives %s, %i channels, %i Hz as 16 kHz frames, the last filled up',
    async (kind, channels, rateHz) => {
      const bytes = recording(kind, channels, rateHz);
      const whole = value(parseWav(bytes));
      const expected = resampleAll(whole.samples, rateHz, 16_000);
      const { samples } = value(await readAll(file('shape.wav', bytes)));
      expect(samples.length).toBe(Math.ceil(expected.length / FRAME_SAMPLES) * FRAME_SAMPLES);
      expect(samples.subarray(0, expected.length)).toEqual(expected);
      expect(samples.subarray(expected.length).every((s) => s === 0)).toBe(true);
    },
  );

  it('plays what a file cut short holds and says so', async () => {
    const bytes = recording('s16', 1, 16_000);
    const path = file('cut.wav', bytes);
    truncateSync(path, bytes.length / 2);
    expect(value(await readAll(path)).truncated).toBe(true);
  });

  it('tells what is wrong with a file, and which', async () => {
    expect(codeOf(await openWavFrames(join(folder, 'nowhere.wav')))).toBe('file_missing');
    expect(codeOf(await openWavFrames(join(file('plain', new Uint8Array(1)), 'x.wav')))).toBe('file_missing');
    expect(codeOf(await openWavFrames(folder))).toBe('file_unreadable');
    expect(codeOf(await openWavFrames('/dev/zero'))).toBe('file_unreadable');
    expect(codeOf(await openWavFrames('bad\0name'))).toBe('file_unreadable');
    expect(codeOf(await readAll(file('none.wav', new Uint8Array(0))))).toBe('audio_empty');
    const text = await readAll(file('text.wav', new Uint8Array(Buffer.from('not a recording'.repeat(9)))));
    expect(text).toMatchObject({ ok: false, fault: { code: 'audio_format' } });
    expect(text.ok ? '' : text.fault.message).toContain('text.wav');
  });

  it('reads a header that promises 4 GB over a sparse file without holding it', async () => {
    const path = file('sparse.wav', recording('s16', 1, 192_000));
    truncateSync(path, 2 ** 32);
    const before = process.memoryUsage().arrayBuffers;
    const frames = value(await openWavFrames(path));
    for (let i = 0; i < 200; i++) value(await frames.next());
    await frames.close();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20);
  });
});

describe('loadWavFile', () => {
  it('loads a file whole at its own rate', async () => {
    const sound = { samples: Float32Array.of(0.5, -0.5), sampleRateHz: 22_050 };
    expect(value(await loadWavFile(file('two.wav', encodeWav(sound))))).toMatchObject(sound);
  });

  it('refuses what is too large before reading it, and what is not there', async () => {
    const path = file('huge.wav', encodeWav({ samples: new Float32Array(10), sampleRateHz: 8_000 }));
    truncateSync(path, 2 ** 33);
    expect(codeOf(await loadWavFile(path))).toBe('file_too_large');
    expect(codeOf(await loadWavFile(file('small.wav', new Uint8Array(101)), 100))).toBe('file_too_large');
    expect(codeOf(await loadWavFile(join(folder, 'nowhere.wav')))).toBe('file_missing');
    mkdirSync(join(folder, 'dir.wav'));
    expect(codeOf(await loadWavFile(join(folder, 'dir.wav')))).toBe('file_unreadable');
  });
});

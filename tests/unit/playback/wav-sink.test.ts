import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseWav } from '../../../electron/engine/dsp/wav.ts';
import { createWavSink } from '../../../electron/engine/playback/wav-sink.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { createFakeSinkObserver } from '../../fakes/fake-sink-observer.ts';
import { rms, tone } from '../../support/test-sound.ts';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'parley-wav-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

async function soundOf(path: string) {
  const parsed = parseWav(await readFile(path));
  if (!parsed.ok) throw new Error(parsed.fault.message);
  return parsed.value;
}

describe('wav sink', () => {
  it('writes replies with the silence between them and none before the first', async () => {
    const clock = createVirtualClock();
    const path = join(folder, 'reply.wav');
    const sink = createWavSink({ clock, path });
    await sink.open(createFakeSinkObserver());
    await clock.advance(5_000);
    for (const turnId of [1, 2]) {
      sink.beginTurn(turnId);
      const written = sink.write({ turnId, sound: tone(2_000, 22_050), text: 'tone' });
      const done = written.then(() => sink.finishTurn(turnId));
      await clock.advance(3_000);
      expect(await done).toEqual({ text: 'tone', ms: 2_000, complete: true });
    }
    await sink.close();
    const { samples, sampleRateHz, truncated } = await soundOf(path);
    expect({ sampleRateHz, truncated, length: samples.length }).toEqual({
      sampleRateHz: 22_050,
      truncated: false,
      length: 5 * 22_050,
    });
    expect(rms(samples.subarray(1_000, 43_000))).toBeCloseTo(0.5 / Math.SQRT2, 2);
    expect(rms(samples.subarray(44_100, 66_150))).toBe(0);
    expect(rms(samples.subarray(67_000, 109_000))).toBeCloseTo(0.5 / Math.SQRT2, 2);
  });

  it('holds only what was heard of a reply that was stopped', async () => {
    const clock = createVirtualClock();
    const path = join(folder, 'reply.wav');
    const sink = createWavSink({ clock, path, rateHz: 24_000 });
    await sink.open(createFakeSinkObserver());
    sink.beginTurn(1);
    await sink.write({ turnId: 1, sound: tone(1_400, 22_050), text: 'tone' });
    await clock.advance(1_000);
    sink.stop();
    await clock.advance(1_000);
    await sink.close();
    const { samples } = await soundOf(path);
    expect(samples.length).toBeGreaterThan(24_000);
    expect(samples.length).toBeLessThanOrEqual(24_240);
  });

  it('leaves a readable header when nothing was said', async () => {
    const path = join(folder, 'empty.wav');
    const sink = createWavSink({ clock: createVirtualClock(), path });
    await sink.open(createFakeSinkObserver());
    await sink.close();
    expect((await readFile(path)).length).toBe(44);
  });

  it.each(['/dev/full', '/nonexistent/folder/reply.wav'])('reports %s once and plays on', async (path) => {
    const clock = createVirtualClock();
    const sink = createWavSink({ clock, path });
    const observer = createFakeSinkObserver();
    await sink.open(observer);
    sink.beginTurn(1);
    const written = sink.write({ turnId: 1, sound: tone(3_000, 22_050), text: 'tone' });
    const done = written.then(() => sink.finishTurn(1));
    await clock.advance(4_000);
    expect(await done).toMatchObject({ ms: 3_000, complete: true });
    await sink.close();
    expect(observer.faults.map((fault) => fault.code)).toEqual(['file_unwritable']);
  });
});

/** The keyword spotter's lane and port over a fake spotter, and what it says without a model. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';
import { createCoreScheduler } from '../../../electron/engine/runtime/core-scheduler.ts';
import { keywordFiles } from '../../../electron/engine/wake/keyword-protocol.ts';
import type { KeywordSpotter } from '../../../electron/engine/wake/keyword-spotter-port.ts';
import { createSherpaKeywordSpotter } from '../../../electron/engine/wake/sherpa-keyword-spotter.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-keyword-model-'));
for (const file of Object.values(keywordFiles)) writeFileSync(join(folder, file), '');
writeFileSync(join(folder, keywordFiles.tokens), '▁HE 1\nY 2\n▁P 3\nAR 4\nLEY 5\n');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (from: string, phrase = 'Hey Parley') =>
  createSherpaKeywordSpotter({
    model: { name: 'fake-keyword', folder: from },
    phrase,
    sensitivity: 0.5,
    clock: createRealClock(),
    scheduler: createCoreScheduler(2),
    workerUrl: new URL('../../fakes/fake-keyword-worker.mjs', import.meta.url),
  });

async function opened(): Promise<KeywordSpotter> {
  const made = await open(folder);
  if (!made.ok) throw new Error(made.fault.message);
  return made.value;
}

const sound = (ms: number, level: number) => new Float32Array(ms * 16).fill(level);

it('says which file is missing', async () => {
  expect(await open(join(folder, 'nowhere'))).toMatchObject({
    ok: false,
    fault: { code: 'model_missing', message: expect.stringContaining('encoder.onnx') as string },
  });
});

it('refuses a phrase the model cannot spell', async () => {
  expect(await open(folder, 'Hey Zoe')).toMatchObject({ ok: false, fault: { code: 'bad_argument' } });
});

it('finds what is said once, and again when it is said again', async () => {
  const spotter = await opened();
  try {
    const onFound = vi.fn();
    const stream = spotter.createStream({ sessionId: 's', onFound, onFault: vi.fn() });
    for (let i = 0; i < 4; i++) stream.hear(sound(100, 0.5));
    await vi.waitFor(() => expect(onFound).toHaveBeenCalledTimes(1));
    for (let i = 0; i < 4; i++) stream.hear(sound(100, 0));
    for (let i = 0; i < 4; i++) stream.hear(sound(100, 0.5));
    await vi.waitFor(() => expect(onFound).toHaveBeenCalledTimes(2));
    stream.close();
  } finally {
    await spotter.close();
  }
});

it('sessions do not hear each other, and a reset forgets half a phrase', async () => {
  const spotter = await opened();
  try {
    const [first, second, third] = [vi.fn(), vi.fn(), vi.fn()];
    const streams = [first, second, third].map((onFound, i) =>
      spotter.createStream({ sessionId: `s${i}`, onFound, onFault: vi.fn() }),
    );
    streams[0]!.hear(sound(200, 0.5));
    streams[1]!.hear(sound(200, 0.5));
    streams[1]!.reset();
    streams[1]!.hear(sound(200, 0.5));
    // the lane works in order: when this is found, all before it was heard
    streams[2]!.hear(sound(400, 0.5));
    await vi.waitFor(() => expect(third).toHaveBeenCalledTimes(1));
    expect(first).not.toHaveBeenCalled();
    expect(second).not.toHaveBeenCalled();
  } finally {
    await spotter.close();
  }
});

it('tells a fault once and is closed then', async () => {
  const spotter = await opened();
  try {
    const onFault = vi.fn();
    const onFound = vi.fn();
    const stream = spotter.createStream({ sessionId: 's', onFound, onFault });
    stream.hear(sound(100, 2));
    await vi.waitFor(() => expect(onFault).toHaveBeenCalledTimes(1));
    stream.hear(sound(100, 2));
    stream.hear(sound(400, 0.5));
    expect(onFault).toHaveBeenCalledTimes(1);
    expect(onFound).not.toHaveBeenCalled();
  } finally {
    await spotter.close();
  }
});

import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';
import { createCoreScheduler } from '../../../electron/engine/runtime/core-scheduler.ts';
import type { SttEngine } from '../../../electron/engine/stt/stt-port.ts';
import { createWhisperEngine } from '../../../electron/engine/stt/whisper-engine.ts';
import { loadFixtureClip } from '../../support/fixture-clip.ts';
import { modelFolder, openWhisper, valueOf } from '../../support/stt-engines.ts';
import { describeSttStream } from '../../support/stt-stream-contract.ts';
import { wordErrors } from '../../support/word-errors.ts';

describeSttStream('whisper-tiny.en', () => openWhisper('whisper-tiny.en'));

describe('many at once', () => {
  let engine: SttEngine;
  beforeAll(async () => {
    engine = await openWhisper('whisper-tiny.en');
  });
  afterAll(() => engine.close());

  it('hears ten streams at once, each its own words, and never more than ten waiting', async () => {
    const said = [
      'The child almost hurt the small dog.',
      'Drop the two when you add the figures.',
      'At that high level the air is pure.',
      'A thin stripe runs down the middle.',
      'Sunday is the best part of the week.',
    ];
    let mostWaiting = 0;
    const heard = await Promise.all(
      Array.from({ length: 10 }, async (_, i) => {
        const { samples } = loadFixtureClip(`speech/harvard-spk1-${(i % 5) + 1}.wav`);
        const stream = engine.createStream({ sessionId: `s${i}`, language: 'en' });
        stream.begin();
        stream.push(samples.subarray(0, 20_000));
        void stream.partial();
        void stream.partial();
        stream.push(samples.subarray(20_000));
        const final = stream.final({ words: false });
        mostWaiting = Math.max(mostWaiting, engine.stats().waiting);
        const { text } = valueOf(await final);
        stream.close();
        return text;
      }),
    );
    heard.forEach((text, i) => expect(wordErrors(said[i % 5]!, text).errors).toBe(0));
    expect(mostWaiting).toBeLessThanOrEqual(10);
  });

  it('a partial that has to wait hears what comes meanwhile, a final only what had come', async () => {
    const { samples } = loadFixtureClip('speech/jfk.wav');
    const open = () => {
      const stream = engine.createStream({ sessionId: 'late', language: 'en' });
      stream.begin();
      stream.push(samples.subarray(0, samples.length / 2));
      return stream;
    };
    const [busy, partly, wholly] = [open(), open(), open()];
    const running = busy.final({ words: false });
    const partial = partly.partial();
    const final = wholly.final({ words: false });
    for (const stream of [partly, wholly]) stream.push(samples.subarray(samples.length / 2));
    await running;
    expect(valueOf(await partial)).toMatchObject({
      heardSamples: samples.length,
      text: expect.stringMatching(/what you can do for your country/i) as string,
    });
    expect(valueOf(await final).text).not.toMatch(/what you can do for your country/i);
    for (const stream of [busy, partly, wholly]) stream.close();
  });

  it('a partial whose utterance ends while it waits is given up', async () => {
    const { samples } = loadFixtureClip('speech/jfk.wav');
    const [busy, left] = ['busy', 'left'].map((sessionId) => {
      const stream = engine.createStream({ sessionId, language: 'en' });
      stream.begin();
      stream.push(samples);
      return stream;
    });
    const running = busy!.final({ words: false });
    const partial = left!.partial();
    left!.begin();
    expect(await partial).toEqual({ kind: 'cancelled' });
    await running;
    busy!.close();
    left!.close();
  });

  it('answers at once for sound it has already heard', async () => {
    const stream = engine.createStream({ sessionId: 'again', language: 'en' });
    stream.begin();
    stream.push(loadFixtureClip('speech/harvard-spk1-2.wav').samples);
    const first = valueOf(await stream.final({ words: true }));
    const { done } = engine.stats();
    expect(valueOf(await stream.final({ words: true }))).toEqual(first);
    expect(engine.stats().done).toBe(done);
    stream.close();
  });

  it('shares the cores by priority: a final passes background work that waits', async () => {
    const { samples } = loadFixtureClip('speech/jfk.wav');
    const order: string[] = [];
    const streams = Array.from({ length: 4 }, (_, i) => {
      const stream = engine.createStream({ sessionId: `p${i}`, language: 'en' });
      stream.begin();
      stream.push(samples);
      return stream;
    });
    await Promise.all(
      streams.map(async (stream, i) => {
        const priority = i === 3 ? 'final' : 'background';
        await stream.final({ words: false, priority });
        order.push(priority);
        stream.close();
      }),
    );
    expect(order.indexOf('final')).toBeLessThanOrEqual(1);
  });

  it('takes a hint for names', async () => {
    const stream = engine.createStream({ sessionId: 'hint', language: 'en', prompt: 'Kennedy, Americans' });
    stream.begin();
    stream.push(loadFixtureClip('speech/jfk.wav').samples);
    expect(valueOf(await stream.final({ words: false })).text).toContain('fellow Americans');
    stream.close();
  });
});

describe('models that cannot be used', () => {
  const open = (folder: string) =>
    createWhisperEngine({
      model: { name: 'whisper-tiny.en', folder },
      clock: createRealClock(),
      scheduler: createCoreScheduler(1),
    });
  function brokenCopy(file: string, content: (bytes: Buffer) => Buffer): string {
    const folder = mkdtempSync(join(tmpdir(), 'parley-stt-'));
    for (const name of ['config.json', 'vocab.tiktoken', 'encoder.onnx', 'decoder.onnx'])
      if (name !== file) copyFileSync(join(modelFolder('whisper-tiny.en'), name), join(folder, name));
    writeFileSync(join(folder, file), content(readFileSync(join(modelFolder('whisper-tiny.en'), file))));
    return folder;
  }

  it('names the file that is missing', async () => {
    const created = await open('/nowhere/at/all');
    expect(created).toMatchObject({ ok: false, fault: { code: 'model_missing' } });
    if (!created.ok) expect(created.fault.message).toContain('config.json');
  });

  it.each([
    ['config.json', 'model_corrupt', (bytes: Buffer) => bytes.subarray(0, 100)],
    ['config.json', 'model_corrupt', () => Buffer.from('{"format":"other"}')],
    ['vocab.tiktoken', 'model_corrupt', (bytes: Buffer) => bytes.subarray(0, 1000)],
    ['encoder.onnx', 'model_failed', (bytes: Buffer) => bytes.subarray(0, 5000)],
    ['decoder.onnx', 'model_failed', () => Buffer.alloc(0)],
  ] as const)('a broken %s gives %s', async (file, code, content) => {
    const folder = brokenCopy(file, content);
    const created = await open(folder);
    rmSync(folder, { recursive: true });
    expect(created).toMatchObject({ ok: false, fault: { code } });
  });
});

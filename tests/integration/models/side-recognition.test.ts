/** Recognition beside the conversation with the real models, and a recogniser that changes while the engine runs. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../../electron/contract/errors.ts';
import type { Engine } from '../../../electron/engine/engine-port.ts';
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';
import { createCoreScheduler } from '../../../electron/engine/runtime/core-scheduler.ts';
import { hearWithSmall } from '../../../electron/engine/session/small-final.ts';
import { createSideRecognition } from '../../../electron/engine/side-recognition.ts';
import type { SttEngine } from '../../../electron/engine/stt/stt-port.ts';
import { openTestEngine } from '../../support/test-engine.ts';
import type { TestEngine } from '../../support/test-engine.ts';
import { loadFixtureClip } from '../../support/fixture-clip.ts';

let folder: string;
let rig: TestEngine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-side-'));
  rig = await openTestEngine({ dataFolder: folder });
  await rig.engine.voiceReady;
});
afterAll(async () => {
  await rig.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Threads of this process, where the system shows them: a recogniser that is not released leaves one behind. */
const threads = () => (process.platform === 'linux' ? readdirSync('/proc/self/task').length : 0);

function usual({ models }: Engine): SttEngine {
  if (!models.stt.ok) throw new Error(models.stt.fault.message);
  return models.stt.value;
}

describe('hearing a kept sound again', () => {
  it.each(['whisper-tiny.en', 'whisper-base'] as const)('with %s', async (recognizer) => {
    const heard = await rig.engine.retranscribe(loadFixtureClip('speech/jfk.wav'), recognizer);
    if (!heard.ok) throw new Error(heard.fault.message);
    expect(heard.value.text.toLowerCase()).toContain('ask not what your country can do for you');
    expect(heard.value.words.length).toBeGreaterThan(15);
    expect(heard.value.processing_ms).toBeGreaterThan(0);
  });

  it('lends the small recogniser, while it is there, to whoever has no time for a larger one', async () => {
    const { engine, services } = rig;
    const larger: SttEngine = { ...usual(engine), name: 'whisper-base' };
    const side = createSideRecognition({
      library: services.models,
      clock: createRealClock(),
      scheduler: createCoreScheduler(2),
      models: { ...engine.models, stt: ok(larger) },
      settings: () => ({ ...services.settings(), language }),
    });
    let language = 'en';
    expect(side.small()).toBeNull();
    const sound = loadFixtureClip('speech/jfk.wav');
    const again = side.retranscribe(sound, 'whisper-tiny.en');
    await expect.poll(() => side.small()?.name, { interval: 2, timeout: 30_000 }).toBe('whisper-tiny.en');
    language = 'de';
    expect(side.small()).toBeNull();
    language = 'en';
    const of = { sessionId: 's', language };
    const { signal } = new AbortController();
    const heard = await hearWithSmall(side.small(), of, () => sound.samples, signal);
    expect((await again).ok).toBe(true);
    expect(side.small()).toBeNull();
    // closed while it is at work it leaves the utterance to the usual one
    if (heard?.kind === 'done')
      expect(heard.value.text.toLowerCase()).toContain('your country can do for you');
    else expect(heard).toBeNull();
    await side.close();
  });

  it('releases what it borrowed', async () => {
    const sound = loadFixtureClip('speech/hello_world.wav');
    const before = threads();
    await rig.engine.retranscribe(sound, 'whisper-base');
    await rig.engine.retranscribe(sound, 'whisper-base');
    expect(threads()).toBeLessThanOrEqual(before);
  });

  it('refuses what is not installed, is empty or is not wanted any more', async () => {
    const sound = loadFixtureClip('speech/jfk.wav');
    expect(await rig.engine.retranscribe(sound, 'sherpa-streaming')).toMatchObject({
      ok: false,
      fault: { code: 'model_unknown' },
    });
    const empty = { samples: new Float32Array(0), sampleRateHz: 16_000 };
    expect(await rig.engine.retranscribe(empty, 'whisper-base')).toMatchObject({
      ok: false,
      fault: { code: 'audio_empty' },
    });
    expect(await rig.engine.retranscribe(sound, 'whisper-base', AbortSignal.abort())).toMatchObject({
      ok: false,
      fault: { code: 'closed' },
    });
  });

  it('hears minutes piece by piece', async () => {
    const { samples, sampleRateHz } = loadFixtureClip('speech/jfk.wav');
    const long = new Float32Array(samples.length * 4);
    for (let i = 0; i < 4; i++) long.set(samples, i * samples.length);
    const heard = await rig.engine.retranscribe({ samples: long, sampleRateHz }, 'whisper-tiny.en');
    if (!heard.ok) throw new Error(heard.fault.message);
    expect(heard.value.text.toLowerCase().match(/fellow americans/g)).toHaveLength(4);
    expect(heard.value.words.at(-1)!.end).toBeGreaterThan((samples.length / sampleRateHz) * 3.5);
  });
});

describe('measuring this machine', () => {
  it('tells what each installed recogniser takes, and which is best', async () => {
    const steps: number[][] = [];
    const measured = await rig.engine.measureMachine((done, total) => steps.push([done, total]));
    if (!measured.ok) throw new Error(measured.fault.message);
    const { recognizers, best } = measured.value;
    expect(recognizers.map(({ name }) => name)).toEqual(['whisper-tiny.en', 'whisper-base']);
    for (const { rtf, processing_ms } of recognizers) {
      expect(rtf).toBeGreaterThan(0);
      expect(processing_ms / 1_000 / rtf).toBeGreaterThan(2);
    }
    expect(recognizers[0]!.rtf).toBeLessThan(recognizers[1]!.rtf);
    expect(recognizers.map(({ name }) => name)).toContain(best);
    expect(steps).toEqual([
      [0, 4],
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ]);
  });

  it('ends when it is not wanted any more', async () => {
    const stop = new AbortController();
    const measured = await rig.engine.measureMachine((done) => {
      if (done === 1) stop.abort();
    }, stop.signal);
    expect(measured).toMatchObject({ ok: false, fault: { code: 'closed' } });
  });
});

describe('the recogniser of the settings', () => {
  it('takes over while the engine runs', async () => {
    const { stt } = rig.engine.models;
    if (!stt.ok) throw new Error(stt.fault.message);
    expect(stt.value.name).toBe('whisper-tiny.en');
    rig.services.settingsFile.set('recognizer', 'whisper-base');
    while (stt.value.name !== 'whisper-base') await new Promise((resolve) => setImmediate(resolve));
    expect(stt.value.languages).toContain('de');
  });
});

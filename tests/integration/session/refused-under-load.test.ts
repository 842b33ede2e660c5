/** What the last degradation step refuses, in the real engine: the load is real memory, which its limit makes much of. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../../electron/contract/events.ts';
import type { PressureFact } from '../../../electron/contract/metrics.ts';
import { defaultSettings } from '../../../electron/contract/settings.ts';
import { createDataFolder } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';
import { openTestEngine, openTestSession } from '../../support/test-engine.ts';
import type { TestEngine } from '../../support/test-engine.ts';

const LIMIT_MEGABYTES = 100;

let data: DataFolder;
let parley: TestEngine;
beforeAll(async () => {
  data = createDataFolder();
  parley = await openTestEngine({
    dataFolder: data.path,
    need: { hearing: false, voice: false },
    override: { pipeline: { ...defaultSettings.pipeline, memoryLimitMegabytes: LIMIT_MEGABYTES } },
  });
  await parley.engine.voiceReady;
});
afterAll(async () => {
  await parley.close();
  data.remove();
});

const typed = { input: { kind: 'none' }, output: { kind: 'none' } } as const;

describe('the engine under the greatest load', () => {
  it('refuses what can wait, answers the user as always, and takes back each step in order', async () => {
    const { engine } = parley;
    const facts: PressureFact[] = [];
    let reached = (_: PressureFact['step']) => {};
    engine.onPressure((fact) => {
      facts.push(fact);
      reached(fact.step);
    });
    const until = (step: PressureFact['step']) =>
      new Promise<void>((resolve) => (reached = (now) => void (now === step && resolve())));
    const mine = await openTestSession(engine, { ...typed, background: false });
    await mine.waitFor(({ type }) => type === 'sessionStarted');

    const paused = until('pause_processing');
    let load: Buffer | null = Buffer.alloc(2 * LIMIT_MEGABYTES * 1_000_000, 1);
    await paused;
    expect(facts.map(({ step }) => step)).toEqual(['reduce_quality', 'drop_frames', 'pause_processing']);
    expect(facts[0]).toMatchObject({ type: 'backpressureTriggered', reason: 'memory' });
    const refused = await engine.openSession({ ...typed, onEvent: () => {} });
    expect(refused).toMatchObject({ ok: false, fault: { code: 'overloaded' } });
    expect(await engine.measureMachine(() => {})).toMatchObject({ ok: false, fault: { code: 'overloaded' } });
    const sound = { samples: new Float32Array(16_000), sampleRateHz: 16_000 };
    expect(await engine.retranscribe(sound, 'whisper-tiny.en')).toMatchObject({
      ok: false,
      fault: { code: 'overloaded' },
    });
    const another = await openTestSession(engine, { ...typed, background: false });
    await another.waitFor(({ type }) => type === 'sessionStarted');
    mine.session.type('What is three times three?');
    const answered = (await mine.waitFor(({ type }) => type === 'replyEnd')) as Extract<
      SessionEvent,
      { type: 'replyEnd' }
    >;
    expect(answered.heard_text).toContain('9');
    expect(load[0]).toBe(1);

    const over = until('none');
    load = null;
    await engine.optimize({ triggerGC: true, cleanupSessions: false, optimizeBuffers: false });
    await over;
    expect(facts.slice(3).map(({ step }) => step)).toEqual(['drop_frames', 'reduce_quality', 'none']);
    // the user's own session was told all of it
    expect(mine.events.filter(({ type }) => type.startsWith('backpressure'))).toHaveLength(6);
    const welcome = await openTestSession(engine, typed);
    await welcome.session.close();
  });
});

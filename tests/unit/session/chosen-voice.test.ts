/** The chosen voice, with voices that only tell what is done with them. */
import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../electron/contract/errors.ts';
import type { Result } from '../../../electron/contract/errors.ts';
import { createChosenVoice } from '../../../electron/engine/session/chosen-voice.ts';
import type { TtsEngine, TtsOutcome } from '../../../electron/engine/tts/tts-port.ts';

function rig(wish = 'joe') {
  const log: string[] = [];
  const made: { name: string; text: string; end: () => void }[] = [];
  const asked: { name: string; settle: (result: Result<TtsEngine>) => void }[] = [];
  const engine = (name: string, sampleRateHz = 22_050): TtsEngine => ({
    name,
    sampleRateHz,
    synthesize: ({ text }) =>
      new Promise<TtsOutcome>((resolve) => {
        log.push(`${name} says ${text}`);
        made.push({ name, text, end: () => resolve({ kind: 'cancelled' }) });
      }),
    warm: (phrases) => Promise.resolve(void log.push(`${name} warms ${phrases.length}`)),
    stats: () => ({
      name,
      waiting: 0,
      running: false,
      done: 0,
      failed: 0,
      cancelled: 0,
      computeMs: 0,
      oldestWaitMs: 0,
    }),
    close: () => Promise.resolve(void log.push(`${name} closes`)),
  });
  const slot = createChosenVoice<TtsEngine>(
    wish,
    (name) => new Promise((settle) => asked.push({ name, settle })),
    ['Okay.'],
  );
  const say = (voice: TtsEngine, text: string) =>
    voice.synthesize({ sessionId: 's', text, rate: 1, priority: 'audio' });
  return { log, made, asked, engine, slot, say };
}

async function speaking(wish = 'joe') {
  const parts = rig(wish);
  parts.asked[0]!.settle(ok(parts.engine(wish)));
  const voice = await parts.slot.voice();
  if (!voice.ok) throw new Error('no voice');
  return { ...parts, voice: voice.value };
}

describe('the chosen voice', () => {
  it('lets a piece be made to its end and the next one by the new voice, in the same reply', async () => {
    const { log, made, asked, engine, slot, say, voice } = await speaking();
    const piece = say(voice, 'one');
    const followed = slot.follow('amy', false);
    void say(voice, 'two');
    asked[1]!.settle(ok(engine('amy', 16_000)));
    expect(await followed).toEqual(ok(undefined));
    expect([voice.name, voice.sampleRateHz, slot.present()?.name]).toEqual(['amy', 16_000, 'amy']);
    void say(voice, 'three');
    expect(log).toEqual(['joe warms 1', 'joe says one', 'joe says two', 'amy warms 1', 'amy says three']);
    made[0]!.end();
    await piece;
    expect(log).not.toContain('joe closes');
    made[1]!.end();
    await expect.poll(() => log.at(-1)).toBe('joe closes');
  });

  it('keeps the present voice when another cannot be had, says why, and tries again only when told to', async () => {
    const { asked, engine, slot, voice } = await speaking();
    const followed = slot.follow('amy', false);
    asked[1]!.settle(err('model_missing', 'amy/model.onnx'));
    expect(await followed).toMatchObject({ ok: false, fault: { code: 'model_missing' } });
    expect(voice.name).toBe('joe');
    expect(await slot.follow('amy', false)).toEqual(ok(undefined));
    expect(asked).toHaveLength(2);
    const again = slot.follow('amy', true);
    asked[2]!.settle(ok(engine('amy')));
    await again;
    expect(voice.name).toBe('amy');
  });

  it('counts only the newest wish: a voice that comes too late is closed', async () => {
    const { log, asked, engine, slot, voice } = await speaking();
    const first = slot.follow('amy', false);
    const second = slot.follow('bob', false);
    asked[2]!.settle(ok(engine('bob')));
    await second;
    asked[1]!.settle(ok(engine('amy')));
    await first;
    expect(voice.name).toBe('bob');
    expect(log).toContain('amy closes');
    const third = slot.follow('amy', false);
    expect(await slot.follow('bob', false)).toEqual(ok(undefined));
    asked[3]!.settle(ok(engine('amy')));
    await third;
    expect(voice.name).toBe('bob');
  });

  it('without a voice at first has one as soon as one that can be had is chosen', async () => {
    const { asked, engine, slot } = rig('gone');
    const waiting = slot.voice();
    asked[0]!.settle(err('model_missing', 'gone'));
    expect(await waiting).toMatchObject({ ok: false, fault: { code: 'model_missing' } });
    expect(slot.present()).toBeNull();
    void slot.follow('joe', false);
    const chosen = slot.voice();
    asked[1]!.settle(ok(engine('joe')));
    expect(await chosen).toMatchObject({ ok: true, value: { name: 'joe' } });
  });

  it('closes every voice there is, also one that is still being loaded', async () => {
    const { log, asked, engine, slot } = await speaking();
    void slot.follow('amy', false);
    const closed = slot.close();
    asked[1]!.settle(ok(engine('amy')));
    await closed;
    expect(log.filter((line) => line.endsWith('closes')).sort()).toEqual(['amy closes', 'joe closes']);
  });
});

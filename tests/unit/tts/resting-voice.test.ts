/** A voice that is let go of while nobody speaks, with voices that only tell what is done with them. */
import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../electron/contract/errors.ts';
import type { Result } from '../../../electron/contract/errors.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { createRestingVoice } from '../../../electron/engine/tts/resting-voice.ts';
import type { TtsEngine, TtsRequest } from '../../../electron/engine/tts/tts-port.ts';
import { createFakeTtsEngine } from '../../fakes/fake-tts-engine.ts';

const request = (text = 'Hello.'): TtsRequest => ({ sessionId: 's', text, rate: 1, priority: 'audio' });

function rig() {
  const clock = createVirtualClock(0);
  const happened: string[] = [];
  let number = 0;
  const gates: { open?: Promise<void>; speak?: Promise<void>; fails?: boolean } = {};
  function load(): TtsEngine {
    const id = ++number;
    happened.push(`load ${id}`);
    const fake = createFakeTtsEngine({ gate: () => gates.speak ?? Promise.resolve() });
    return {
      ...fake,
      warm(phrases) {
        happened.push(`warm ${id} ${phrases.join()}`);
        return Promise.resolve();
      },
      close() {
        happened.push(`close ${id}`);
        return Promise.resolve();
      },
    };
  }
  const open = async (): Promise<Result<TtsEngine>> => {
    await gates.open;
    return gates.fails ? err('model_missing', 'gone') : ok(load());
  };
  const voice = createRestingVoice({ first: load(), open, clock });
  return { clock, happened, gates, voice };
}

describe('a voice that may rest', () => {
  it('is let go of only when nobody used it for that long', async () => {
    const { clock, happened, voice } = rig();
    await voice.synthesize(request());
    await clock.advance(59_999);
    expect(await voice.release(60_000)).toBe(false);
    await clock.advance(1);
    expect(await voice.release(60_000)).toBe(true);
    expect(await voice.release(0)).toBe(false);
    expect([voice.loaded, happened]).toEqual([false, ['load 1', 'close 1']]);
  });

  it('is not let go of while it speaks', async () => {
    const { gates, voice } = rig();
    let finish = () => {};
    gates.speak = new Promise((resolve) => (finish = resolve));
    const speaking = voice.synthesize(request());
    expect(await voice.release(0)).toBe(false);
    finish();
    expect((await speaking).kind).toBe('done');
    expect(await voice.release(0)).toBe(true);
  });

  it('comes back for who speaks next, once, with its phrases and its counts', async () => {
    const { happened, voice } = rig();
    await voice.warm(['Okay.', 'Done.']);
    await voice.synthesize(request());
    await voice.release(0);
    expect(voice.stats()).toMatchObject({ done: 1, waiting: 0, running: false });
    const outcomes = await Promise.all([
      voice.synthesize(request('One.')),
      voice.synthesize(request('Two.')),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect(happened).toEqual(['load 1', 'warm 1 Okay.,Done.', 'close 1', 'load 2', 'warm 2 Okay.,Done.']);
    expect(voice.stats().done).toBe(3);
  });

  it('can be made ready ahead, and is not loaded twice for it', async () => {
    const { happened, voice } = rig();
    voice.prepare();
    await voice.release(0);
    voice.prepare();
    voice.prepare();
    expect((await voice.synthesize(request())).kind).toBe('done');
    expect(happened.filter((what) => what.startsWith('load'))).toEqual(['load 1', 'load 2']);
  });

  it('tells who speaks when it cannot come back, and tries again with the next', async () => {
    const { gates, voice } = rig();
    await voice.release(0);
    gates.fails = true;
    expect(await voice.synthesize(request())).toMatchObject({
      kind: 'failed',
      fault: { code: 'model_missing' },
    });
    gates.fails = false;
    expect((await voice.synthesize(request())).kind).toBe('done');
  });

  it('leaves nothing behind when it is closed while it comes back', async () => {
    const { gates, happened, voice } = rig();
    await voice.release(0);
    let finish = () => {};
    gates.open = new Promise((resolve) => (finish = resolve));
    const speaking = voice.synthesize(request());
    const closing = voice.close();
    finish();
    await closing;
    expect(await speaking).toMatchObject({ kind: 'failed', fault: { code: 'closed' } });
    expect(happened.at(-1)).toBe('close 2');
    expect(await voice.synthesize(request())).toMatchObject({ kind: 'failed' });
  });
});

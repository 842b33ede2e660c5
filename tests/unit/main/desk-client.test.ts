/** The main process's line to the desk: calls, the mirror of its state, and what happens when it is lost. */
import { describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../../electron/contract/desk-events.ts';
import type { Snapshot } from '../../../electron/contract/desk-views.ts';
import { faultOf } from '../../../electron/contract/errors.ts';
import { defaultSettings } from '../../../electron/contract/settings.ts';
import { createDeskSettings } from '../../../electron/main/desk-settings.ts';
import { createDeskClient } from '../../../electron/main/voice/desk-client.ts';
import type { DeskPort } from '../../../electron/main/voice/desk-client.ts';
import { applyDeskEvent } from '../../../electron/main/voice/desk-mirror.ts';

const snapshot: Snapshot = {
  version: '1.0.0',
  host: 'utility',
  pid: 7,
  platform: 'linux',
  dataFolder: '/data',
  talk: { phase: 'ready', muted: false, mode: 'hold', held: false, dictating: false },
  live: null,
  settings: defaultSettings,
  faults: [],
  ready: { hearing: true, voice: true },
  sound: 'host',
};
const live = {
  turnId: 1,
  sessionId: 's',
  stage: 'hearing',
  text: 'a',
  stable: '',
  isFinal: false,
  replyText: '',
} as const;
const gone = faultOf('mic_gone');

/** A port whose other end is the test. */
function createPort() {
  let hear: (event: { data: unknown }) => void = () => {};
  const sent: { id: number; method: string; params: unknown }[] = [];
  let closed = false;
  const port: DeskPort = {
    postMessage: (message) => void sent.push(message as (typeof sent)[number]),
    on: (_, listener) => (hear = listener),
    start: () => {},
    close: () => (closed = true),
  };
  return {
    port,
    sent,
    isClosed: () => closed,
    say: (data: unknown) => hear({ data }),
    answer: (value: unknown) => hear({ data: { type: 'answer', id: sent.at(-1)?.id, ok: true, value } }),
  };
}

async function connected() {
  const client = createDeskClient();
  const end = createPort();
  const using = client.use(end.port);
  end.answer(snapshot);
  await using;
  return { client, end };
}

describe('the line', () => {
  it('asks for the snapshot first and is ready with it', async () => {
    const client = createDeskClient();
    const end = createPort();
    expect(client.snapshot()).toBeNull();
    const using = client.use(end.port);
    expect(end.sent).toMatchObject([{ method: 'getSnapshot' }]);
    end.answer(snapshot);
    expect(await using).toEqual({ ok: true, value: snapshot });
    expect(client.snapshot()).toBe(snapshot);
  });

  it('matches answers with calls, also out of order', async () => {
    const { client, end } = await connected();
    const first = client.call('listTurns', { limit: 1 });
    const second = client.call('stop', {});
    const [one, two] = end.sent.slice(-2);
    end.say({ type: 'answer', id: two?.id, ok: false, fault: gone });
    end.say({ type: 'answer', id: one?.id, ok: true, value: { turns: [], total: 0 } });
    expect(await second).toEqual({ ok: false, fault: gone });
    expect(await first).toEqual({ ok: true, value: { turns: [], total: 0 } });
  });

  it('takes events in before it tells them, from the first one on top of the snapshot', () => {
    const client = createDeskClient();
    const end = createPort();
    const seen: unknown[] = [];
    client.onEvent((event) => seen.push([event.type, client.snapshot()?.faults.length]));
    void client.use(end.port);
    end.say({ type: 'event', event: { type: 'faultRaised', fault: gone } });
    expect(seen).toEqual([]);
    end.answer(snapshot);
    end.say({ type: 'event', event: { type: 'faultRaised', fault: gone } });
    expect(seen).toEqual([['faultRaised', 1]]);
  });

  it('answers open and new calls with `closed` once it is lost, and keeps what it knew', async () => {
    const { client, end } = await connected();
    const open = client.call('stop', {});
    client.lose();
    expect(await open).toMatchObject({ ok: false, fault: { code: 'closed' } });
    expect(await client.call('stop', {})).toMatchObject({ ok: false, fault: { code: 'closed' } });
    expect(end.isClosed()).toBe(true);
    expect(client.snapshot()).toBe(snapshot);
  });

  it('hears nothing of the old line once there is a new one', async () => {
    const { client, end } = await connected();
    const next = createPort();
    const using = client.use(next.port);
    next.answer({ ...snapshot, pid: 8 });
    await using;
    end.say({ type: 'event', event: { type: 'faultRaised', fault: gone } });
    expect(client.snapshot()).toMatchObject({ pid: 8, faults: [] });
  });

  it('is refused when the desk refuses the snapshot', async () => {
    const client = createDeskClient();
    const end = createPort();
    const using = client.use(end.port);
    end.say({ type: 'answer', id: end.sent[0]?.id, ok: false, fault: gone });
    expect(await using).toEqual({ ok: false, fault: gone });
    expect(client.snapshot()).toBeNull();
  });
});

describe('the mirror', () => {
  it.each<[DeskEvent, Partial<Snapshot>]>([
    [
      { type: 'talkChanged', talk: { ...snapshot.talk, phase: 'listening' } },
      { talk: { ...snapshot.talk, phase: 'listening' } },
    ],
    [{ type: 'liveChanged', live }, { live }],
    [
      { type: 'settingsChanged', settings: { ...defaultSettings, host: 'main' } },
      { settings: { ...defaultSettings, host: 'main' } },
    ],
    [
      { type: 'readyChanged', ready: { hearing: false, voice: true } },
      { ready: { hearing: false, voice: true } },
    ],
    [{ type: 'soundChanged', sound: 'none' }, { sound: 'none' }],
    [{ type: 'faultRaised', fault: gone }, { faults: [gone] }],
  ])('takes in %j', (event, change) => {
    expect(applyDeskEvent(snapshot, event)).toEqual({ ...snapshot, ...change });
  });
  it('keeps one fault of a code, the newest, and lets it go', () => {
    const newer = faultOf('mic_gone', 'USB');
    const once = applyDeskEvent(snapshot, { type: 'faultRaised', fault: gone });
    const twice = applyDeskEvent(once, { type: 'faultRaised', fault: newer });
    expect(twice.faults).toEqual([newer]);
    expect(applyDeskEvent(twice, { type: 'faultCleared', code: 'mic_gone' }).faults).toEqual([]);
  });
  it.each<DeskEvent>([
    { type: 'historyCleared' },
    { type: 'faultCleared', code: 'mic_gone' },
    { type: 'dictated', text: 'x', isFinal: true },
  ])('is the same object after %j', (event) => {
    expect(applyDeskEvent(snapshot, event)).toBe(snapshot);
  });
});

describe('the settings in the main process', () => {
  it('are the file’s until the desk is there, and tell of changes once', async () => {
    const client = createDeskClient();
    const boot = { ...defaultSettings, volume: 0.1 };
    const settings = createDeskSettings(boot, client);
    const told: [number, number][] = [];
    const stop = settings.onChange((now, before) => told.push([before.volume, now.volume]));
    expect(settings.current()).toBe(boot);
    const end = createPort();
    const using = client.use(end.port);
    end.answer(snapshot);
    await using;
    end.say({ type: 'event', event: { type: 'talkChanged', talk: snapshot.talk } });
    end.say({ type: 'event', event: { type: 'settingsChanged', settings: { ...defaultSettings } } });
    end.say({
      type: 'event',
      event: { type: 'settingsChanged', settings: { ...defaultSettings, volume: 0.5 } },
    });
    stop();
    end.say({
      type: 'event',
      event: { type: 'settingsChanged', settings: { ...defaultSettings, volume: 1 } },
    });
    expect(told).toEqual([
      [0.1, 0.9],
      [0.9, 0.5],
    ]);
    expect(settings.current().volume).toBe(1);
  });
});

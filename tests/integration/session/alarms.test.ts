/** Timers ring in the conversation, and ring after a restart that slept through them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDataFolder } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';
import { openTestEngine, openTestSession } from '../../support/test-engine.ts';

const typed = { input: { kind: 'none' }, output: { kind: 'none' } } as const;
const need = { hearing: false, voice: true };

let data: DataFolder;
beforeEach(() => {
  data = createDataFolder();
});
afterEach(() => data.remove());

describe('a timer set by typing', () => {
  it('rings in real time with a bell and a sentence, in the conversation opened last, once', async () => {
    const parley = await openTestEngine({ dataFolder: data.path, need });
    const first = await openTestSession(parley.engine, typed);
    const { session, waitFor, ofType, faultCodes } = await openTestSession(parley.engine, typed);
    session.type('Set a timer for two seconds.');
    await waitFor((event) => event.type === 'replyEnd' && event.turn_id === 1);
    const rung = await waitFor((event) => event.type === 'alarm');
    expect(rung).toMatchObject({ kind: 'timer', session_id: session.id });
    const spoken = await waitFor((event) => event.type === 'replyEnd' && event.turn_id === 2);
    expect(spoken).toMatchObject({ complete: true });
    expect((spoken as { heard_text: string }).heard_text).toMatch(/timer is done/);
    const texts = ofType('replyText').filter((event) => 'source' in event);
    expect(texts.at(-1)).toMatchObject({ source: 'alarm' });
    expect(ofType('replyAudio').filter((event) => event.turn_id === 2).length).toBeGreaterThanOrEqual(1);
    expect(ofType('alarm')).toHaveLength(1);
    expect(first.ofType('alarm')).toEqual([]);
    expect(parley.services.skills.scheduled()).toEqual([]);
    expect(faultCodes()).toEqual([]);
    await parley.close();
  });

  it('waits for the reply in progress instead of talking over it', async () => {
    const parley = await openTestEngine({ dataFolder: data.path, need });
    await parley.engine.voiceReady;
    const { session, waitFor, events } = await openTestSession(parley.engine, typed);
    session.type('Set a timer for five seconds.');
    await waitFor((event) => event.type === 'replyEnd' && event.turn_id === 1);
    session.type('What can you do?');
    await waitFor((event) => event.type === 'alarm');
    await waitFor((event) => event.type === 'replyEnd' && event.turn_id === 3);
    const ends = events.filter((event) => event.type === 'replyEnd');
    expect(ends.map((event) => 'turn_id' in event && event.turn_id)).toEqual([1, 2, 3]);
    expect(ends[1]).toMatchObject({ complete: true });
    expect(ends[2]).toMatchObject({ heard_text: expect.stringMatching(/timer is done/) as string });
    await parley.close();
  });
});

describe('an alarm that fell due while Parley was not running', () => {
  it('rings as soon as a conversation is there, and says how late it is', async () => {
    const before = await openTestEngine({ dataFolder: data.path, need: { hearing: false, voice: false } });
    const now = Date.now();
    before.services.skills.schedule({
      id: 'late-one',
      kind: 'reminder',
      label: 'take the bread out',
      dueAt: now - 5 * 60_000,
      createdAt: now - 10 * 60_000,
    });
    await before.close();

    const after = await openTestEngine({ dataFolder: data.path, need });
    // nobody is there yet: it stays
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(after.services.skills.scheduled().map((item) => item.label)).toContain('take the bread out');
    const { waitFor, events, ofType } = await openTestSession(after.engine, typed);
    await waitFor((event) => event.type === 'alarm' && event.kind === 'reminder', 10_000);
    expect(events[0]!.type).toBe('sessionStarted');
    const told = await waitFor(
      (event) => event.type === 'replyEnd' && event.heard_text.includes('take the bread out'),
      20_000,
    );
    expect((told as { heard_text: string }).heard_text).toMatch(/due 5 minutes ago/);
    await after.close();
    const again = await openTestEngine({ dataFolder: data.path, need: { hearing: false, voice: false } });
    expect(again.services.skills.scheduled().map((item) => item.label)).not.toContain('take the bread out');
    expect(ofType('alarm').filter((event) => event.kind === 'reminder')).toHaveLength(1);
    await again.close();
  });
});

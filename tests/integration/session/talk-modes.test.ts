/** Hold, wake phrase, mute and dictation with the real models on spoken sound, on the virtual clock. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Settings } from '../../../electron/contract/settings.ts';
import { defaultSettings } from '../../../electron/contract/settings.ts';
import type { Logger } from '../../../electron/engine/runtime/logger.ts';
import { loadFixtureClip } from '../../support/fixture-clip.ts';
import { openTalkRig } from '../../support/scripted-talk.ts';
import type { ScriptedTalk, TalkRig } from '../../support/scripted-talk.ts';
import { wordErrors } from '../../support/word-errors.ts';

const inMode = (mode: Settings['talk']['mode'], wake: Partial<Settings['wake']> = {}) => ({
  talk: { ...defaultSettings.talk, mode },
  wake: { ...defaultSettings.wake, ...wake },
});
const types = (talk: ScriptedTalk) => talk.events.map((event) => event.type);
/** What a session says of itself and of attention, not of anything it heard. */
const bare = ['sessionStarted', 'attention', 'captureState', 'sessionEnded'];
const attention = (talk: ScriptedTalk) =>
  talk.ofType('attention').map(({ awake, reason }) => `${awake ? 'awake' : 'asleep'} ${reason}`);

let rig: TalkRig;
let called: Float32Array;
let phrase: Float32Array;
let question: Float32Array;
const other = loadFixtureClip('speech/harvard-spk1-3.wav').samples;
const speech = loadFixtureClip('speech/jfk.wav').samples;

beforeAll(async () => {
  rig = await openTalkRig();
  called = await rig.say('Hey Parley, what time is it?');
  phrase = await rig.say('Hey Parley.');
  question = await rig.say('What is seven minus one?');
});
afterAll(() => rig.close());

describe('wake mode', () => {
  it('keeps no trace of what did not call it, and answers what did, without the phrase', async () => {
    const logged: unknown[] = [];
    const note = (...args: unknown[]) => void logged.push(args);
    const log = { debug: note, info: note, warn: note, error: note } as unknown as Logger;
    let before: string[] = [];
    const talk = await rig.talk(
      async (t) => {
        await t.play(other);
        await t.quiet(1_500);
        await t.play(speech);
        await t.quiet(1_500);
        before = types(t);
        await t.play(called);
        await t.idle();
      },
      { settings: inMode('wake'), log },
    );
    expect(before.filter((type) => !bare.includes(type))).toEqual([]);
    expect(logged).toEqual([]);
    expect(talk.requests).toHaveLength(1);
    expect(talk.requests[0]!.text).toMatch(/^what time is it\?$/i);
    const [final] = talk.ofType('finalTranscription');
    expect(final!.text).toBe(talk.requests[0]!.text);
    expect(final!.words.map(({ word }) => word).join(' ')).toMatch(/^what time is it/i);
    for (const partial of talk.ofType('partialTranscription')) expect(partial.text).not.toMatch(/^hey/i);
    expect(talk.records).toHaveLength(1);
    expect(talk.records[0]!.userText).toBe(final!.text);
    const order = types(talk);
    expect(order.indexOf('speechStart')).toBeLessThan(order.indexOf('finalTranscription'));
    expect(attention(talk).slice(0, 3)).toEqual(['asleep mode', 'awake phrase', 'awake follow_up']);
  });

  it('after the phrase alone it chimes and takes the next words', async () => {
    const talk = await rig.talk(
      async (t) => {
        await t.play(phrase);
        await t.quiet(2_000);
        expect(t.session.phase).toBe('listening');
        // a short sound that belongs to no reply
        expect(t.sounded).toHaveLength(1);
        expect(t.sounded[0]!.ms).toBeLessThan(400);
        await t.play(question);
        await t.idle();
      },
      { settings: inMode('wake') },
    );
    expect(talk.records[0]!.timings['voice_to_voice']).toBeGreaterThan(0);
    expect(talk.requests.map((request) => request.text)).toEqual([
      expect.stringMatching(/^what is (seven|7) ?(minus|-) ?(one|1)/i),
    ]);
    expect(talk.ofType('turnDiscarded')).toEqual([]);
    expect(talk.ofType('speechStart')).toHaveLength(1);
  });

  it('goes back to sleep when nothing follows the phrase', async () => {
    const talk = await rig.talk(
      async (t) => {
        await t.play(phrase);
        await t.quiet(12_000);
        await t.play(question);
        await t.idle();
      },
      { settings: inMode('wake') },
    );
    expect(talk.requests).toEqual([]);
    expect(talk.records).toEqual([]);
    expect(talk.ofType('turnDiscarded')).toMatchObject([{ reason: 'no_words' }]);
    expect(attention(talk)).toEqual(['asleep mode', 'awake phrase', 'asleep timeout']);
  });

  it('needs no phrase for a while after a reply, and needs it again after that', async () => {
    const talk = await rig.talk(
      async (t) => {
        await t.play(called);
        await t.idle();
        await t.quiet(1_000);
        await t.play(question);
        await t.idle();
        await t.quiet(6_000);
        await t.play(question);
        await t.idle();
      },
      { settings: inMode('wake', { followUpSeconds: 4 }) },
    );
    expect(talk.requests).toHaveLength(2);
    expect(talk.requests[1]!.text).toMatch(/seven|7/i);
    expect(attention(talk)).toEqual([
      'asleep mode',
      'awake phrase',
      'awake follow_up',
      'awake follow_up',
      'asleep timeout',
    ]);
  });

  it('the trial tells what it heard of each utterance and answers none', async () => {
    const talk = await rig.talk(
      async (t) => {
        t.session.tryWake(true);
        for (const sound of [called, other]) {
          await t.play(sound);
          await t.quiet(2_000);
        }
        t.session.tryWake(false);
        await t.play(other);
        await t.quiet(1_500);
      },
      { settings: inMode('wake') },
    );
    expect(talk.ofType('wakeTried').map(({ matched }) => matched)).toEqual([true, false]);
    expect(talk.requests).toEqual([]);
    expect(types(talk).filter((type) => ![...bare, 'wakeTried'].includes(type))).toEqual([]);
  });
});

describe('hold mode', () => {
  it('answers only what is said while the key is down, from its first word on', async () => {
    const talk = await rig.talk(
      async (t) => {
        await t.play(other);
        await t.quiet(1_500);
        // the key comes a quarter of a second after the first sound
        await t.play(question.subarray(0, 4_000));
        t.session.hold(true);
        await t.play(question.subarray(4_000));
        await t.quiet(100);
        t.session.hold(false);
        await t.idle();
        await t.play(other);
        await t.quiet(1_500);
      },
      { settings: inMode('hold') },
    );
    expect(talk.requests.map((request) => request.text)).toEqual([
      expect.stringMatching(/^what is (seven|7)/i),
    ]);
    expect(talk.ofType('speechStart')).toHaveLength(1);
    expect(talk.ofType('turnEnd')[0]).toMatchObject({ reason: 'released' });
    expect(attention(talk)).toEqual(['asleep mode', 'awake key', 'asleep mode']);
  });

  it('a reply is not disturbed by sound, and cut at once by the key', async () => {
    const reply = [
      'The old lighthouse stands on a rock in the bay.',
      'A keeper lived in it for thirty years.',
    ];
    const talk = await rig.talk(
      async (t) => {
        t.session.type('Tell me about the lighthouse.');
        await t.until(() => t.session.phase === 'speaking');
        await t.quiet(500);
        await t.play(other);
        expect(t.session.phase).toBe('speaking');
        t.session.hold(true);
        expect(t.session.phase).toBe('listening');
        t.session.interrupt();
        await t.idle();
      },
      { settings: inMode('hold'), reply },
    );
    expect(talk.ofType('duck')).toEqual([]);
    expect(talk.ofType('interruption')).toMatchObject([{ turn_id: 1 }]);
    expect(talk.records[0]).toMatchObject({ interrupted: true });
  });

  it('one click opens the ears for one turn, which ends by itself; without speech it ends as well', async () => {
    const talk = await rig.talk(
      async (t) => {
        t.session.listenOnce();
        await t.quiet(1_500);
        await t.play(question);
        await t.idle();
        t.session.listenOnce();
        await t.quiet(9_000);
        await t.play(other);
        await t.quiet(1_500);
      },
      { settings: inMode('hold') },
    );
    expect(talk.requests).toHaveLength(1);
    expect(talk.ofType('turnEnd')[0]!.reason).toMatch(/policy|silence/);
    expect(talk.ofType('turnDiscarded')).toMatchObject([{ turn_id: 2, reason: 'no_words' }]);
    expect(attention(talk).slice(-2)).toEqual(['awake key', 'asleep timeout']);
  });

  it('a second click ends the turn in the middle of its words', async () => {
    const talk = await rig.talk(
      async (t) => {
        t.session.listenOnce();
        await t.play(question.subarray(0, 0.6 * question.length));
        t.session.listenOnce();
        await t.idle();
      },
      { settings: inMode('hold') },
    );
    expect(talk.ofType('turnEnd')).toMatchObject([{ reason: 'released' }]);
    expect(talk.requests[0]!.text).toMatch(/seven|7/i);
  });

  it('follows the setting at once', async () => {
    const talk = await rig.talk(
      async (t) => {
        await t.play(question);
        await t.quiet(1_000);
        t.set(inMode('handsFree'));
        await t.play(question);
        await t.idle();
      },
      { settings: inMode('hold') },
    );
    expect(talk.requests).toHaveLength(1);
    expect(attention(talk)).toEqual(['asleep mode', 'awake mode']);
  });
});

describe('muted', () => {
  it('discards what is being said, refuses keys, lets the reply go on, and hears again when unmuted', async () => {
    const reply = ['The old lighthouse stands on a rock in the bay.'];
    const talk = await rig.talk(
      async (t) => {
        await t.play(question.subarray(0, 10_000));
        expect(t.session.phase).toBe('listening');
        t.session.setMuted(true);
        await t.play(question.subarray(10_000));
        await t.quiet(1_000);
        t.session.hold(true);
        t.session.hold(false);
        t.session.listenOnce();
        t.session.dictate(true);
        t.session.type('Tell me.');
        await t.until(() => t.session.phase === 'speaking');
        await t.play(other);
        await t.idle();
        t.set({ talk: { mode: 'handsFree', muted: true } });
        t.set({ talk: { mode: 'handsFree', muted: false } });
        await t.play(question);
        await t.idle();
      },
      { settings: inMode('handsFree'), reply },
    );
    expect(talk.ofType('turnDiscarded')).toMatchObject([{ turn_id: 1, reason: 'cancelled' }]);
    expect(talk.ofType('error').map(({ code }) => code)).toEqual(['mic_off', 'mic_off', 'mic_off']);
    expect(talk.ofType('captureState').map(({ state }) => state)).toEqual(['hearing', 'muted', 'hearing']);
    expect(talk.records.map(({ interrupted }) => interrupted)).toEqual([false, false]);
    expect(talk.requests[1]!.text).toMatch(/seven|7/i);
  });
});

describe('dictation', () => {
  it('is written, not answered and not kept, and interrupts a reply', async () => {
    const talk = await rig.talk(
      async (t) => {
        t.session.type('Tell me.');
        await t.until(() => t.session.phase === 'speaking');
        t.session.dictate(true);
        await t.play(other);
        t.session.hold(true);
        await t.quiet(300);
        t.session.dictate(false);
        await t.until(() => t.ofType('dictationEnded').length > 0);
      },
      { settings: inMode('hold'), reply: ['The old lighthouse stands on a rock in the bay.'] },
    );
    const finals = talk.ofType('dictated').filter((event) => event.final);
    expect(
      wordErrors('At that high level the air is pure.', finals.map(({ text }) => text).join(' ')).errors,
    ).toBe(0);
    expect(talk.ofType('dictated').length).toBeGreaterThan(finals.length);
    expect(talk.ofType('partialTranscription').length).toBeGreaterThan(0);
    expect(talk.ofType('error').map(({ code }) => code)).toEqual(['dictation_busy']);
    expect(talk.requests).toHaveLength(1);
    expect(talk.records).toHaveLength(1);
    expect(talk.ofType('interruption')).toHaveLength(1);
    expect(talk.ofType('dictationEnded')[0]).not.toHaveProperty('code');
  });

  it('goes on beyond what the recogniser holds, in pieces, without losing words', async () => {
    const said =
      'And so my fellow Americans ask not what your country can do for you ask what you can do for your country.';
    const talk = await rig.talk(
      async (t) => {
        t.session.dictate(true);
        // four times eleven seconds, without a pause between
        for (let i = 0; i < 4; i++) await t.play(speech);
        t.session.dictate(false);
        await t.until(() => t.ofType('dictationEnded').length > 0);
      },
      { settings: inMode('wake') },
    );
    const finals = talk.ofType('dictated').filter((event) => event.final);
    expect(finals.length).toBeGreaterThanOrEqual(2);
    const text = finals.map((event) => event.text).join(' ');
    expect(wordErrors(Array(4).fill(said).join(' '), text).errors).toBeLessThanOrEqual(4);
    expect(talk.requests).toEqual([]);
    expect(talk.records).toEqual([]);
  });

  it('of silence writes nothing; stopped, it writes nothing either', async () => {
    const talk = await rig.talk(
      async (t) => {
        t.session.dictate(true);
        await t.quiet(2_000);
        t.session.dictate(false);
        await t.until(() => t.ofType('dictationEnded').length === 1);
        t.session.dictate(true);
        await t.play(other);
        t.session.interrupt();
        await t.until(() => t.ofType('dictationEnded').length === 2);
      },
      { settings: inMode('hold') },
    );
    expect(talk.ofType('dictated').filter((event) => event.final)).toEqual([]);
  });
});

describe('what a session is given', () => {
  it('tells the level of each frame, whatever the listener does, and knows the conversation so far', async () => {
    const levels: number[][] = [];
    const talk = await rig.talk(
      async (t) => {
        await t.play(question);
        await t.idle();
      },
      {
        settings: inMode('handsFree'),
        parts: {
          memory: [{ role: 'user', text: 'My name is Ada.' }],
          onLevel(...level) {
            levels.push(level);
            throw new Error('a listener of no use');
          },
        },
      },
    );
    expect(talk.requests[0]!.history).toEqual([{ role: 'user', text: 'My name is Ada.' }]);
    expect(levels.length).toBeGreaterThan(question.length / 512);
    expect(Math.max(...levels.map(([rms]) => rms!))).toBeGreaterThan(0.01);
    expect(levels.every(([rms, peak]) => rms! <= peak!)).toBe(true);
    expect(Math.max(...levels.map(([, , speechShare]) => speechShare!))).toBeGreaterThan(0.9);
  });
});

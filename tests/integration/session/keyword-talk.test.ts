/** Wake mode with a keyword spotter at its port, the real models for the rest, on the virtual clock. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultOf } from '../../../electron/contract/errors.ts';
import { defaultSettings } from '../../../electron/contract/settings.ts';
import { createFakeKeywordSpotter } from '../../fakes/fake-keyword-spotter.ts';
import { openTalkRig } from '../../support/scripted-talk.ts';
import type { TalkRig } from '../../support/scripted-talk.ts';

const settings = { talk: { ...defaultSettings.talk, mode: 'wake' as const } };

let rig: TalkRig;
let called: Float32Array;
beforeAll(async () => {
  rig = await openTalkRig();
  called = await rig.say('Hey Parley, what time is it?');
});
afterAll(() => rig.close());

describe('wake mode', () => {
  it('a keyword spotter, where there is one, calls in the place of the recogniser', async () => {
    const spotter = createFakeKeywordSpotter();
    const second = 16_000;
    let asleep: string[] = [];
    const talk = await rig.talk(
      async (t) => {
        await t.play(called);
        await t.quiet(1_500);
        asleep = t.events.map(({ type }) => type);
        await t.play(called.subarray(0, second));
        spotter.find();
        await t.play(called.subarray(second));
        await t.idle();
      },
      { settings, parts: { wakeSpotter: () => spotter } },
    );
    expect(asleep.filter((type) => /speech|transcription|turn|reply/i.test(type))).toEqual([]);
    expect(talk.requests.map(({ text }) => text)).toEqual([expect.stringMatching(/^what time is it\?$/i)]);
    expect(spotter.heardSamples).toBeGreaterThan(called.length);
  });

  it('a keyword spotter that fails is told, and the recogniser listens on', async () => {
    const spotter = createFakeKeywordSpotter();
    const talk = await rig.talk(
      async (t) => {
        await t.quiet(300);
        spotter.fail(faultOf('model_failed', 'broken'));
        await t.play(called);
        await t.idle();
      },
      { settings, parts: { wakeSpotter: () => spotter } },
    );
    expect(talk.ofType('error').map(({ code }) => code)).toEqual(['model_failed']);
    expect(talk.requests).toHaveLength(1);
  });
});

/** Somebody speaks during a reply that may not be interrupted: what they say afterwards is heard as ever. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../electron/contract/settings.ts';
import { openTalkRig } from '../../support/scripted-talk.ts';
import type { TalkRig } from '../../support/scripted-talk.ts';

let rig: TalkRig;
let question: Float32Array;
beforeAll(async () => {
  rig = await openTalkRig();
  question = await rig.say('What is the time?');
});
afterAll(() => rig.close());

describe('speech during a reply that goes on', () => {
  it('does not keep the session from hearing what follows', async () => {
    const reply = [
      'The old lighthouse stands on a rock in the bay, and a keeper lived in it for thirty years.',
    ];
    const talk = await rig.talk(
      async (talk) => {
        await talk.play(question);
        await talk.until(() => talk.session.phase === 'speaking');
        await talk.play(question);
        expect(talk.session.phase).toBe('speaking');
        await talk.idle();
        await talk.quiet(500);
        await talk.play(question);
        await talk.quiet(3_000);
        await talk.idle();
      },
      { settings: { interruptible: false, talk: { ...defaultSettings.talk, mode: 'handsFree' } }, reply },
    );
    expect(talk.ofType('finalTranscription').map(({ turn_id }) => turn_id)).toEqual([1, 2]);
  });
});

/** Ten conversations on one engine, in real time: each hears its own, and none can hurt another. */
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeWav } from '../../../electron/engine/dsp/wav.ts';
import { fixturePath, loadFixtureClip } from '../../support/fixture-clip.ts';
import { createDataFolder } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';
import { openTestEngine, openTestSession } from '../../support/test-engine.ts';
import type { TestEngine, TestSession } from '../../support/test-engine.ts';
import { wordErrors } from '../../support/word-errors.ts';

const sentences = [
  ['speech/harvard-spk1-1.wav', 'The child almost hurt the small dog.'],
  ['speech/harvard-spk1-2.wav', 'Drop the two when you add the figures.'],
  ['speech/harvard-spk1-3.wav', 'At that high level the air is pure.'],
  ['speech/harvard-spk1-4.wav', 'A thin stripe runs down the middle.'],
  ['speech/harvard-spk1-5.wav', 'Sunday is the best part of the week.'],
] as const;

/** The skill that answers this asks a storage that throws. */
const POISON = 'What are my notes?';

let data: DataFolder;
let parley: TestEngine;
beforeAll(async () => {
  data = createDataFolder();
  parley = await openTestEngine({
    dataFolder: data.path,
    wrap: (services) => ({
      ...services,
      skills: {
        ...services.skills,
        notes() {
          throw new Error('a storage with a bug');
        },
      },
    }),
  });
  await parley.engine.voiceReady;
  expect(parley.engine.faults).toEqual([]);
});
afterAll(async () => {
  await parley.close();
  data.remove();
});

/** The sentence a little louder or softer: ten recordings, no two of them equal. */
function clipOf(index: number): { path: string; text: string } {
  const [clip, text] = sentences[index % sentences.length]!;
  if (index < sentences.length) return { path: fixturePath(clip), text };
  const { samples, sampleRateHz } = loadFixtureClip(clip);
  const path = join(data.path, `clip-${index}.wav`);
  writeFileSync(path, encodeWav({ samples: samples.map((x) => x * 0.8), sampleRateHz }));
  return { path, text };
}

describe('ten sessions at once on one engine', () => {
  it('each gets its own words and its own events; the eleventh is refused; closing one leaves the others', async () => {
    const clips = Array.from({ length: 10 }, (_, index) => clipOf(index));
    const sessions: TestSession[] = [];
    for (const [index, { path }] of clips.entries()) {
      // one of the ten has a host with a bug
      const onEvent = () => {
        if (index === 7) throw new Error('a host with a bug');
      };
      const input = { kind: 'files', paths: [path] } as const;
      sessions.push(await openTestSession(parley.engine, { input, output: { kind: 'none' } }, onEvent));
    }
    const eleventh = await parley.engine.openSession({
      input: { kind: 'none' },
      output: { kind: 'none' },
      onEvent: () => expect.unreachable('an event of a refused session'),
    });
    expect(eleventh).toMatchObject({ ok: false, fault: { code: 'session_limit' } });
    const megabytes = Math.round(process.memoryUsage().rss / 1e6);
    console.info(`ten sessions: ${megabytes} MB resident, test runner included`);

    // the last one is closed while everybody is still being listened to
    const closed = sessions[9]!;
    await closed.waitFor((event) => event.type === 'speechStart');
    await closed.session.close();
    expect(await closed.session.ended).toBe('closed');

    const reasons = await Promise.all(sessions.slice(0, 9).map(({ session }) => session.ended));
    expect(reasons).toEqual(Array.from({ length: 9 }, () => 'input_ended'));
    let errors = 0;
    let words = 0;
    for (const [index, { text }] of clips.slice(0, 9).entries()) {
      const { events, session, ofType, faultCodes } = sessions[index]!;
      expect(events.every((event) => event.session_id === session.id)).toBe(true);
      expect(faultCodes(), `session ${index}`).toEqual([]);
      // a turn that went on after its end was decided says all its words again as the next one
      const gone = new Set(ofType('turnDiscarded').map((event) => event.turn_id));
      const finals = ofType('finalTranscription').filter((event) => !gone.has(event.turn_id));
      expect(finals.length, `finals of session ${index}`).toBeGreaterThanOrEqual(1);
      const counted = wordErrors(text, finals.map((final) => final.text).join(' '));
      errors += counted.errors;
      words += counted.words;
      // no more than half of it wrong: then it is its own text, not another session's
      expect(counted.errors, `${text} <- ${finals[0]!.text}`).toBeLessThan(counted.words / 2);
      expect(ofType('replyEnd').length, `replies of session ${index}`).toBe(finals.length);
      const times = events.map((event) => event.timestamp);
      expect(times, `times of session ${index}`).toEqual([...times].sort((a, b) => a - b));
    }
    expect(errors / words).toBeLessThanOrEqual(0.1);
    expect(new Set(sessions.map(({ session }) => session.id)).size).toBe(10);
    expect(parley.engine.sessions()).toEqual([]);
    const kept = parley.services.history.recentTurns({ limit: 100 });
    expect(new Set(kept.map((turn) => turn.sessionId)).size).toBe(9);
  });

  it('an answer that throws costs its own turn, nothing else', async () => {
    const typed = { input: { kind: 'none' }, output: { kind: 'none' } } as const;
    const poisoned = await openTestSession(parley.engine, typed);
    const healthy = await openTestSession(parley.engine, typed);
    await Promise.all(
      [poisoned, healthy].map((one) => one.waitFor((event) => event.type === 'sessionStarted')),
    );
    poisoned.session.type(POISON);
    healthy.session.type('What is three times three?');
    await Promise.all([poisoned, healthy].map((one) => one.waitFor((event) => event.type === 'replyEnd')));
    expect(poisoned.faultCodes()).toEqual(['internal']);
    expect(healthy.faultCodes()).toEqual([]);
    expect(healthy.ofType('replyEnd')[0]!.heard_text).toContain('9');
    poisoned.session.type('What is two times two?');
    const next = await poisoned.waitFor((event) => event.type === 'replyEnd' && event.turn_id === 2);
    expect((next as { heard_text: string }).heard_text).toContain('4');
    await Promise.all([poisoned.session.close(), healthy.session.close()]);
  });

  it('a history that throws ends the session that met it, and no other', async () => {
    const broken = await openTestEngine({
      dataFolder: join(data.path, 'broken'),
      need: { hearing: false, voice: false },
      wrap: (services) => ({
        ...services,
        keepTurn(record, sound) {
          if (record.userText.includes('seven')) throw new Error('a store with a bug');
          services.keepTurn(record, sound);
        },
      }),
    });
    const typed = { input: { kind: 'none' }, output: { kind: 'none' } } as const;
    const unlucky = await openTestSession(broken.engine, typed);
    const lucky = await openTestSession(broken.engine, typed);
    unlucky.session.type('What is seven times seven?');
    lucky.session.type('What is three times three?');
    expect(await unlucky.session.ended).toBe('failed');
    expect(unlucky.faultCodes()).toContain('internal');
    await lucky.waitFor((event) => event.type === 'replyEnd');
    lucky.session.type('What is four times four?');
    await lucky.waitFor((event) => event.type === 'replyEnd' && event.turn_id === 2);
    await broken.close();
    expect(await lucky.session.ended).toBe('closed');
  });
});

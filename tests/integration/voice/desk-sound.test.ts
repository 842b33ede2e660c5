/** A window that brings its own microphone and speaker to the desk, with real models: talk, replay, dictation, floods. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseWav } from '../../../electron/engine/dsp/wav.ts';
import { ask, isSession, openDeskRig, speak } from '../../support/desk-rig.ts';
import type { DeskRig } from '../../support/desk-rig.ts';
import { loadFixtureClip } from '../../support/fixture-clip.ts';
import { wordErrors } from '../../support/word-errors.ts';

let rig: DeskRig;
let connect: DeskRig['connect'];
beforeAll(async () => {
  rig = await openDeskRig();
  connect = rig.connect;
});
afterAll(() => rig.close());

describe('a window that brings its own sound', () => {
  it('is heard and answered, its words can be replayed and exported, and leaving gives the sound back', async () => {
    const [line, other] = [await connect(), await connect()];
    const before = await ask(line, 'Start a list called garden.');
    await line.call('attachSound', {});
    expect((await line.call('getSnapshot', {})).sound).toBe('browser');
    expect((await other.call('getSnapshot', {})).sound).toBe('none');
    await line.call('watchLevel', { on: true });

    let since = line.events.length;
    const clip = loadFixtureClip('speech/harvard-spk1-5.wav').samples;
    await line.call('pressTalk', {});
    await speak(line, clip, 300);
    await line.call('releaseTalk', {});
    void speak(line, new Float32Array(16_000));
    const saved = await line.waitFor((event) => event.type === 'turnSaved', { since });
    if (saved.type !== 'turnSaved') throw new Error('not saved');
    const { turn } = saved;
    expect(wordErrors('Sunday is the best part of the week.', turn.userText).errors).toBe(0);
    expect(turn).toMatchObject({ hasSound: true, endReason: 'released' });
    expect(turn.sessionId).not.toBe(before.sessionId);
    const partials = line.ofType('liveChanged').flatMap(({ live }) => (live ? [live.stage] : []));
    expect(partials).toEqual(expect.arrayContaining(['hearing', 'thinking', 'speaking']));
    expect(line.messages.some((message) => message.type === 'soundFormat')).toBe(true);
    expect(Buffer.concat(line.sound).length).toBeGreaterThan(20_000);
    const levels = line.messages.filter((message) => message.type === 'level');
    expect(levels.length).toBeGreaterThan(20);
    expect(Math.max(...levels.map(({ peak }) => peak))).toBeGreaterThan(0.05);
    expect(other.messages.some((message) => message.type === 'level')).toBe(false);

    const wav = await other.call('exportSound', { id: turn.id, part: 'words' });
    const words = parseWav(Buffer.from(wav.content, 'base64'));
    expect(words.ok && words.value.samples.length / words.value.sampleRateHz).toBeGreaterThan(1.5);

    const again = await other.call('retranscribe', { id: turn.id, recognizer: 'whisper-base' });
    expect(wordErrors('Sunday is the best part of the week.', again.text).errors).toBe(0);
    expect(again.words.length).toBeGreaterThan(5);

    // replayed through the same line, and stopped in the middle
    since = line.events.length;
    const heardBytes = line.sound.length;
    await other.call('replay', { id: turn.id, part: 'words' });
    await line.waitFor(isSession('replyAudio'), { since });
    await expect.poll(() => line.sound.length).toBeGreaterThan(heardBytes + 5);
    await line.call('stop', {});
    expect(line.messages.some((message) => message.type === 'soundStop')).toBe(true);
    await line.waitFor(isSession('replyEnd'), { since });

    // the one that asks last has the sound; when it goes, the machine's own comes back
    since = line.events.length;
    await other.call('attachSound', {});
    await line.waitFor((event) => event.type === 'soundChanged' && event.sound === 'none', { since });
    expect((await other.call('getSnapshot', {})).sound).toBe('browser');
    other.close();
    since = line.events.length;
    const after = await ask(line, 'What is three plus three?');
    expect(after.sessionId).not.toBe(turn.sessionId);
    line.close();
  });

  it('dictates, and tries the wake phrase in its own window only', async () => {
    const [line, other] = [await connect(), await connect()];
    await line.call('attachSound', {});
    const { total } = await line.call('listTurns', { limit: 1 });
    const clip = loadFixtureClip('speech/harvard-spk1-5.wav').samples;
    await line.call('startDictation', {});
    await expect(other.call('startDictation', {})).rejects.toThrow(/dictation_busy/);
    await expect(other.call('pressTalk', {})).rejects.toThrow(/dictation_busy/);
    await speak(line, clip, 200);
    await line.call('stopDictation', {});
    void speak(line, new Float32Array(16_000));
    const over = await other.waitFor((event) => event.type === 'dictationEnded');
    expect(over).toEqual({ type: 'dictationEnded', fault: null });
    const written = other.ofType('dictated').filter(({ isFinal }) => isFinal);
    const text = written.map((event) => event.text).join(' ');
    expect(wordErrors('Sunday is the best part of the week.', text).errors).toBe(0);
    // written, not answered, and not kept
    expect(await other.call('listTurns', { limit: 1 })).toMatchObject({ total });

    const since = line.events.length;
    await line.call('startWakeTrial', {});
    await speak(line, clip);
    const tried = await line.waitFor((event) => event.type === 'wakeTried', { since });
    expect(tried).toMatchObject({ matched: false });
    await line.call('stopWakeTrial', {});
    expect(JSON.stringify(other.messages)).not.toContain('wakeTried');
    expect(line.events.slice(since).some((event) => event.type === 'turnSaved')).toBe(false);
    line.close();
    other.close();
  });

  it('survives garbage, odd bytes and a flood, and tells what was lost', async () => {
    const line = await connect();
    await line.call('attachSound', {});
    const since = line.events.length;
    line.sendSound(new Uint8Array(0));
    line.sendSound(new Uint8Array([1]));
    for (let i = 0; i < 50; i++) line.sendSound(Uint8Array.from({ length: 777 }, (_, at) => (at * i) % 256));
    line.sendSound(new Uint8Array(20 * 32_000));
    const dropped = await line.waitFor(isSession('audioDropped'), { since });
    expect(
      dropped.type === 'session' && dropped.event.type === 'audioDropped' && dropped.event.ms,
    ).toBeGreaterThan(10_000);
    await line.call('detachSound', {});
    line.sendSound(new Uint8Array(3_200));
    expect((await ask(line, 'What is five plus five?')).replyText).toMatch(/10|ten/i);
    line.close();
  });
});

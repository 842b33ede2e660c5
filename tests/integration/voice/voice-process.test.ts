/** The voice process under a host: a plain Node child, its commands, its bad commands, its sudden death. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadSqlite } from '../../../electron/engine/native/sqlite.ts';
import { openHistory } from '../../../electron/engine/store/history-store.ts';
import { fixturePath } from '../../support/fixture-clip.ts';
import { createDataFolder, runParley } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';
import { isRunning, startVoiceProcess } from '../../support/voice-process.ts';
import type { VoiceProcess } from '../../support/voice-process.ts';
import { wordErrors } from '../../support/word-errors.ts';

const typed = { type: 'openSession', input: { kind: 'none' }, output: { kind: 'none' } };
/** Four skills answer this at some length: a reply of several seconds. */
const LONG_QUESTION = 'What can you do?';

let data: DataFolder;
const alive = new Set<VoiceProcess>();
beforeAll(() => {
  data = createDataFolder();
});
async function endAll(): Promise<void> {
  for (const voice of alive) await voice.kill();
  alive.clear();
}
afterEach(endAll);
afterAll(() => data.remove());

function launch(): VoiceProcess {
  const voice = startVoiceProcess();
  alive.add(voice);
  return voice;
}

async function open(voice: VoiceProcess, command: Record<string, unknown> = typed): Promise<string> {
  return ((await voice.ask(command)) as { session_id: string }).session_id;
}

describe('the voice process under a Node host', () => {
  it('answers files and typed text, and goes when it is let go of', async () => {
    const voice = launch();
    expect(await voice.ask({ type: 'start', fast: true, dataFolder: data.path })).toEqual({ faults: [] });
    const id = await open(voice, {
      type: 'openSession',
      input: { kind: 'files', paths: [fixturePath('speech/harvard-spk1-5.wav')] },
      output: { kind: 'none' },
    });
    await voice.waitFor((event) => event.type === 'sessionEnded' && event.session_id === id);
    const final = voice.events.find((event) => event.type === 'finalTranscription');
    expect(final).toMatchObject({ session_id: id });
    expect(wordErrors('Sunday is the best part of the week.', (final as { text: string }).text).errors).toBe(
      0,
    );
    // ended by itself: it is unknown now
    await expect(voice.ask({ type: 'typeText', session_id: id, text: 'hello' })).rejects.toThrow(
      /session_unknown/,
    );
    await voice.ask({ type: 'shutdown' });
    const { code, signal } = await voice.disconnect();
    expect({ code, signal }, voice.stderr()).toEqual({ code: 0, signal: null });
    expect(isRunning(voice.pid)).toBe(false);
  });

  it('types, interrupts, holds and closes in real time; a host that vanishes takes it along', async () => {
    const voice = launch();
    await voice.ask({ type: 'start', dataFolder: data.path });
    const id = await open(voice);
    await voice.ask({ type: 'typeText', session_id: id, text: 'What is twelve times twelve?' });
    const answer = await voice.waitFor((event) => event.type === 'replyEnd');
    expect(answer).toMatchObject({ session_id: id, complete: true });
    expect((answer as { heard_text: string }).heard_text).toContain('144');

    await voice.ask({ type: 'typeText', session_id: id, text: LONG_QUESTION });
    await voice.waitFor((event) => event.type === 'replyAudio' && event.turn_id === 2);
    await voice.ask({ type: 'interrupt', session_id: id });
    const cut = await voice.waitFor((event) => event.type === 'replyEnd' && event.turn_id === 2);
    expect(cut).toMatchObject({ complete: false });

    // the talk key of a session without ears begins nothing that would never end
    await voice.ask({ type: 'hold', session_id: id, pressed: true });
    await voice.ask({ type: 'hold', session_id: id, pressed: false });
    await voice.ask({ type: 'typeText', session_id: id, text: 'What is two plus two?' });
    await voice.waitFor((event) => event.type === 'replyEnd' && event.turn_id === 3);

    await voice.ask({ type: 'closeSession', session_id: id });
    expect(voice.events.at(-1)).toMatchObject({ type: 'sessionEnded', reason: 'closed' });
    await expect(voice.ask({ type: 'interrupt', session_id: id })).rejects.toThrow(/session_unknown/);

    // closed in mid-reply: what was heard so far is told and kept
    const second = await open(voice);
    await voice.ask({ type: 'typeText', session_id: second, text: LONG_QUESTION });
    await voice.waitFor((event) => event.type === 'replyAudio' && event.session_id === second);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await voice.ask({ type: 'closeSession', session_id: second });
    const end = voice.events.find((event) => event.type === 'replyEnd' && event.session_id === second);
    expect(end).toMatchObject({ complete: false, heard_text: expect.stringMatching(/\w/) as string });
    const history = await runParley(['history', '--json'], { dataFolder: data.path });
    expect(history.stdout).toContain(second);

    await open(voice);
    const { code } = await voice.disconnect();
    expect(code, voice.stderr()).toBe(0);
  });

  it('refuses bad commands one by one and lives on', async () => {
    const voice = launch();
    await expect(voice.ask(typed)).rejects.toThrow(/closed/);
    await voice.ask({ type: 'start', dataFolder: data.path });
    await expect(voice.ask({ type: 'start' })).rejects.toThrow(/bad_argument/);
    const id = await open(voice);
    const wrong: Record<string, unknown>[] = [
      { type: 'explode' },
      {},
      { type: 'openSession', input: { kind: 'files', paths: [] }, output: { kind: 'none' } },
      { type: 'openSession', input: { kind: 'telepathy' }, output: { kind: 'none' } },
      { type: 'openSession', input: { kind: 'none' }, output: { kind: 'none' }, extra: 1 },
      { type: 'typeText', session_id: id, text: '' },
      { type: 'typeText', session_id: id, text: 'a'.repeat(5_000_000) },
      { type: 'typeText', session_id: id, text: { toString: 'no' } },
      { type: 'typeText', session_id: 17, text: 'hello' },
      { type: 'hold', session_id: id, pressed: 'yes' },
      { type: '__proto__' },
    ];
    for (const command of wrong) {
      await expect(voice.ask(command), JSON.stringify(command).slice(0, 80)).rejects.toThrow(/bad_argument/);
    }
    for (const type of ['typeText', 'interrupt', 'hold', 'closeSession']) {
      const command = { type, session_id: 's-nobody', text: 'hello', pressed: true };
      const { text, pressed, ...rest } = command;
      const whole = {
        ...rest,
        ...(type === 'typeText' ? { text } : {}),
        ...(type === 'hold' ? { pressed } : {}),
      };
      await expect(voice.ask(whole), type).rejects.toThrow(/session_unknown/);
    }
    const garbage = [
      null,
      'garbage',
      42,
      [],
      [[[]]],
      true,
      { request: 'x' },
      { request: -1, type: 'shutdown' },
    ];
    for (const message of garbage) voice.sendRaw(message);
    await voice.ask({ type: 'typeText', session_id: id, text: 'What is two plus two?' });
    await voice.waitFor((event) => event.type === 'replyEnd');
    expect(voice.strays).toHaveLength(garbage.length);
    for (const stray of voice.strays) {
      expect(stray).toMatchObject({ ok: false, fault: { code: 'bad_argument' } });
      expect(stray.ok || stray.fault.help.length).toBeGreaterThan(0);
    }
    await voice.ask({ type: 'shutdown' });
  });

  it('says what is wrong with a file or an output, and the next session is not hurt', async () => {
    const voice = launch();
    await voice.ask({ type: 'start', fast: true, dataFolder: data.path });
    const paths = [join(data.path, 'not-there.wav')];
    const id = await open(voice, {
      type: 'openSession',
      input: { kind: 'files', paths },
      output: { kind: 'none' },
    });
    const ended = await voice.waitFor((event) => event.type === 'sessionEnded' && event.session_id === id);
    expect(ended).toMatchObject({ reason: 'failed' });
    expect(voice.events.find((event) => event.type === 'error')).toMatchObject({ code: 'file_missing' });
    const next = await open(voice, {
      type: 'openSession',
      input: { kind: 'files', paths: [fixturePath('speech/harvard-spk1-3.wav')] },
      output: { kind: 'wav', path: join(data.path, 'no', 'such', 'folder.wav') },
    });
    await voice.waitFor((event) => event.type === 'sessionEnded' && event.session_id === next);
    const own = voice.events.filter((event) => event.session_id === next);
    expect(own.find((event) => event.type === 'finalTranscription')).toBeDefined();
    expect(own.find((event) => event.type === 'error')).toMatchObject({ code: 'file_unwritable' });
  });
});

describe('kill -9 in the middle of a reply', () => {
  it('loses no turn whose end was told, five times over, and the next process answers', async () => {
    const folder = createDataFolder();
    const told: { session: string; turn: number; heard: string }[] = [];
    try {
      for (let round = 0; round < 5; round++) {
        const voice = launch();
        await voice.ask({ type: 'start', dataFolder: folder.path });
        const id = await open(voice);
        await voice.ask({ type: 'typeText', session_id: id, text: `What is ${round + 2} times ten?` });
        // in odd rounds the process dies at the very moment it tells the end, in even ones in a later reply
        await voice.waitFor((event) => event.type === 'replyEnd' && event.turn_id === 1);
        if (round % 2 === 0) {
          await voice.ask({ type: 'typeText', session_id: id, text: LONG_QUESTION });
          await voice.waitFor((event) => event.type === 'replyAudio' && event.turn_id === 2);
        }
        await voice.kill();
        for (const event of voice.events) {
          if (event.type !== 'replyEnd') continue;
          told.push({ session: event.session_id, turn: event.turn_id, heard: event.heard_text });
        }
      }
      expect(told.length).toBeGreaterThanOrEqual(5);
      const path = join(folder.path, 'history.db');
      expect(existsSync(path)).toBe(true);
      const sqlite = await loadSqlite();
      if (!sqlite.ok) throw new Error(sqlite.fault.message);
      const opened = await openHistory({ folder: folder.path, sqlite: sqlite.value });
      if (!opened.ok) throw new Error(opened.fault.message);
      const kept = opened.value.recentTurns({ limit: 100 });
      opened.value.close();
      for (const { session, turn, heard } of told) {
        const found = kept.find((stored) => stored.sessionId === session && stored.turnId === turn);
        expect(found?.heardText, `${session} turn ${turn}`).toBe(heard);
      }
      const base = sqlite.value.open(path, { readOnly: true, busyTimeoutMs: 1_000 });
      const check = base.prepare('PRAGMA integrity_check').all();
      base.close();
      expect(check).toEqual([{ integrity_check: 'ok' }]);

      const next = launch();
      expect(await next.ask({ type: 'start', dataFolder: folder.path })).toEqual({ faults: [] });
      const id = await open(next);
      await next.ask({ type: 'typeText', session_id: id, text: 'What is two plus two?' });
      await next.waitFor((event) => event.type === 'replyEnd');
    } finally {
      // one that lives on writes into what is removed
      await endAll();
      folder.remove();
    }
  });
});

/** The voice process closed in the middle of turns: what was said is kept, and nothing of it is left behind. */
import { mkdirSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHistory } from '../../../electron/engine/store/history-store.ts';
import type { StoredTurn } from '../../../electron/engine/store/turn-table.ts';
import { fixturePath } from '../../support/fixture-clip.ts';
import { createDataFolder } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';
import { isRunning, startVoiceProcess } from '../../support/voice-process.ts';
import type { VoiceProcess } from '../../support/voice-process.ts';
import { wordErrors } from '../../support/word-errors.ts';

let folder: DataFolder;
let voice: VoiceProcess;
beforeEach(() => {
  folder = createDataFolder();
  for (const name of ['data', 'temporary']) mkdirSync(join(folder.path, name));
  voice = startVoiceProcess({ TMPDIR: join(folder.path, 'temporary') });
});
afterEach(async () => {
  await voice.kill();
  folder.remove();
});

async function open(input: unknown): Promise<string> {
  const opened = await voice.ask({ type: 'openSession', input, output: { kind: 'none' } });
  return (opened as { session_id: string }).session_id;
}

const namesOf = (...parts: string[]) => readdirSync(join(folder.path, ...parts)).toSorted();

interface Held {
  readonly threads: string[];
  readonly files: string[];
  readonly children: string;
}

/** What the process holds of the system, as Linux tells it. */
function heldBy(pid: number): Held {
  const files = readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      return [];
    }
  });
  return {
    threads: readdirSync(`/proc/${pid}/task`),
    // one watcher of files stays open for as long as Node's loop lives, whatever was watched
    files: files
      .filter((name) => name !== 'anon_inode:inotify')
      .map((name) => name.replace(/\[\d+\]/, ''))
      .toSorted(),
    children: readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'),
  };
}

async function savedTurns(): Promise<readonly StoredTurn[]> {
  const opened = await openHistory({ folder: join(folder.path, 'data') });
  if (!opened.ok) throw new Error(opened.fault.message);
  const turns = opened.value.recentTurns({ limit: 10 });
  opened.value.close();
  return turns;
}

describe('closing the voice process in the middle of turns', () => {
  it.skipIf(process.platform !== 'linux')(
    'keeps what was said and asked, and leaves no process, socket, file or thread',
    async () => {
      voice.sendRaw({ type: 'hello' });
      await voice.ask({ type: 'shutdown' });
      const before = heldBy(voice.pid);
      await voice.ask({ type: 'start', dataFolder: join(folder.path, 'data') });
      const answering = await open({ kind: 'none' });
      await voice.ask({ type: 'typeText', session_id: answering, text: 'What can you do?' });
      await voice.waitFor((event) => event.type === 'replyAudio' && event.session_id === answering);
      const listening = await open({ kind: 'files', paths: [fixturePath('speech/harvard-spk1-5.wav')] });
      // some words have been spoken; a busy machine leaves partials out
      const inWords = new Set(['partialTranscription', 'speechEnd']);
      await voice.waitFor((event) => inWords.has(event.type) && event.session_id === listening);
      const during = heldBy(voice.pid);
      expect(during.threads.length).toBeGreaterThan(before.threads.length);

      await voice.ask({ type: 'shutdown' });

      const typesOf = (id: string) =>
        voice.events.filter(({ session_id }) => session_id === id).map(({ type }) => type);
      expect(typesOf(listening)).toEqual(expect.arrayContaining(['finalTranscription', 'replyEnd']));
      expect(typesOf(listening).at(-1)).toBe('sessionEnded');
      expect(typesOf(answering)).toContain('replyEnd');
      expect(typesOf(answering).at(-1)).toBe('sessionEnded');
      const after = heldBy(voice.pid);
      expect(after.files).toEqual(before.files);
      expect(after.children).toBe('');
      expect(after.threads.length).toBeLessThanOrEqual(before.threads.length);

      const { code, signal } = await voice.disconnect();
      expect({ code, signal }, voice.stderr()).toEqual({ code: 0, signal: null });
      expect(isRunning(voice.pid)).toBe(false);
      expect(namesOf('temporary')).toEqual([]);
      // no journal, lock or half a file beside what is kept
      const kept = ['history.db', 'metrics', 'settings.json'];
      expect(namesOf('data').filter((name) => !kept.includes(name))).toEqual([]);

      const turns = await savedTurns();
      const spoken = turns.find(({ sessionId }) => sessionId === listening);
      // the beginning of the sentence, as far as it was spoken
      const { errors } = wordErrors('Sunday is the best part of the week.', spoken?.userText ?? '');
      expect(errors, spoken?.userText).toBeLessThan(8);
      expect(spoken).toMatchObject({ interrupted: true });
      expect(turns.find(({ sessionId }) => sessionId === answering)).toMatchObject({
        userText: 'What can you do?',
        interrupted: true,
      });
    },
  );
});

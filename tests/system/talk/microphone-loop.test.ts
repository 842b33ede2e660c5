/**
 * The whole voice loop as a user has it: a question is spoken into the (virtual) microphone, the answer is recorded
 * from the (virtual) speaker and transcribed back. Then an interruption, and the same with the speaker heard by the
 * microphone.
 */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { MonoSound } from '../../../electron/contract/audio.ts';
import type { SessionEvent } from '../../../electron/contract/events.ts';
import { encodeWav } from '../../../electron/engine/dsp/wav.ts';
import { createDataFolder, runParley, startParley } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';
import { canRunPulseRig, startPulseRig } from '../../support/pulse-rig.ts';
import type { PulseRig } from '../../support/pulse-rig.ts';

interface Talk {
  readonly events: SessionEvent[];
  /** The first event of the type that comes after the call. */
  next<T extends SessionEvent['type']>(
    type: T,
    limitMs?: number,
  ): Promise<Extract<SessionEvent, { type: T }>>;
  stop(): Promise<number | null>;
}

/** Follows a running `talk --mic --json`. */
function follow(child: ChildProcessWithoutNullStreams): Talk {
  const events: SessionEvent[] = [];
  const waiters = new Set<(event: SessionEvent) => void>();
  let rest = '';
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  child.stdout.on('data', (data: Buffer) => {
    const lines = (rest + data.toString()).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      const event = JSON.parse(line) as SessionEvent;
      events.push(event);
      for (const waiter of waiters) waiter(event);
    }
  });
  return {
    events,
    next: (type, limitMs = 40_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiters.delete(waiter);
          reject(new Error(`no ${type}; heard ${JSON.stringify(events)}; ${errors}`));
        }, limitMs);
        const waiter = (event: SessionEvent) => {
          if (event.type !== type) return;
          clearTimeout(timer);
          waiters.delete(waiter);
          resolve(event as never);
        };
        waiters.add(waiter);
      }),
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
      child.kill('SIGINT');
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      const code = await closed;
      clearTimeout(timer);
      return code;
    },
  };
}

const available = await canRunPulseRig();

describe.runIf(available)('the voice loop through microphone and speaker', () => {
  let rig: PulseRig;
  let data: DataFolder;
  let talk: Talk | null = null;
  let clipCount = 0;

  /** Spoken anew each time: the voice never says a sentence twice alike, and one way may be misheard. */
  async function clip(text: string): Promise<string> {
    const path = join(data.path, `clip-${clipCount++}.wav`);
    const said = await runParley(['say', '--out', path, text]);
    expect(said, said.stderr).toMatchObject({ code: 0 });
    return path;
  }

  async function startTalk(...more: string[]): Promise<Talk> {
    const child = startParley(['talk', '--mic', '--json', ...more], {
      dataFolder: data.path,
      env: rig.env as Record<string, string>,
    });
    talk = follow(child);
    await talk.next('captureState', 60_000);
    return talk;
  }

  async function textOf(sound: MonoSound): Promise<string> {
    const path = join(data.path, 'heard.wav');
    writeFileSync(path, encodeWav(sound));
    return (await runParley(['transcribe', path])).stdout;
  }

  beforeAll(async () => {
    rig = await startPulseRig();
    data = createDataFolder();
  });
  afterEach(async () => {
    await talk?.stop();
    talk = null;
  });
  afterAll(async () => {
    await rig?.stop();
    data?.remove();
  });

  it('hears a spoken question and answers it aloud', async () => {
    const question = await clip('What is twelve times twelve?');
    const running = await startTalk();
    const recording = await rig.recordSpeaker();
    const ended = running.next('replyEnd', 60_000);
    const final = running.next('finalTranscription');
    await rig.playIntoMicrophone(question);
    expect((await final).text).toMatch(/twelve|12/i);
    expect((await ended).heard_text).toContain('144');
    const heard = await textOf(await recording.stop());
    expect(heard).toMatch(/144|one hundred (and )?forty/i);
    expect(await running.stop()).toBe(130);
  });

  it(
    'is interrupted by speech: ducks, cancels, keeps what was heard, and answers the new question',
    { retry: 2 },
    async () => {
      const long = await clip('What can you do?');
      const stop = await clip('Please calculate seven times eight.');
      const running = await startTalk();
      const started = running.next('replyAudio', 60_000);
      await rig.playIntoMicrophone(long);
      await started;
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      const duck = running.next('duck');
      const interruption = running.next('interruption');
      await rig.playIntoMicrophone(stop);
      expect(await duck).toMatchObject({ on: true });
      const cut = await interruption;
      expect(cut.latency_ms).toBeLessThan(400);
      const replies = () => running.events.filter((event) => event.type === 'replyEnd');
      expect(replies()[0]).toMatchObject({ complete: false });
      // the new question may be cut in two by a pause; its last part brings the answer
      await vi.waitFor(
        () => expect(replies().at(-1)!.heard_text, JSON.stringify(running.events)).toContain('56'),
        15_000,
      );
    },
  );

  // a machine too busy to play without gaps shifts the echo, which no canceller can follow: once more then
  it('does not hear itself when the microphone hears the speaker', { retry: 3 }, async () => {
    const question = await clip('What is twelve times twelve?');
    const long = await clip('What can you do?');
    const unlink = await rig.addEchoPath(30);
    try {
      const running = await startTalk();
      for (const asked of [question, long]) {
        const ended = running.next('replyEnd', 60_000);
        await rig.playIntoMicrophone(asked);
        expect(await ended, JSON.stringify(running.events)).toMatchObject({ complete: true });
      }
      const finals = running.events.filter((event) => event.type === 'finalTranscription');
      expect(finals).toHaveLength(2);
      expect(running.events.filter((event) => event.type === 'interruption')).toEqual([]);
    } finally {
      await unlink();
    }
  });

  it('changes the microphone in the middle of a talk when the setting changes', async () => {
    const question = await clip('What is twelve times twelve?');
    const remove = await rig.addMicrophone('second', 'Second Microphone');
    const running = await startTalk();
    const set = await runParley(['settings', 'microphone', 'Second Microphone'], { dataFolder: data.path });
    expect(set, set.stderr).toMatchObject({ code: 0 });
    try {
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      const final = running.next('finalTranscription');
      await rig.playInto('secondfeed', question);
      expect((await final).text).toMatch(/twelve|12/i);
    } finally {
      await runParley(['settings', '--reset', 'microphone'], { dataFolder: data.path });
      await remove();
    }
  });

  it('says why it hears nothing, and goes on by itself when the microphone is back', async () => {
    const question = await clip('What is twelve times twelve?');
    const running = await startTalk();
    const lost = running.next('captureState', 30_000);
    await rig.unplugMicrophone();
    let back;
    try {
      expect(await lost).toMatchObject({ state: 'lost' });
    } finally {
      back = running.next('captureState', 30_000);
      await rig.replugMicrophone();
    }
    // an idle null sink sends exact zeros, so the microphone is back but silent
    expect((await back).state).not.toBe('lost');
    const final = running.next('finalTranscription');
    await rig.playIntoMicrophone(question);
    expect((await final).text).toMatch(/twelve|12/i);
  });
});

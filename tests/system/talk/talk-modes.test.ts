/** The talk key and the microphone button on a real (virtual) microphone: what is closed is closed for the system. */
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SessionEvent } from '../../../electron/contract/events.ts';
import { fixturePath } from '../../support/fixture-clip.ts';
import { createDataFolder, runParley } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';
import { canRunPulseRig, startPulseRig } from '../../support/pulse-rig.ts';
import type { PulseRig } from '../../support/pulse-rig.ts';

const entry = fileURLToPath(new URL('../../support/talk-child.mjs', import.meta.url));
const OTHER = fixturePath('speech/harvard-spk1-3.wav');
const available = await canRunPulseRig();

describe.runIf(available)('a session on the microphone that follows the settings', () => {
  let rig: PulseRig;
  let data: DataFolder;
  let child: ChildProcessWithoutNullStreams;
  let events: SessionEvent[];
  let complaints: string;

  beforeAll(async () => {
    rig = await startPulseRig();
    data = createDataFolder();
  });
  afterEach(async () => {
    if (child.exitCode !== null) return;
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.stdin.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await closed;
    clearTimeout(timer);
  });
  afterAll(async () => {
    await rig?.stop();
    data?.remove();
  });

  async function start(begin = ''): Promise<void> {
    events = [];
    complaints = '';
    child = spawn(process.execPath, [entry, data.path, begin], { env: rig.env });
    child.stderr.on('data', (part: Buffer) => (complaints += part.toString()));
    createInterface({ input: child.stdout }).on('line', (line) => {
      events.push(JSON.parse(line) as SessionEvent);
    });
    await until('the session', () => ofType('sessionStarted').length > 0);
  }
  const tell = (verb: string, value: boolean) => child.stdin.write(`${JSON.stringify({ verb, value })}\n`);
  const ofType = <T extends SessionEvent['type']>(type: T) =>
    events.filter((event): event is Extract<SessionEvent, { type: T }> => event.type === type);
  const captureStates = () => ofType('captureState').map(({ state }) => state);
  async function until(what: string, fits: () => boolean | Promise<boolean>): Promise<void> {
    await vi.waitFor(
      async () => {
        if (!(await fits())) throw new Error(`no ${what}: ${JSON.stringify(events)} ${complaints}`);
      },
      { timeout: 40_000, interval: 50 },
    );
  }

  /** How many recordings of this process the sound server knows. */
  async function recordings(): Promise<number> {
    const all = await rig.pactl('list', 'source-outputs');
    return all.split(/^Source Output #/m).filter((one) => one.includes(`process.id = "${child.pid}"`)).length;
  }

  it('answers what is said while the key is held, and nothing else', async () => {
    const question = join(data.path, 'question.wav');
    expect(await runParley(['say', '--out', question, 'What is twelve times twelve?'])).toMatchObject({
      code: 0,
    });
    await start();
    await until('recording', async () => (await recordings()) === 1);
    await rig.playIntoMicrophone(OTHER);
    await until('sound', () => captureStates().includes('hearing'));
    await rig.playIntoMicrophone(OTHER);
    expect(ofType('speechStart')).toEqual([]);
    tell('hold', true);
    await until('turn', () => ofType('speechStart').length === 1);
    await rig.playIntoMicrophone(question);
    tell('hold', false);
    await until('answer', () => ofType('replyEnd').length === 1);
    expect(ofType('finalTranscription')[0]!.text).toMatch(/twelve|12/i);
    expect(ofType('replyEnd')[0]!.heard_text).toMatch(/144|forty/i);
    await rig.playIntoMicrophone(OTHER);
    expect(ofType('speechStart')).toHaveLength(1);
  });

  it('muted from the start never opens the microphone; muted later lets go of it; unmuted hears again', async () => {
    await start('muted');
    await until('mute', () => captureStates().includes('muted'));
    await rig.playIntoMicrophone(OTHER);
    expect(await recordings()).toBe(0);
    tell('hold', true);
    await until('refusal', () => ofType('error').some(({ code }) => code === 'mic_off'));
    for (let round = 1; round <= 2; round++) {
      tell('mute', false);
      await until('recording', async () => (await recordings()) === 1);
      tell('dictate', true);
      await rig.playIntoMicrophone(OTHER);
      tell('dictate', false);
      await until('text', () => ofType('dictationEnded').length === round);
      const text = ofType('dictated')
        .filter((event) => event.final)
        .at(-1)?.text;
      expect(text).toMatch(/level,? the air is pure/i);
      tell('mute', true);
      await until('silence', async () => (await recordings()) === 0);
      await until('mute', () => captureStates().at(-1) === 'muted');
      await rig.playIntoMicrophone(OTHER);
      expect(await recordings()).toBe(0);
    }
    expect(ofType('audioDropped')).toEqual([]);
    expect(ofType('finalTranscription')).toEqual([]);
  });
});

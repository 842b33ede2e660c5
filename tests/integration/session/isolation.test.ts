/**
 * One engine, two people who want to be heard, and around them everything that can go wrong in a session: sources that
 * throw, sound that is none, consumers that break, models that fail. Nothing of it is to be measured at the two.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeWav } from '../../../electron/engine/dsp/wav.ts';
import type { OpenSessionOptions } from '../../../electron/engine/engine-port.ts';
import { fixturePath } from '../../support/fixture-clip.ts';
import { createDataFolder } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';
import { tone } from '../../support/test-sound.ts';
import { openTestEngine, openTestSession } from '../../support/test-engine.ts';
import type { TestEngine, TestSession } from '../../support/test-engine.ts';

const SECONDS = 2;
const healthyClips = ['speech/harvard-spk1-1.wav', 'speech/harvard-spk1-2.wav'];

let data: DataFolder;
let parley: TestEngine;
/** Sessions whose recogniser throws in every call. */
const poisoned = new Set<string>();
let nextVadThrows = false;

beforeAll(async () => {
  data = createDataFolder();
  // without a voice no time is spent on listening to replies
  parley = await openTestEngine({ dataFolder: data.path, need: { hearing: true, voice: false } });
  await parley.engine.voiceReady;
  const { stt, vad } = parley.engine.models;
  if (!stt.ok || !vad.ok) throw new Error('no models');
  const createStream = stt.value.createStream.bind(stt.value);
  stt.value.createStream = (options) => {
    const stream = createStream(options);
    const asked = () => {
      if (poisoned.has(options.sessionId)) throw new Error('a native call failed');
    };
    return {
      ...stream,
      async partial(signal) {
        asked();
        return stream.partial(signal);
      },
      async final(wanted) {
        asked();
        return stream.final(wanted);
      },
    };
  };
  const createVadStream = vad.value.createStream.bind(vad.value);
  vad.value.createStream = () => {
    if (!nextVadThrows) return createVadStream();
    nextVadThrows = false;
    return { process: () => Promise.reject(new Error('a native call failed')), reset() {} };
  };
});
afterAll(async () => {
  await parley.close();
  data.remove();
});

function open(options: Omit<OpenSessionOptions, 'onEvent'>, onEvent?: () => void): Promise<TestSession> {
  return openTestSession(parley.engine, options, onEvent);
}

const none = { kind: 'none' } as const;
const files = (...paths: string[]) => ({ kind: 'files', paths }) as const;

const noise = (rateHz: number) => {
  let seed = 7;
  const next = () => ((seed = (seed * 48_271) % 0x7fffffff) / 0x7fffffff) * 2 - 1;
  return new Float32Array(SECONDS * rateHz).map(next);
};

/** 32-bit float with samples that no sound has. */
function brokenWav(): string {
  const sound = new Float32Array(SECONDS * 44_100).map((_, i) => [NaN, Infinity, -1e30, 0.3, -0.3][i % 5]!);
  const pcm = Buffer.from(sound.buffer);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + pcm.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(3, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(44_100, 24);
  head.writeUInt32LE(44_100 * 4, 28);
  head.writeUInt16LE(4, 32);
  head.writeUInt16LE(32, 34);
  head.write('data', 36);
  head.writeUInt32LE(pcm.length, 40);
  const path = join(data.path, 'broken.wav');
  writeFileSync(path, Buffer.concat([head, pcm]));
  return path;
}

function loudWav(): string {
  const path = join(data.path, 'loud.wav');
  writeFileSync(path, encodeWav({ samples: noise(96_000), sampleRateHz: 96_000 }));
  return path;
}

/** Opens one of each; what has to be closed by hand comes back. */
async function openTrouble(): Promise<TestSession[]> {
  const clip = fixturePath('speech/harvard-spk1-3.wav');
  const input = files(clip);
  const all = [
    // a source that throws at once, and one that throws while it plays
    await open({ input: { kind: 'stream', name: 'thrower', listen: () => raise() }, output: none }),
    await open({ input: { kind: 'files', paths: [clip], onFile: () => raise() }, output: none }),
    // sound that is none
    await open({ input: files(brokenWav()), output: none }),
    await open({ input: files(loudWav()), output: none }),
    await open({ input: { kind: 'stream', name: 'wrong', listen: sendNonsense }, output: none }),
    // a consumer that breaks, with a listener that fails when nobody looks any more
    await open(
      {
        input: none,
        output: {
          kind: 'stream',
          name: 'broken line',
          line: { format: raise, send: raise, stop: raise, gain: raise },
        },
      },
      () => Promise.reject(new Error('a listener with a bug')) as unknown as void,
    ),
  ];
  all.at(-1)!.session.play(tone(500, 22_050), 'Nobody takes this.');
  // models that fail
  const deaf = await open({ input, output: none });
  poisoned.add(deaf.session.id);
  // each of them has its VAD by now
  await deaf.waitFor(({ type }) => type === 'sessionStarted');
  nextVadThrows = true;
  const blind = await open({ input, output: none });
  await blind.waitFor(({ type }) => type === 'sessionStarted');
  return [...all, deaf, blind];
}

function raise(): never {
  throw new Error('somebody else has a bug');
}

/** Noise at three times the rate it is taken for, in pieces of odd length. */
function sendNonsense(onBytes: (bytes: Uint8Array) => void): () => void {
  const bytes = new Uint8Array(9_601).map((_, i) => (i * 197) % 251);
  const timer = setInterval(() => onBytes(bytes), 100);
  return () => clearInterval(timer);
}

interface Heard {
  readonly finals: readonly string[];
  readonly droppedMs: number;
  readonly faults: readonly string[];
  readonly end: string;
}

/** There is no voice, which each session is told. */
const faultsOf = ({ faultCodes }: Pick<TestSession, 'faultCodes'>) =>
  faultCodes().filter((code) => code !== 'closed');

async function talk(): Promise<Heard[]> {
  const sessions = await Promise.all(
    healthyClips.map((clip) => open({ input: files(fixturePath(clip)), output: none })),
  );
  return Promise.all(
    sessions.map(async ({ session, ofType, faultCodes }) => {
      const end = await session.ended;
      const gone = new Set(ofType('turnDiscarded').map((event) => event.turn_id));
      return {
        finals: ofType('finalTranscription')
          .filter((event) => !gone.has(event.turn_id))
          .map(({ text }) => text),
        droppedMs: ofType('audioDropped').reduce((sum, { ms }) => sum + ms, 0),
        faults: faultsOf({ faultCodes }),
        end,
      };
    }),
  );
}

describe('a session in trouble', () => {
  it('changes nothing for another one', async () => {
    const alone = await talk();
    for (const heard of alone) {
      expect(heard).toMatchObject({ droppedMs: 0, faults: [], end: 'input_ended' });
      expect(heard.finals.join(' ')).not.toBe('');
    }
    const trouble = await openTrouble();
    expect(await talk()).toEqual(alone);

    const [thrower, late, broken, loud, wrong, line, deaf, blind] = trouble as [
      TestSession,
      TestSession,
      TestSession,
      TestSession,
      TestSession,
      TestSession,
      TestSession,
      TestSession,
    ];
    for (const one of [thrower, late]) {
      expect(await one.session.ended).toBe('failed');
      expect(faultsOf(one)).toEqual(['internal']);
    }
    for (const one of [broken, loud]) expect(faultsOf(one)).toEqual([]);
    await wrong.session.close();
    expect(faultsOf(wrong)).toEqual([]);
    await line.waitFor(({ type }) => type === 'replyEnd');
    expect(faultsOf(line)).toEqual(['internal']);
    expect(await blind.session.ended).toBe('failed');
    expect(faultsOf(blind)).toEqual(['model_failed', 'internal']);
    // its turn was discarded, told, and it could go on
    expect(await deaf.session.ended).toBe('input_ended');
    expect(new Set(faultsOf(deaf))).toEqual(new Set(['model_failed']));
    expect(deaf.ofType('turnDiscarded').length).toBeGreaterThan(0);
    await Promise.all(trouble.map(({ session }) => session.close()));
    expect(parley.engine.sessions()).toEqual([]);
  });
});

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';
import { createCoreScheduler } from '../../../electron/engine/runtime/core-scheduler.ts';
import { resampleAll } from '../../../electron/engine/dsp/resampler.ts';
import { createWhisperEngine } from '../../../electron/engine/stt/whisper-engine.ts';
import type { SttEngine } from '../../../electron/engine/stt/stt-port.ts';
import { loudnessOf } from '../../../electron/engine/tts/loudness.ts';
import { createPiperEngine } from '../../../electron/engine/tts/piper-engine.ts';
import { findSound } from '../../../electron/engine/tts/sound-shaping.ts';
import { speakableText } from '../../../electron/engine/tts/speakable-text.ts';
import { divideSpeech } from '../../../electron/engine/tts/speech-pieces.ts';
import type { TtsEngine, TtsOutcome, TtsRequest } from '../../../electron/engine/tts/tts-port.ts';
import { voiceSentences } from './voice-sentences.ts';

const models = join(import.meta.dirname, '../../../native-models');
const clock = createRealClock();
const scheduler = createCoreScheduler(2);
const modelAt = (name: string) => ({ name, folder: join(models, name) });
let voice: TtsEngine;
let ears: SttEngine;

beforeAll(async () => {
  const created = await createPiperEngine({ model: modelAt('piper-joe'), clock, scheduler });
  if (!created.ok) throw new Error(created.fault.message);
  voice = created.value;
  const heard = await createWhisperEngine({ model: modelAt('whisper-base'), clock, scheduler });
  if (!heard.ok) throw new Error(heard.fault.message);
  ears = heard.value;
});

afterAll(async () => {
  await voice?.close();
  await ears?.close();
});

const say = (text: string, more: Partial<TtsRequest> = {}) =>
  voice.synthesize({ sessionId: 'test', text, rate: 1, priority: 'audio', ...more });

function soundOf(outcome: TtsOutcome): Float32Array {
  if (outcome.kind !== 'done') throw new Error(`not spoken: ${outcome.kind}`);
  return outcome.sound.samples;
}

/** The whole of a text as the stage would speak it: all pieces one behind the other. */
async function sayAll(text: string): Promise<Float32Array> {
  const parts: Float32Array[] = [];
  for (const { speakText } of divideSpeech(text).pieces) parts.push(soundOf(await say(speakText)));
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function hear(samples: Float32Array): Promise<string> {
  const stream = ears.createStream({ sessionId: 'ears', language: 'en' });
  stream.begin();
  stream.push(resampleAll(samples, voice.sampleRateHz, 16_000));
  const outcome = await stream.final({ words: false });
  stream.close();
  if (outcome.kind !== 'done') throw new Error(`not heard: ${outcome.kind}`);
  return outcome.value.text;
}

const wordsOf = (text: string) =>
  speakableText(text)
    .toLowerCase()
    .replace(/[^a-z' ]+/g, ' ')
    .split(' ')
    .filter((word) => word !== '' && word !== 'and' && word !== 'the');

/** Substitutions, insertions and deletions between two lists of words. */
function wordErrors(wanted: readonly string[], got: readonly string[]): number {
  let row = Array.from({ length: got.length + 1 }, (_, i) => i);
  for (let i = 1; i <= wanted.length; i++) {
    const next = [i];
    for (let j = 1; j <= got.length; j++) {
      next.push(
        Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (wanted[i - 1] === got[j - 1] ? 0 : 1)),
      );
    }
    row = next;
  }
  return row[got.length]!;
}

describe('the default voice', () => {
  it('says figures, dates, money, units and addresses so that they are understood', async () => {
    let errors = 0;
    let words = 0;
    const misheard: string[] = [];
    for (const sentence of voiceSentences) {
      const heard = await hear(await sayAll(sentence));
      const wanted = wordsOf(sentence);
      const wrong = wordErrors(wanted, wordsOf(heard));
      if (wrong > 0) misheard.push(`${sentence} -> ${heard}`);
      errors += wrong;
      words += wanted.length;
    }
    expect(errors / words, misheard.join('\n')).toBeLessThanOrEqual(0.08);
  });

  it('gives no sound for a text that cannot be said, without the model', async () => {
    const before = voice.stats().done;
    for (const text of ['', '   ', '...', '?!', '\u0000']) {
      const outcome = await say(text);
      expect(outcome).toMatchObject({ kind: 'done', cached: true, computeMs: 0 });
      expect(soundOf(outcome)).toHaveLength(0);
    }
    expect(voice.stats().done).toBe(before);
  });

  it('speaks faster and slower', async () => {
    const text = 'The weather in London is nice today.';
    const [slow, normal, fast] = [
      soundOf(await say(text, { rate: 0.5 })).length,
      soundOf(await say(text)).length,
      soundOf(await say(text, { rate: 2 })).length,
    ];
    expect(slow / normal).toBeGreaterThan(1.5);
    expect(slow / normal).toBeLessThan(2.4);
    expect(fast / normal).toBeGreaterThan(0.4);
    expect(fast / normal).toBeLessThan(0.75);
  });

  it('takes a rate that makes no sense for the nearest that does', async () => {
    const text = 'The rate is odd.';
    for (const rate of [NaN, Infinity, -3, 0, 1e9]) {
      expect(soundOf(await say(text, { rate })).length).toBeGreaterThan(5_000);
    }
  });

  it('begins within 20 ms, stays in range and keeps seams below 1 LU', async () => {
    for (const sentence of voiceSentences.slice(19, 24)) {
      const levels: number[] = [];
      for (const { speakText } of divideSpeech(sentence).pieces) {
        const samples = soundOf(await say(speakText));
        const found = findSound(samples, voice.sampleRateHz)!;
        expect(found.start / voice.sampleRateHz).toBeLessThan(0.02);
        expect(samples.every((x) => Math.abs(x) <= 1)).toBe(true);
        levels.push(loudnessOf(samples.subarray(found.start, found.end), voice.sampleRateHz));
      }
      for (let i = 1; i < levels.length; i++) expect(Math.abs(levels[i]! - levels[i - 1]!)).toBeLessThan(1);
    }
  });

  it('remembers short phrases and warmed ones, and hands out copies', async () => {
    await voice.warm(['One moment, please.', 'I am listening.']);
    for (const { speakText } of divideSpeech('One moment, please.').pieces) {
      const first = await say(speakText);
      expect(first).toMatchObject({ kind: 'done', cached: true });
      soundOf(first).fill(0);
      expect(soundOf(await say(speakText)).some((x) => x !== 0)).toBe(true);
    }
    await say('Remember this.');
    expect(await say('Remember this.')).toMatchObject({ cached: true });
    expect(await say('Remember this.', { rate: 1.3 })).toMatchObject({ cached: false });
  });

  it('cancels what waits and what runs', async () => {
    const early = new AbortController();
    early.abort();
    expect(await say('Never said at all.', { signal: early.signal })).toEqual({ kind: 'cancelled' });
    const running = new AbortController();
    const waiting = new AbortController();
    const first = say('This one is being spoken when it is cancelled in the middle of it.', {
      signal: running.signal,
    });
    const second = say('This one waits behind the first one and is cancelled too.', {
      signal: waiting.signal,
    });
    running.abort();
    waiting.abort();
    expect(await Promise.all([first, second])).toEqual([{ kind: 'cancelled' }, { kind: 'cancelled' }]);
    expect((await say('And it still works.')).kind).toBe('done');
  });

  it('serves ten sessions at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        voice.synthesize({
          sessionId: `s${i}`,
          text: `This is session ${i}.`,
          rate: 1,
          priority: 'firstAudio',
        }),
      ),
    );
    for (const outcome of outcomes) expect(soundOf(outcome).length).toBeGreaterThan(10_000);
  });

  it('refuses what is longer than a piece', async () => {
    const outcome = await say('a '.repeat(200));
    expect(outcome).toMatchObject({ kind: 'failed', fault: { code: 'text_too_long' } });
  });

  it('says any part of 5,000 characters without punctuation', async () => {
    const text = 'and another word '.repeat(295).slice(0, 5000);
    const { pieces } = divideSpeech(text);
    expect(pieces.map(({ displayText }) => displayText).join('')).toBe(text);
    let seconds = 0;
    for (const { speakText } of [pieces[0]!, pieces[1]!, pieces.at(-1)!]) {
      seconds += soundOf(await say(speakText)).length / voice.sampleRateHz;
    }
    expect(seconds).toBeGreaterThan(4);
  });

  it('says odd letters, marks and tags without falling over', async () => {
    for (const text of [
      'zzzzzz',
      'x',
      'Ŵŷñçé',
      "'tis",
      '<speak>a</speak>',
      '[[a]] b',
      'a\u0000b',
      '\ud800 a',
      'a'.repeat(299),
    ]) {
      expect((await say(text)).kind).toBe('done');
    }
  });
});

describe('a voice that is not whole', () => {
  it('says which file is missing', async () => {
    const created = await createPiperEngine({
      model: { name: 'gone', folder: '/nowhere' },
      clock,
      scheduler,
    });
    expect(created).toMatchObject({ ok: false, fault: { code: 'model_missing' } });
  });

  it('closes twice, and answers after closing', async () => {
    const created = await createPiperEngine({ model: modelAt('piper-joe'), clock, scheduler });
    if (!created.ok) throw new Error(created.fault.message);
    await Promise.all([created.value.close(), created.value.close()]);
    const outcome = await created.value.synthesize({
      sessionId: 's',
      text: 'Hello there.',
      rate: 1,
      priority: 'audio',
    });
    expect(outcome.kind).not.toBe('done');
  });
});

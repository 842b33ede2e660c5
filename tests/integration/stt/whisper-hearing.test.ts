import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SttEngine, Transcript } from '../../../electron/engine/stt/stt-port.ts';
import { transcribeRecording } from '../../../electron/engine/stt/transcribe-recording.ts';
import { fixturePath, loadFixtureClip } from '../../support/fixture-clip.ts';
import { openWhisper, valueOf } from '../../support/stt-engines.ts';
import { wordErrors } from '../../support/word-errors.ts';

const clips = readFileSync(fixturePath('transcripts.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t') as [file: string, text: string]);

/** Repeatable noise, uniform in [-level, level]. */
function noise(lengthSamples: number, level: number): Float32Array {
  let seed = 7;
  return Float32Array.from({ length: lengthSamples }, () => {
    seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
    return (seed / 2 ** 31 - 1) * level;
  });
}

describe.each(['whisper-tiny.en', 'whisper-base'] as const)('%s on recorded speech', (name) => {
  let engine: SttEngine;
  beforeAll(async () => {
    engine = await openWhisper(name);
  });
  afterAll(() => engine.close());

  async function hear(samples: Float32Array, language = 'en'): Promise<Transcript> {
    const stream = engine.createStream({ sessionId: 'hearing', language });
    stream.begin();
    stream.push(samples);
    const outcome = await stream.final({ words: true });
    stream.close();
    return valueOf(outcome);
  }

  it('makes at most 5 % word errors over all clips, and takes none for invented', async () => {
    let errors = 0;
    let words = 0;
    for (const [file, text] of clips) {
      const heard = await hear(loadFixtureClip(file).samples);
      expect(heard.phantom).toBe(false);
      expect(heard.confidence).toBeGreaterThan(0.4);
      const counted = wordErrors(text, heard.text);
      errors += counted.errors;
      words += counted.words;
    }
    console.log(`${name}: ${errors} word errors in ${words} words`);
    expect(words).toBeGreaterThan(90);
    expect(errors / words).toBeLessThanOrEqual(0.05);
  });

  it('gives word times that only go forward, lie inside the clip and meet the sound', async () => {
    for (const [file] of clips) {
      const { samples } = loadFixtureClip(file);
      const { words, text } = await hear(samples);
      expect(words.map(({ word }) => word).join(' ')).toBe(text);
      let last = 0;
      for (const { start, end, confidence } of words) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(1);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(samples.length / 16_000);
    }
    const { words } = await hear(loadFixtureClip('speech/jfk.wav').samples);
    expect(words.at(-1)!.word).toBe('country.');
    expect(words.at(-1)!.end).toBeGreaterThan(10.2);
    expect(words.at(-1)!.end).toBeLessThan(11);
    const ask = words.find(({ word }) => word.startsWith('ask'))!;
    expect(ask.start).toBeGreaterThan(3);
    expect(ask.end).toBeLessThan(4.1);
  });

  it('shows nothing for silence and noise', async () => {
    expect(await hear(new Float32Array(32_000))).toMatchObject({ text: '', phantom: false });
    const sounds = [
      ...['noise1', 'noise2', 'noise3'].flatMap((file) => {
        const { samples } = loadFixtureClip(`noise/${file}.wav`);
        return [samples.subarray(0, 8000), samples.subarray(8000, 40_000), samples.subarray(0, 480_000)];
      }),
      noise(8000, 0.001),
      noise(48_000, 0.03),
      Float32Array.from({ length: 32_000 }, (_, i) => 0.1 * Math.sin((2 * Math.PI * 50 * i) / 16_000)),
    ];
    for (const samples of sounds) {
      const heard = await hear(samples);
      expect(heard.text === '' || heard.phantom).toBe(true);
    }
  });

  it('does not repeat itself on speech cut off in the middle', async () => {
    for (const [file, text] of clips) {
      const { samples } = loadFixtureClip(file);
      for (const share of [0.37, 0.61, 0.83]) {
        const heard = await hear(samples.subarray(0, Math.floor(samples.length * share)));
        expect(heard.text.split(' ').length).toBeLessThanOrEqual(text.split(' ').length + 2);
      }
    }
  });

  it('hears a full window and the shortest sounds without failing', async () => {
    const jfk = loadFixtureClip('speech/jfk.wav').samples;
    const full = new Float32Array(480_000);
    for (const at of [0, 1, 2]) full.set(jfk.subarray(0, 480_000 - at * jfk.length), at * jfk.length);
    expect((await hear(full)).text.match(/country/gu)?.length).toBeGreaterThanOrEqual(4);
    for (const length of [0, 1, 199, 1279]) expect((await hear(full.subarray(0, length))).text).toBe('');
    for (const length of [1280, 1600, 3200])
      expect((await hear(jfk.subarray(8000, 8000 + length))).text.length).toBeLessThan(40);
  });

  it('transcribes a long recording in absolute times, with progress, and stops when asked', async () => {
    const jfk = loadFixtureClip('speech/jfk.wav').samples;
    const pauseSamples = 16_000;
    const samples = noise((jfk.length + pauseSamples) * 4, 0.0005);
    const regions = [0, 1, 2, 3].map((i) => {
      const startSamples = i * (jfk.length + pauseSamples);
      samples.set(jfk, startSamples);
      return { startSamples, endSamples: startSamples + jfk.length };
    });
    const progress: number[] = [];
    const job = { engine, sessionId: 'long', samples, regions, language: 'en', words: true };
    const outcome = await transcribeRecording({ ...job, onProgress: (done) => progress.push(done) });
    const { text, words, segments } = valueOf(outcome);
    const said = clips.find(([file]) => file.endsWith('jfk.wav'))![1];
    expect(wordErrors([said, said, said, said].join(' '), text).errors).toBeLessThanOrEqual(4);
    expect(segments.length).toBeGreaterThanOrEqual(2);
    const ends = words.filter(({ word }) => word === 'country.').map(({ end }) => end);
    ends.forEach((end, i) => expect(Math.abs(end - (i * 12 + 10.6))).toBeLessThan(0.6));
    expect(ends).toHaveLength(4);
    expect(progress[0]).toBe(0);
    expect(progress.at(-1)).toBeCloseTo(1);

    const controller = new AbortController();
    const stopped = await transcribeRecording({
      ...job,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect(stopped.kind).toBe('cancelled');
    const nothing = valueOf(await transcribeRecording({ ...job, regions: [] }));
    expect(nothing).toMatchObject({ text: '', segments: [] });
  });

  it(`${name === 'whisper-base' ? 'detects the language' : 'knows only English'}`, async () => {
    const { samples } = loadFixtureClip('speech/harvard-spk1-1.wav');
    expect((await hear(samples, 'auto')).language).toBe('en');
    expect((await hear(samples, 'en-GB')).language).toBe('en');
    expect(engine.languages.includes('de')).toBe(name === 'whisper-base');
    const german = engine.createStream({ sessionId: 'g', language: 'de-AT' });
    german.begin();
    german.push(samples);
    const outcome = await german.final({ words: false });
    german.close();
    if (name === 'whisper-base') expect(valueOf(outcome).language).toBe('de');
    else expect(outcome).toMatchObject({ kind: 'failed', fault: { code: 'stt_language' } });
  });
});

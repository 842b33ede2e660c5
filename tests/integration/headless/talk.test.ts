/** `parley talk` on recordings, as another program would drive it: the real models, a process of its own. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINE_RATE_HZ } from '../../../electron/contract/audio.ts';
import { encodeWav, parseWav } from '../../../electron/engine/dsp/wav.ts';
import { fixturePath, loadFixtureClip } from '../../support/fixture-clip.ts';
import { createDataFolder, eventsOf, eventsOfType, runParley } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';
import { wordErrors } from '../../support/word-errors.ts';

let data: DataFolder;
const question = () => join(data.path, 'question.wav');

beforeAll(async () => {
  data = createDataFolder();
  const said = await runParley(['say', '--out', question(), 'What is twelve times twelve?']);
  expect(said, said.stderr).toMatchObject({ code: 0 });
});
afterAll(() => data.remove());

describe('parley talk', () => {
  it('answers a spoken question: events in order, the reply in a file, the turn in the history', async () => {
    const reply = join(data.path, 'reply.wav');
    const run = await runParley(['talk', '--fast', '--json', '--out', reply, question()], {
      dataFolder: data.path,
    });
    expect(run, run.stderr).toMatchObject({ code: 0 });
    const events = eventsOf(run.stdout);
    expect(events[0]).toMatchObject({ type: 'sessionStarted', source: 'question.wav' });
    expect(events.at(-1)).toMatchObject({ type: 'sessionEnded', reason: 'input_ended' });
    const order = events.map((event) => event.type);
    for (const [before, after] of [
      ['speechStart', 'finalTranscription'],
      ['finalTranscription', 'turnEnd'],
      ['turnEnd', 'replyText'],
      ['replyText', 'replyAudio'],
      ['replyAudio', 'replyEnd'],
      ['replyEnd', 'timings'],
    ] as const) {
      expect(order.indexOf(before), `${before} before ${after}`).toBeLessThan(order.indexOf(after));
      expect(order).toContain(before);
    }
    const [final] = eventsOfType(events, 'finalTranscription');
    expect(wordErrors('What is twelve times twelve?', final!.text).errors).toBe(0);
    expect(final!.words.length).toBeGreaterThanOrEqual(5);
    for (const word of final!.words) expect(word.end).toBeGreaterThanOrEqual(word.start);
    const [end] = eventsOfType(events, 'turnEnd');
    expect(end!.silence_ms).toBeGreaterThanOrEqual(64);
    expect(end!.waited_for_ms).toBeLessThanOrEqual(end!.silence_ms);
    const [ended] = eventsOfType(events, 'replyEnd');
    expect(ended!.heard_text).toContain('144');
    expect(eventsOfType(events, 'timings')[0]!.stages['voice_to_voice']).toBeGreaterThan(0);

    const transcribed = await runParley(['transcribe', reply]);
    expect(transcribed.stdout).toMatch(/144|hundred and forty-four/i);

    const history = await runParley(['history', 'search', 'twelve'], { dataFolder: data.path });
    const shown =
      history.stdout === '' ? await runParley(['history', '--json'], { dataFolder: data.path }) : history;
    expect(shown.stdout).toContain('144');
  });

  it('takes turns over several files and says what was heard in each', async () => {
    const files = ['speech/harvard-spk1-1.wav', 'speech/harvard-spk1-5.wav'].map(fixturePath);
    const run = await runParley(['talk', '--fast', '--json', ...files]);
    const texts = eventsOfType(eventsOf(run.stdout), 'finalTranscription').map((event) => event.text);
    expect(texts).toHaveLength(2);
    expect(wordErrors('The child almost hurt the small dog.', texts[0]!).errors).toBeLessThanOrEqual(1);
    expect(wordErrors('Sunday is the best part of the week.', texts[1]!).errors).toBeLessThanOrEqual(1);
  });

  it('shows nobody a phantom text: noise and silence give no turn', async () => {
    const silence = join(data.path, 'silence.wav');
    writeFileSync(
      silence,
      encodeWav({ samples: new Float32Array(4 * ENGINE_RATE_HZ), sampleRateHz: ENGINE_RATE_HZ }),
    );
    const noises = ['noise/noise1.wav', 'noise/noise2.wav', 'noise/noise3.wav'].map(fixturePath);
    const run = await runParley(['talk', '--fast', '--json', silence, ...noises]);
    const events = eventsOf(run.stdout);
    expect(events.at(-1)).toMatchObject({ type: 'sessionEnded' });
    expect(eventsOfType(events, 'finalTranscription')).toEqual([]);
    expect(eventsOfType(events, 'replyAudio')).toEqual([]);
  });

  it('hears the same words at any rate, depth and channel count', async () => {
    const clip = loadFixtureClip('speech/harvard-spk1-3.wav');
    const stereo8 = join(data.path, 'stereo8k.wav');
    const { resampleAll } = await import('../../../electron/engine/dsp/resampler.ts');
    const low = resampleAll(clip.samples, clip.sampleRateHz, 44_100);
    writeFileSync(stereo8, encodeWav({ samples: low, sampleRateHz: 44_100 }));
    const run = await runParley(['talk', '--fast', '--json', stereo8]);
    const [final] = eventsOfType(eventsOf(run.stdout), 'finalTranscription');
    expect(wordErrors('At that high level the air is pure.', final!.text).errors).toBeLessThanOrEqual(1);
  });

  it('prints for people what it prints for programs: words, the decision with its scores, times', async () => {
    const run = await runParley(['talk', '--fast', question()]);
    expect(run.stdout).toMatch(/You\s+What is/);
    expect(run.stdout).toMatch(/Turn\s+policy after \d+ ms of silence/);
    expect(run.stdout).toMatch(/Smart Turn \d+ ms: 0\.\d\d/);
    expect(run.stdout).toMatch(/Parley\s+.*144/);
    expect(run.stdout).toMatch(/voice to voice\s+\d+ ms/);
  });

  it('uses what there is of a truncated recording and says so', async () => {
    const path = join(data.path, 'cut.wav');
    const whole = readFileSync(fixturePath('speech/harvard-spk1-2.wav'));
    writeFileSync(path, whole.subarray(0, Math.floor(whole.length * 0.8)));
    expect(parseWav(readFileSync(path))).toMatchObject({ ok: true, value: { truncated: true } });
    const run = await runParley(['talk', '--fast', '--json', path]);
    expect(run.code).toBe(0);
    const events = eventsOf(run.stdout);
    expect(eventsOfType(events, 'error')[0]).toMatchObject({ code: 'audio_truncated' });
    expect(eventsOfType(events, 'finalTranscription')[0]!.text).toMatch(/two/i);
  });
});

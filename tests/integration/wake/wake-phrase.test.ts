/** The wake phrase through the real voice, recogniser, gate and candidate rule: a small part of the wake bench. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';
import type { SttStream } from '../../../electron/engine/stt/stt-port.ts';
import { createWakeJudge } from '../../../electron/engine/wake/wake-judge.ts';
import type { WakeJudge } from '../../../electron/engine/wake/wake-port.ts';
import { loadBenchModels, must } from '../../bench/support/bench-models.ts';
import type { BenchModels } from '../../bench/support/bench-models.ts';
import { listenAsleep } from '../../bench/support/wake-listening.ts';
import { placeInRoom, wakeVoices } from '../../bench/support/wake-voices.ts';
import { loadFixtureClip } from '../../support/fixture-clip.ts';

let models: BenchModels;
let judge: WakeJudge;
let stream: SttStream;

beforeAll(async () => {
  models = await loadBenchModels(createRealClock());
  judge = must(createWakeJudge({ phrase: 'Hey Parley', sensitivity: 0.5 }));
  stream = models.stt.createStream({ sessionId: 'wake', language: 'en', prompt: judge.hint ?? '' });
}, 60_000);

afterAll(async () => {
  stream.close();
  await models.close();
});

const listen = (sound: Float32Array) => listenAsleep(models.vad, stream, judge, sound);
const ownVoice = () => wakeVoices(models.voice)[1]!;

describe('the phrase', () => {
  it.each(['Hey Parley', 'Hey Parley, what time is it?', 'Hey Parley. Set a timer for ten minutes.'])(
    '%j calls once',
    async (text) => {
      const { calls } = await listen(placeInRoom(await ownVoice().say(text), 'quiet'));
      expect(calls).toHaveLength(1);
    },
    60_000,
  );
});

describe('other sound', () => {
  it.each(['speech/jfk.wav', 'speech/weather_question.wav', 'speech/harvard-spk1-1.wav', 'noise/noise2.wav'])(
    '%s does not call',
    async (file) => {
      const { calls } = await listen(placeInRoom(loadFixtureClip(file).samples, 'quiet'));
      expect(calls).toEqual([]);
    },
    60_000,
  );

  it('nobody is called by talk about the weather', async () => {
    const said = await ownVoice().say('Hello everyone, the weather tomorrow will be partly cloudy.');
    const { calls, candidates } = await listen(placeInRoom(said, 'quiet'));
    expect(candidates).toBeGreaterThan(0);
    expect(calls).toEqual([]);
  }, 60_000);
});

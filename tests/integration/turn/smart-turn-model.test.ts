import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';
import { createCoreScheduler } from '../../../electron/engine/runtime/core-scheduler.ts';
import type { EndOfTurnModel, EndOfTurnStream } from '../../../electron/engine/turn/end-of-turn-port.ts';
import { createSmartTurnFeatures } from '../../../electron/engine/turn/smart-turn-features.ts';
import { createSmartTurnModel } from '../../../electron/engine/turn/smart-turn-model.ts';
import { FEATURE_VALUES } from '../../../electron/engine/turn/smart-turn-shape.ts';
import { loadFixtureClip } from '../../support/fixture-clip.ts';
import { goldenClips, weightsPath } from '../../support/golden-values.ts';

const open = (modelPath = weightsPath('smart-turn/smart-turn-v3.2-cpu.onnx')) =>
  createSmartTurnModel({ modelPath, clock: createRealClock(), scheduler: createCoreScheduler(2) });

let model: EndOfTurnModel;
beforeAll(async () => {
  const created = await open();
  if (!created.ok) throw new Error(created.fault.message);
  model = created.value;
});
afterAll(() => model.close());

/** The reference takes any length; the product whole hops: zeros in front change nothing and make them whole. */
function inWholeHops(samples: Float32Array): Float32Array {
  const padded = new Float32Array(Math.ceil(samples.length / 160) * 160);
  padded.set(samples, padded.length - samples.length);
  return padded;
}

const questions = goldenClips.flatMap(({ file, smart_turn }) =>
  smart_turn.map((golden) => ({ file, ...golden, first: golden.uses_first_samples })),
);

/**
 * The int8 model is not smooth: noise of 1e-7 in its input moves this one answer between 0.73 and 0.89, also with
 * the features of the plain recompute. The others stay within the reference's tolerance.
 */
const toleranceOf = (file: string, first: number) =>
  file.includes('libri') && first === 130_591 ? 0.2 : 0.02;

function pushFrames(stream: EndOfTurnStream, samples: Float32Array): void {
  for (let at = 0; at < samples.length; at += 512) stream.push(samples.subarray(at, at + 512));
}

async function probabilityOf(stream: EndOfTurnStream): Promise<number> {
  const outcome = await stream.ask();
  if (outcome.kind !== 'done') throw new Error(outcome.kind);
  return outcome.probability;
}

describe('Smart Turn v3.2', () => {
  it.each(questions)(
    'features of the first $first samples of $file',
    ({ file, first, features, feature_mean }) => {
      const incremental = createSmartTurnFeatures();
      incremental.push(inWholeHops(loadFixtureClip(file).samples.subarray(0, first)));
      const out = new Float32Array(FEATURE_VALUES);
      expect(incremental.read(out)).toBe(true);
      for (const { mel, frame, value } of features) {
        expect(Math.abs(out[mel * 800 + frame]! - value), `mel ${mel} frame ${frame}`).toBeLessThan(1e-4);
      }
      const mean = out.reduce((sum, value) => sum + value, 0) / out.length;
      expect(Math.abs(mean - feature_mean)).toBeLessThan(1e-4);
    },
  );

  it.each(questions)(
    'probability after the first $first samples of $file',
    async ({ file, first, probability }) => {
      const stream = model.createStream('golden');
      stream.begin();
      pushFrames(stream, inWholeHops(loadFixtureClip(file).samples.subarray(0, first)));
      expect(Math.abs((await probabilityOf(stream)) - probability)).toBeLessThan(toleranceOf(file, first));
      stream.close();
    },
  );

  it('keeps ten streams apart', async () => {
    const clips = goldenClips.map(({ file }) => loadFixtureClip(file).samples);
    const alone: number[] = [];
    for (const clip of clips) {
      const stream = model.createStream('alone');
      stream.begin();
      pushFrames(stream, clip);
      alone.push(await probabilityOf(stream));
      stream.close();
    }
    const streams = Array.from({ length: 10 }, (_, i) => model.createStream(`s${i}`));
    for (const stream of streams) stream.begin();
    const longest = Math.max(...clips.map((clip) => clip.length));
    for (let at = 0; at < longest; at += 512) {
      streams.forEach((stream, i) => stream.push(clips[i % clips.length]!.subarray(at, at + 512)));
    }
    const together = await Promise.all(streams.map(probabilityOf));
    together.forEach((probability, i) => expect(probability).toBe(alone[i % clips.length]));
    for (const stream of streams) stream.close();
  });

  it('answers for the moment of the question, whatever is pushed afterwards', async () => {
    const clip = loadFixtureClip('speech/harvard-spk1-5.wav').samples;
    const stream = model.createStream('later');
    stream.begin();
    pushFrames(stream, clip);
    const expected = await probabilityOf(stream);
    stream.begin();
    pushFrames(stream, clip);
    const asked = probabilityOf(stream);
    pushFrames(stream, clip.subarray(0, 16_000));
    expect(await asked).toBe(expected);
    stream.close();
  });

  it('begins anew: nothing of the last utterance counts', async () => {
    const [first, second] = ['speech/jfk.wav', 'speech/harvard-spk1-1.wav'].map(
      (file) => loadFixtureClip(file).samples,
    );
    const stream = model.createStream('again');
    stream.begin();
    pushFrames(stream, second!);
    const expected = await probabilityOf(stream);
    stream.begin();
    pushFrames(stream, first!);
    stream.begin();
    pushFrames(stream, second!);
    expect(await probabilityOf(stream)).toBe(expected);
    stream.close();
  });
});

describe('bad input', () => {
  it('cancels a question of an utterance that is over, aborted, superseded, or never begun', async () => {
    const stream = model.createStream('bad');
    expect(await stream.ask()).toEqual({ kind: 'cancelled' });
    stream.push(new Float32Array(512));
    stream.begin();
    expect(await stream.ask(AbortSignal.abort())).toEqual({ kind: 'cancelled' });
    const other = model.createStream('other');
    other.begin();
    const running = other.ask();
    const older = stream.ask();
    const newer = stream.ask();
    expect((await older).kind).toBe('cancelled');
    expect((await newer).kind).toBe('done');
    expect((await running).kind).toBe('done');
    stream.close();
    other.close();
  });

  it('answers after pushes of nothing, of no numbers, and after a minute of silence', async () => {
    const stream = model.createStream('odd');
    stream.begin();
    stream.push(new Float32Array(0));
    expect(await probabilityOf(stream)).toBeGreaterThanOrEqual(0);
    stream.push(new Float32Array(16_000).fill(NaN));
    stream.push(new Float32Array(16_000).fill(Infinity));
    expect(Number.isFinite(await probabilityOf(stream))).toBe(true);
    for (let i = 0; i < 60; i++) stream.push(new Float32Array(16_000));
    expect(Number.isFinite(await probabilityOf(stream))).toBe(true);
    stream.close();
  });

  it('ignores a stream after its close', async () => {
    const stream = model.createStream('closed');
    stream.begin();
    stream.push(new Float32Array(16_000));
    stream.close();
    stream.close();
    stream.begin();
    stream.push(new Float32Array(512));
    expect(await stream.ask()).toEqual({ kind: 'cancelled' });
  });

  it.each([
    ['a missing model', '/nowhere/smart-turn.onnx'],
    ['another model', weightsPath('silero-vad/silero_vad.onnx')],
    ['no model at all', weightsPath('smart-turn/LICENSE')],
  ])('turns %s into a fault', async (_, path) => {
    const created = await open(path);
    expect(created.ok ? 'created' : created.fault.code).toBe('model_failed');
  });

  it('cancels what is asked of a closed model', async () => {
    const created = await open();
    if (!created.ok) throw new Error(created.fault.message);
    const stream = created.value.createStream('late');
    stream.begin();
    await created.value.close();
    stream.push(new Float32Array(512));
    expect(await stream.ask()).toEqual({ kind: 'cancelled' });
    stream.close();
  });
});

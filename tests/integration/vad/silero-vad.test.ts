import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSileroVad } from '../../../electron/engine/vad/silero-vad.ts';
import { findSpeechRegions } from '../../../electron/engine/vad/speech-regions.ts';
import { createVadGate } from '../../../electron/engine/vad/vad-gate.ts';
import { vadTuning } from '../../../electron/engine/vad/tuning.ts';
import type { VadModel, VadStream } from '../../../electron/engine/vad/vad-port.ts';
import { loadFixtureClip } from '../../support/fixture-clip.ts';
import { goldenClips, weightsPath } from '../../support/golden-values.ts';

const weights = weightsPath('silero-vad/silero_vad.onnx');
let model: VadModel;

beforeAll(async () => {
  const loaded = await loadSileroVad(weights);
  if (!loaded.ok) throw new Error(loaded.fault.message);
  model = loaded.value;
});
afterAll(() => model.close());

async function probabilities(
  samples: Float32Array,
  stream: VadStream = model.createStream(),
): Promise<number[]> {
  const found: number[] = [];
  for (let at = 0; at + 512 <= samples.length; at += 512) {
    found.push(await stream.process(samples.subarray(at, at + 512)));
  }
  return found;
}

describe('Silero v6', () => {
  it.each(goldenClips)('gives the reference probabilities for $file', async ({ file, silero_v6 }) => {
    const found = await probabilities(loadFixtureClip(file).samples);
    expect(found.length).toBe(silero_v6.length);
    found.forEach((value, i) => expect(Math.abs(value - silero_v6[i]!), `frame ${i}`).toBeLessThan(1e-3));
  });

  it('keeps the streams of one model apart', async () => {
    const clips = goldenClips
      .slice(0, 5)
      .map(({ file }) => loadFixtureClip(file).samples.subarray(0, 512 * 60));
    const together = await Promise.all(clips.map((clip) => probabilities(clip)));
    for (const [i, clip] of clips.entries()) expect(together[i]).toEqual(await probabilities(clip));
  });

  it('forgets on reset, also when asked in the middle of a frame', async () => {
    const clip = loadFixtureClip(goldenClips[0]!.file).samples.subarray(0, 512 * 20);
    const stream = model.createStream();
    const fresh = await probabilities(clip, stream);
    stream.reset();
    expect(await probabilities(clip, stream)).toEqual(fresh);
    const pending = stream.process(clip.subarray(0, 512));
    stream.reset();
    await pending;
    expect(await probabilities(clip, stream)).toEqual(fresh);
  });
});

describe('bad input', () => {
  it('survives samples that are no numbers, and hears speech after them', async () => {
    const stream = model.createStream();
    for (const value of [NaN, Infinity, -Infinity, 1e30, -1e30, 1e-40]) {
      const probability = await stream.process(new Float32Array(512).fill(value));
      expect(probability).toBeGreaterThanOrEqual(0);
      expect(probability).toBeLessThanOrEqual(1);
    }
    stream.reset();
    const found = await probabilities(loadFixtureClip(goldenClips[0]!.file).samples, stream);
    expect(Math.max(...found)).toBeGreaterThan(0.9);
  });

  it('refuses frames of another length and two at once', async () => {
    const stream = model.createStream();
    for (const length of [0, 1, 511, 513, 16_000]) {
      await expect(stream.process(new Float32Array(length))).rejects.toThrow(RangeError);
    }
    const first = stream.process(new Float32Array(512));
    await expect(stream.process(new Float32Array(512))).rejects.toThrow('still being processed');
    await first;
  });

  it('hears no speech in ten minutes of silence nor in recorded noise', async () => {
    const gate = createVadGate(vadTuning);
    const starts = async (samples: Float32Array, times: number) => {
      let count = 0;
      const stream = model.createStream();
      for (let i = 0; i < times; i++) {
        for (const value of await probabilities(samples, stream))
          if (gate.step(value).event === 'start') count++;
      }
      gate.reset();
      return count;
    };
    expect(await starts(new Float32Array(16_000 * 10), 60)).toBe(0);
    for (const file of ['noise/noise1.wav', 'noise/noise2.wav', 'noise/noise3.wav']) {
      expect(await starts(loadFixtureClip(file).samples, 1), file).toBe(0);
    }
  });

  it('turns a missing, empty, truncated, damaged or foreign model into a fault', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-vad-'));
    const whole = readFileSync(weights);
    const files = {
      empty: Buffer.alloc(0),
      truncated: whole.subarray(0, whole.length / 2),
      text: Buffer.from('not a model'),
      foreign: readFileSync(weightsPath('smart-turn/smart-turn-v3.2-cpu.onnx')),
    };
    try {
      for (const [name, bytes] of Object.entries(files)) {
        writeFileSync(join(folder, name), bytes);
        const loaded = await loadSileroVad(join(folder, name));
        expect(loaded.ok ? 'loaded' : loaded.fault.code, name).toBe('model_failed');
      }
      const missing = await loadSileroVad(join(folder, 'nowhere'));
      expect(missing.ok ? 'loaded' : missing.fault.code).toBe('model_failed');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('refuses frames once closed, and closes twice', async () => {
    const loaded = await loadSileroVad(weights);
    if (!loaded.ok) throw new Error(loaded.fault.message);
    const stream = loaded.value.createStream();
    const pending = stream.process(new Float32Array(512));
    await Promise.all([loaded.value.close(), loaded.value.close()]);
    await expect(pending).resolves.toBeLessThan(0.5);
    await expect(stream.process(new Float32Array(512))).rejects.toThrow('closed');
  });
});

describe('regions of a long recording', () => {
  it('finds the speech between stretches of silence', async () => {
    const clip = loadFixtureClip('speech/harvard-spk1-5.wav').samples;
    const gap = 16_000 * 2;
    const samples = new Float32Array(gap * 3 + clip.length * 2);
    samples.set(clip, gap);
    samples.set(clip, gap * 2 + clip.length);
    const regions = (await findSpeechRegions(model, samples))!;
    expect(regions.length).toBe(2);
    regions.forEach(({ startSamples, endSamples }, i) => {
      const from = gap * (i + 1) + clip.length * i;
      expect(Math.abs(startSamples - from)).toBeLessThan(16_000 * 0.5);
      expect(Math.abs(endSamples - from - clip.length)).toBeLessThan(16_000 * 0.5);
    });
  });

  it('reports progress to the end, and stops when told to', async () => {
    const samples = loadFixtureClip('speech/jfk.wav').samples;
    const seen: number[] = [];
    await findSpeechRegions(model, samples, { onProgress: (done) => seen.push(done) });
    expect(seen.at(-1)).toBe(samples.length);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    const controller = new AbortController();
    let calls = 0;
    const stopped = await findSpeechRegions(model, samples, {
      signal: controller.signal,
      onProgress: () => {
        calls++;
        controller.abort();
      },
    });
    expect(stopped).toBeNull();
    expect(calls).toBe(1);
  });

  it('finds none in no samples, and none in silence', async () => {
    expect(await findSpeechRegions(model, new Float32Array(0))).toEqual([]);
    expect(await findSpeechRegions(model, new Float32Array(100))).toEqual([]);
    expect(await findSpeechRegions(model, new Float32Array(16_000 * 5))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { loudnessOf } from '../../../electron/engine/tts/loudness.ts';
import {
  fadeEdges,
  findSound,
  gainFor,
  repairSamples,
  shapeSpeech,
  tailFor,
} from '../../../electron/engine/tts/sound-shaping.ts';
import { ttsTuning } from '../../../electron/engine/tts/tuning.ts';

const rateHz = 22_050;

function tone(seconds: number, amplitude: number, hz = 997, rate = rateHz): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * rate) },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / rate),
  );
}

function join(...parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const silence = (seconds: number) => new Float32Array(Math.round(seconds * rateHz));

describe('loudness', () => {
  it.each([8_000, 16_000, 22_050, 44_100, 48_000])(
    'measures a full-scale tone of 997 Hz at -3.01 LUFS, %i Hz',
    (rate) => {
      expect(loudnessOf(tone(2, 1, 997, rate), rate)).toBeCloseTo(-3.01, 1);
    },
  );

  it('follows the amplitude', () => {
    expect(loudnessOf(tone(2, 0.1), rateHz)).toBeCloseTo(-23.01, 1);
  });

  it('leaves pauses out', () => {
    expect(loudnessOf(join(tone(2, 0.1), silence(4)), rateHz)).toBeGreaterThan(-23.6);
  });

  it('is minus infinity for silence and for nothing', () => {
    expect(loudnessOf(silence(1), rateHz)).toBe(-Infinity);
    expect(loudnessOf(new Float32Array(0), rateHz)).toBe(-Infinity);
  });

  it('measures sounds shorter than a block', () => {
    expect(loudnessOf(tone(0.1, 0.1), rateHz)).toBeCloseTo(-23, 0);
  });
});

describe('shaping', () => {
  it('finds the sound between silences', () => {
    const found = findSound(join(silence(0.05), tone(0.5, 0.2), silence(0.3)), rateHz)!;
    expect(found.start / rateHz).toBeCloseTo(0.05, 1);
    expect(found.end / rateHz).toBeCloseTo(0.55, 1);
    expect(findSound(silence(1), rateHz)).toBeNull();
  });

  it('cuts the silence in front and leaves the pause of the punctuation', () => {
    const raw = join(silence(0.045), tone(0.5, 0.2), silence(1));
    for (const [text, tailMs] of [
      ['Done.', ttsTuning.sentenceTailMs],
      ['Done,', ttsTuning.clauseTailMs],
      ['Done', ttsTuning.wordTailMs],
    ] as const) {
      const shaped = shapeSpeech(raw.slice(), rateHz, text);
      expect(Math.abs((shaped.length / rateHz) * 1000 - (500 + tailMs))).toBeLessThan(16);
    }
  });

  it('adds the pause when the raw sound ends without one', () => {
    const shaped = shapeSpeech(tone(0.5, 0.2), rateHz, 'Done.');
    expect((shaped.length / rateHz) * 1000).toBeGreaterThan(700);
  });

  it('shortens the pause of fast speech', () => {
    const raw = join(tone(0.5, 0.2), silence(1));
    expect(shapeSpeech(raw.slice(), rateHz, 'Done.', 2).length).toBeLessThan(
      shapeSpeech(raw.slice(), rateHz, 'Done.', 1).length,
    );
  });

  it.each([0.06, 0.1, 0.2])('brings a tone of %f to the target loudness', (amplitude) => {
    const shaped = shapeSpeech(tone(1, amplitude), rateHz, 'x');
    expect(loudnessOf(shaped, rateHz)).toBeCloseTo(ttsTuning.targetLufs, 0);
  });

  it('keeps seams between unlike pieces below 1 LU', () => {
    const loud = shapeSpeech(join(silence(0.05), tone(0.8, 0.25, 300)), rateHz, 'a,');
    const soft = shapeSpeech(join(silence(0.05), tone(1.4, 0.05, 900)), rateHz, 'b.');
    expect(Math.abs(loudnessOf(loud, rateHz) - loudnessOf(soft, rateHz))).toBeLessThan(1);
  });

  it('corrects no further than allowed and never clips', () => {
    expect(gainFor(tone(1, 0.005), rateHz)).toBeCloseTo(10 ** (ttsTuning.maxGainDb / 20), 3);
    const clicky = silence(1);
    for (let i = 0; i < clicky.length; i += 2000) clicky[i] = 0.9;
    const shaped = shapeSpeech(clicky, rateHz, 'x');
    expect(Math.max(...shaped)).toBeLessThanOrEqual(ttsTuning.peakLimit + 1e-6);
  });

  it('survives samples that are no numbers', () => {
    const raw = tone(0.5, 0.2);
    raw[100] = NaN;
    raw[200] = Infinity;
    raw[300] = -1e30;
    const shaped = shapeSpeech(raw, rateHz, 'x.');
    expect(shaped.length).toBeGreaterThan(0);
    expect(shaped.every((x) => Number.isFinite(x) && Math.abs(x) <= 1)).toBe(true);
    expect(repairSamples(new Float32Array([NaN, 1, Infinity]))).toBe(2);
  });

  it('gives nothing for silence and for nothing', () => {
    expect(shapeSpeech(silence(1), rateHz, 'x.')).toHaveLength(0);
    expect(shapeSpeech(new Float32Array(0), rateHz, 'x.')).toHaveLength(0);
    expect(shapeSpeech(new Float32Array(50).fill(NaN), rateHz, 'x.')).toHaveLength(0);
  });

  it('begins and ends softly, whatever the length', () => {
    for (const length of [0, 1, 2, 3, 5000]) {
      const samples = new Float32Array(length).fill(1);
      fadeEdges(samples, rateHz);
      if (length >= 5000) {
        expect(samples[0]).toBeLessThan(0.02);
        expect(samples.at(-1)).toBeLessThan(0.02);
        expect(samples[2500]).toBe(1);
      }
    }
  });

  it.each([
    ['Yes.', 'sentenceTailMs'],
    ['Yes?"', 'sentenceTailMs'],
    ['so,', 'clauseTailMs'],
    ['so —', 'clauseTailMs'],
    ['so', 'wordTailMs'],
    ['', 'wordTailMs'],
    ['a.b', 'wordTailMs'],
  ] as const)('pauses after %j by %s', (text, name) => {
    expect(tailFor(text)).toBe(ttsTuning[name]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createPlaybackQueue,
  createResamplerSource,
} from '../../../electron/engine/playback/playback-queue.ts';
import type { PlaybackQueue } from '../../../electron/engine/playback/playback-queue.ts';
import { largestStep, level, rms, tone } from '../../support/test-sound.ts';

const pullAll = (queue: PlaybackQueue, block = 960): Float32Array => {
  const out = new Float32Array(queue.totalSamples - queue.pulledSamples);
  for (let at = 0; at < out.length;) {
    const got = queue.pull(out, at, Math.min(block, out.length - at));
    if (got === 0) throw new Error('the queue promised more than it gave');
    at += got;
  }
  return out;
};

const piece = (sound: ReturnType<typeof tone>, text = 'one two three', turnId = 1) => ({
  turnId,
  sound,
  text,
});

describe('playback queue', () => {
  it.each([8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000, 96_000, 192_000])(
    'plays %d Hz at the length, level and pitch it was written with',
    (rateHz) => {
      const queue = createPlaybackQueue(48_000);
      queue.add(piece(tone(300, rateHz)));
      const out = pullAll(queue);
      expect(out.length).toBe(Math.ceil((Math.round(0.3 * rateHz) * 48_000) / rateHz));
      const steady = out.subarray(2_400, 12_000);
      expect(rms(steady)).toBeCloseTo(0.5 / Math.SQRT2, 2);
      let crossings = 0;
      for (let i = 1; i < steady.length; i++) if (steady[i - 1]! < 0 && steady[i]! >= 0) crossings++;
      expect(crossings).toBeGreaterThanOrEqual(87);
      expect(crossings).toBeLessThanOrEqual(89);
    },
  );

  it('begins, joins and ends pieces without a click, whatever their lengths', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 120 }), fc.constantFrom(8_000, 22_050, 48_000)), {
          minLength: 1,
          maxLength: 6,
        }),
        (pieces) => {
          const queue = createPlaybackQueue(48_000);
          for (const [ms, rateHz] of pieces) {
            if (ms === 0 || ms >= 10) queue.add(piece(level(ms, rateHz, 0.9)));
          }
          // A raised cosine over 240 samples moves by at most pi / 480 of the level a sample; the filter rings a little.
          expect(largestStep(pullAll(queue, 333))).toBeLessThan(0.03);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives the same samples however it is pulled', () => {
    const make = () => {
      const queue = createPlaybackQueue(48_000);
      queue.add(piece(tone(77, 22_050)));
      queue.add(piece(tone(31, 16_000, 300)));
      return queue;
    };
    expect(pullAll(make(), 17)).toEqual(pullAll(make(), 4_096));
  });

  it('survives sound that is not sound', () => {
    const queue = createPlaybackQueue(48_000);
    const samples = new Float32Array(2_000).fill(NaN);
    samples.set([Infinity, -Infinity, 1e30, -1e30, 5], 100);
    queue.add(piece({ samples, sampleRateHz: 22_050 }));
    queue.add(piece({ samples: new Float32Array(0), sampleRateHz: 22_050 }, 'nothing'));
    queue.add(piece({ samples: new Float32Array(1).fill(1), sampleRateHz: 8_000 }, 'blip'));
    const out = pullAll(queue);
    expect(out.every((value) => Number.isFinite(value) && Math.abs(value) < 1.6)).toBe(true);
    expect(queue.heardTo(queue.totalSamples)).toMatchObject({
      text: 'one two three nothing blip',
      complete: true,
    });
  });

  it.each([0, -1, NaN, Infinity, 7_999, 192_001, 22_050.5])('refuses a rate of %d', (sampleRateHz) => {
    const queue = createPlaybackQueue(48_000);
    expect(() => queue.add(piece({ samples: new Float32Array(10), sampleRateHz }))).toThrow(RangeError);
    expect(queue.totalSamples).toBe(0);
  });

  it('never claims more than was written, nor less later than earlier', () => {
    const words = fc.array(fc.constantFrom('a', 'seven', 'alphabetical'), { maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), words), { maxLength: 5 }),
        fc.array(fc.integer({ min: 0, max: 9_000 }), { minLength: 1, maxLength: 12 }),
        (pieces, steps) => {
          const queue = createPlaybackQueue(16_000);
          const written = pieces.map(([, text]) => text.join(' ')).filter((text) => text !== '');
          for (const [ms, text] of pieces) queue.add(piece(tone(ms, 16_000), text.join(' ')));
          const all = written.join(' ');
          const out = new Float32Array(9_000);
          let before = { text: '', ms: 0 };
          for (const step of steps) {
            queue.pull(out, 0, step);
            const heard = queue.heardTo(queue.pulledSamples);
            expect(all.startsWith(heard.text)).toBe(true);
            expect(heard.text.startsWith(before.text)).toBe(true);
            expect(heard.ms).toBeGreaterThanOrEqual(before.ms);
            expect(heard.ms).toBeLessThanOrEqual((queue.totalSamples / 16_000) * 1000);
            expect(heard.complete).toBe(queue.pulledSamples >= queue.totalSamples);
            expect(queue.heardTo(1e9)).toEqual(heard);
            before = heard;
          }
        },
      ),
    );
  });

  it('withdraws a piece that has begun with a fade, and one that has not without a trace', () => {
    const queue = createPlaybackQueue(48_000);
    const first = queue.add(piece(level(500, 48_000, 0.8), 'one two three four'));
    const second = queue.add(piece(level(500, 48_000, 0.8), 'never'));
    const out = new Float32Array(48_000);
    const got = queue.pull(out, 0, 12_000);
    queue.withdraw(second);
    queue.withdraw(first);
    const rest = queue.pull(out, got, 40_000);
    expect(rest).toBe(240);
    expect(largestStep(out)).toBeLessThan(0.01);
    expect(queue.heardTo(1e9)).toEqual({ text: 'one two', ms: 255, complete: false });
  });

  it('leaves nothing of a dropped turn in the next one', () => {
    const resamplers = createResamplerSource(48_000);
    const dropped = createPlaybackQueue(48_000, resamplers);
    dropped.add(piece(level(500, 22_050, 0.9)));
    dropped.pull(new Float32Array(5_000), 0, 5_000);
    dropped.close();
    const next = createPlaybackQueue(48_000, resamplers);
    next.add(piece({ samples: new Float32Array(4_000), sampleRateHz: 22_050 }));
    expect(largestStep(pullAll(next))).toBe(0);
  });
});

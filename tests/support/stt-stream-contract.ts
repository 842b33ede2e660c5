/** What every recogniser behind the speech port must do, whatever it is made of. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SttEngine } from '../../electron/engine/stt/stt-port.ts';
import { loadFixtureClip } from './fixture-clip.ts';
import { valueOf } from './stt-engines.ts';

export function describeSttStream(name: string, open: () => Promise<SttEngine>): void {
  describe(`${name} as a speech port`, () => {
    let engine: SttEngine;
    const { samples } = loadFixtureClip('speech/harvard-spk1-1.wav');
    const speak = (language = 'en') => {
      const stream = engine.createStream({ sessionId: 'contract', language });
      stream.begin();
      stream.push(samples);
      return stream;
    };
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());

    it('hears partials and a final, with words only when asked', async () => {
      const stream = engine.createStream({ sessionId: 'contract', language: 'en' });
      stream.begin();
      for (let at = 0; at < 24_000; at += 512) expect(stream.push(samples.subarray(at, at + 512))).toBe(true);
      const partial = valueOf(await stream.partial());
      expect(partial.text).not.toBe('');
      expect(partial.text.startsWith(partial.stable)).toBe(true);
      stream.push(samples.subarray(24_064));
      const plain = valueOf(await stream.final({ words: false }));
      expect(plain.text.length).toBeGreaterThan(partial.stable.length);
      expect(plain.words).toEqual([]);
      const timed = valueOf(await stream.final({ words: true }));
      expect(timed.text).toBe(plain.text);
      expect(timed.words.map(({ word }) => word).join(' ')).toBe(timed.text);
      stream.close();
    });

    it('goes on after a speculative final', async () => {
      const stream = engine.createStream({ sessionId: 'contract', language: 'en' });
      stream.begin();
      stream.push(samples.subarray(0, 20_000));
      const early = valueOf(await stream.final({ words: false }));
      stream.push(samples.subarray(20_000));
      const late = valueOf(await stream.final({ words: false }));
      expect(late.text.length).toBeGreaterThan(early.text.length);
      const whole = speak();
      expect(late.text).toBe(valueOf(await whole.final({ words: false })).text);
      whole.close();
      stream.close();
    });

    it('forgets with begin', async () => {
      const stream = speak();
      await stream.final({ words: false });
      stream.begin();
      expect(valueOf(await stream.final({ words: true }))).toMatchObject({ text: '', words: [] });
      stream.close();
    });

    it('keeps one job waiting at most: newer partials replace, a final cancels them', async () => {
      const stream = speak();
      let mostWaiting = 0;
      const partials = Array.from({ length: 6 }, () => {
        const asked = stream.partial();
        mostWaiting = Math.max(mostWaiting, engine.stats().waiting);
        return asked;
      });
      const final = stream.final({ words: false });
      mostWaiting = Math.max(mostWaiting, engine.stats().waiting);
      const lateKind = (await stream.partial()).kind;
      expect((await Promise.all(partials)).map(({ kind }) => kind)).toEqual(Array(6).fill('cancelled'));
      expect(valueOf(await final).text).not.toBe('');
      expect(lateKind).toBe('cancelled');
      expect(mostWaiting).toBeLessThanOrEqual(1);
      stream.close();
    });

    it('cancels by signal, before and during', async () => {
      const stream = speak();
      expect((await stream.final({ words: false, signal: AbortSignal.abort() })).kind).toBe('cancelled');
      expect((await stream.partial(AbortSignal.abort())).kind).toBe('cancelled');
      const controller = new AbortController();
      const running = stream.final({ words: true, signal: controller.signal });
      controller.abort();
      expect((await running).kind).toBe('cancelled');
      expect(valueOf(await stream.final({ words: false })).text).not.toBe('');
      stream.close();
    });

    it('takes no more than 30 s and says so', () => {
      const stream = engine.createStream({ sessionId: 'contract', language: 'en' });
      stream.begin();
      expect(stream.push(new Float32Array(479_999))).toBe(true);
      expect(stream.push(new Float32Array(2))).toBe(false);
      stream.close();
    });

    it('survives samples that are no numbers, and empty pushes', async () => {
      const stream = engine.createStream({ sessionId: 'contract', language: 'en' });
      stream.begin();
      stream.push(new Float32Array(0));
      stream.push(new Float32Array(8000).fill(NaN));
      stream.push(Float32Array.from({ length: 800 }, (_, i) => (i % 2 ? Infinity : -Infinity)));
      stream.push(new Float32Array(800).fill(1e30));
      expect((await stream.final({ words: true })).kind).toBe('done');
      stream.close();
    });

    it('gives a fault for a language it does not know', async () => {
      const stream = speak('xx');
      const outcome = await stream.final({ words: false });
      expect(outcome).toMatchObject({ kind: 'failed', fault: { code: 'stt_language' } });
      expect((await stream.partial()).kind).toBe('failed');
      stream.close();
    });

    it('answers cancelled after close, and close is idempotent', async () => {
      const stream = speak();
      const running = stream.final({ words: false });
      stream.close();
      stream.close();
      expect((await running).kind).toBe('cancelled');
      expect(stream.push(samples)).toBe(false);
      expect((await stream.final({ words: false })).kind).toBe('cancelled');
    });
  });
}

/** The place of the recogniser, with recognisers that only tell what is done with them. */
import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../electron/contract/errors.ts';
import type { Result } from '../../../electron/contract/errors.ts';
import type { RecognizerName } from '../../../electron/engine/session/open-recognizer.ts';
import { createRecognizerSlot } from '../../../electron/engine/session/recognizer-slot.ts';
import type { SttEngine } from '../../../electron/engine/stt/stt-port.ts';

function rig() {
  const log: string[] = [];
  const engine = (name: RecognizerName): SttEngine => ({
    name,
    kind: 'window',
    languages: ['en'],
    createStream: ({ language }) => {
      log.push(`${name} listens in ${language}`);
      return {
        begin: () => void log.push(`${name} begins`),
        push: () => true,
        partial: () => Promise.resolve({ kind: 'cancelled' }),
        final: () => Promise.resolve({ kind: 'cancelled' }),
        close: () => void log.push(`${name} is left`),
      };
    },
    stats: () => ({
      name,
      waiting: 0,
      running: false,
      done: 0,
      failed: 0,
      cancelled: 0,
      computeMs: 0,
      oldestWaitMs: 0,
    }),
    close: () => {
      log.push(`${name} closes`);
      return Promise.resolve();
    },
  });
  const asked: { name: RecognizerName; settle: (result: Result<SttEngine>) => void }[] = [];
  const slot = createRecognizerSlot(
    engine('whisper-tiny.en'),
    'whisper-tiny.en',
    (name) => new Promise((settle) => asked.push({ name, settle })),
  );
  return { log, engine, asked, slot };
}

describe('the place of the recogniser', () => {
  it('lets an utterance be heard to its end and the next one by the new recogniser', async () => {
    const { log, engine, asked, slot } = rig();
    const stream = slot.createStream({ sessionId: 's', language: 'en' });
    stream.begin();
    const followed = slot.follow('whisper-base', false);
    asked[0]!.settle(ok(engine('whisper-base')));
    expect(await followed).toEqual(ok(undefined));
    expect(slot.name).toBe('whisper-base');
    expect(log).toEqual(['whisper-tiny.en listens in en', 'whisper-tiny.en begins']);
    log.length = 0;
    stream.begin();
    expect(log).toEqual([
      'whisper-tiny.en is left',
      'whisper-tiny.en closes',
      'whisper-base listens in en',
      'whisper-base begins',
    ]);
    await slot.close();
    stream.close();
    expect(log.filter((line) => line.endsWith('closes'))).toEqual([
      'whisper-tiny.en closes',
      'whisper-base closes',
    ]);
  });

  it('closes one that nobody listens with at once', async () => {
    const { log, engine, asked, slot } = rig();
    slot.createStream({ sessionId: 's', language: 'en' }).close();
    const followed = slot.follow('whisper-base', false);
    asked[0]!.settle(ok(engine('whisper-base')));
    await followed;
    expect(log).toContain('whisper-tiny.en closes');
  });

  it('follows a language that changes between utterances', () => {
    const { log, slot } = rig();
    const now = { language: 'en' };
    const stream = slot.createStream({
      sessionId: 's',
      get language() {
        return now.language;
      },
    });
    stream.begin();
    now.language = 'de';
    stream.begin();
    stream.begin();
    expect(log.filter((line) => line.includes('listens'))).toEqual([
      'whisper-tiny.en listens in en',
      'whisper-tiny.en listens in de',
    ]);
  });

  it('keeps the present one when the other cannot be had, and tries it again only when told to', async () => {
    const { asked, engine, slot } = rig();
    const first = slot.follow('sherpa-streaming', false);
    asked[0]!.settle(err('model_unknown'));
    expect((await first).ok).toBe(false);
    expect(slot.name).toBe('whisper-tiny.en');
    expect(await slot.follow('sherpa-streaming', false)).toEqual(ok(undefined));
    expect(asked).toHaveLength(1);
    const again = slot.follow('sherpa-streaming', true);
    asked[1]!.settle(ok(engine('sherpa-streaming')));
    await again;
    expect(slot.name).toBe('sherpa-streaming');
  });

  it('takes the newest wish, whichever loads first, and closes the other', async () => {
    const { log, asked, engine, slot } = rig();
    const older = slot.follow('sherpa-streaming', false);
    const newer = slot.follow('whisper-base', false);
    asked[1]!.settle(ok(engine('whisper-base')));
    await newer;
    asked[0]!.settle(ok(engine('sherpa-streaming')));
    await older;
    expect(slot.name).toBe('whisper-base');
    expect(log).toContain('sherpa-streaming closes');
    const back = slot.follow('whisper-tiny.en', false);
    await slot.close();
    asked[2]!.settle(ok(engine('whisper-tiny.en')));
    await back;
    expect(log.filter((line) => line === 'whisper-tiny.en closes')).toHaveLength(2);
    await slot.close();
  });
});

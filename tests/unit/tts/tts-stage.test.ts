import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../electron/contract/errors.ts';
import { createBoundedChannel } from '../../../electron/engine/runtime/bounded-channel.ts';
import { createScope } from '../../../electron/engine/runtime/scope.ts';
import { createTtsStage } from '../../../electron/engine/tts/tts-stage.ts';
import type { TtsPiece, TtsSentence } from '../../../electron/engine/tts/tts-stage.ts';
import { createFakeTtsEngine } from '../../fakes/fake-tts-engine.ts';
import type { FakeTtsOptions } from '../../fakes/fake-tts-engine.ts';

const sentence = 'I have added milk, eggs and bread to your shopping list for tomorrow.';

function bench(options: FakeTtsOptions = {}, capacity = 100) {
  const engine = createFakeTtsEngine(options);
  const input = createBoundedChannel<TtsSentence>({ name: 'in', capacity: 100, full: 'wait' });
  const output = createBoundedChannel<TtsPiece>({ name: 'out', capacity, full: 'wait' });
  const scope = createScope();
  const faults: (readonly [number, Fault])[] = [];
  let rate = 1;
  const stage = createTtsStage({
    engine,
    sessionId: 's1',
    rate: () => rate,
    onFault: (turnId, fault) => faults.push([turnId, fault]),
  });
  const ended = stage.run(input, output, scope);
  const take = () => {
    const pieces: TtsPiece[] = [];
    for (let piece = output.poll(); piece; piece = output.poll()) pieces.push(piece);
    return pieces;
  };
  return { engine, input, output, scope, faults, ended, take, setRate: (next: number) => (rate = next) };
}

const settle = async () => {
  for (let i = 0; i < 5; i++) await new Promise<void>((resolve) => setImmediate(resolve));
};

describe('the voice stage', () => {
  it('speaks sentences in order, piece by piece, and shows every character', async () => {
    const { input, ended, take, engine } = bench();
    await input.send({ turnId: 1, text: sentence });
    await input.send({ turnId: 1, text: ' Anything else?' });
    input.end();
    await ended;
    const pieces = take();
    expect(pieces.map(({ text }) => text).join('')).toBe(`${sentence} Anything else?`);
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.every(({ turnId, sound }) => turnId === 1 && sound.samples.length > 0)).toBe(true);
    expect(engine.requests.map(({ priority }) => priority)).toEqual([
      'firstAudio',
      ...pieces.slice(1).map(() => 'audio'),
    ]);
    expect(engine.requests.every(({ sessionId }) => sessionId === 's1')).toBe(true);
  });

  it('sends the first piece without waiting for a second sentence', async () => {
    const { input, take, scope, ended } = bench();
    await input.send({ turnId: 1, text: 'Okay.' });
    await settle();
    expect(take().map(({ text }) => text)).toEqual(['Okay.']);
    await scope.close();
    await ended;
  });

  it('gives every turn its own first piece', async () => {
    const { input, ended, engine } = bench();
    await input.send({ turnId: 1, text: 'One.' });
    await input.send({ turnId: 2, text: 'Two.' });
    input.end();
    await ended;
    expect(engine.requests.map(({ priority }) => priority)).toEqual(['firstAudio', 'firstAudio']);
  });

  it('computes one piece ahead and no more while the output is full', async () => {
    const { input, engine, output, scope, ended } = bench({}, 1);
    for (let i = 0; i < 8; i++) await input.send({ turnId: 1, text: 'Short one.' });
    await settle();
    // One held by the output, one waiting to be sent, one ready behind it.
    expect(engine.requests).toHaveLength(3);
    output.poll();
    await settle();
    expect(engine.requests).toHaveLength(4);
    await scope.close();
    await ended;
  });

  it('computes the next piece while the last is being sent', async () => {
    let computing = 0;
    const { input, output, scope, ended } = bench(
      {
        gate: () => {
          computing++;
          return Promise.resolve();
        },
      },
      1,
    );
    await input.send({ turnId: 1, text: sentence });
    await settle();
    expect(output.stats().items).toBe(1);
    expect(computing).toBeGreaterThanOrEqual(2);
    await scope.close();
    await ended;
  });

  it('stops within the piece when its turn ends', async () => {
    const { input, engine, scope, ended, take } = bench({ gate: () => new Promise(() => {}) });
    await input.send({ turnId: 1, text: sentence });
    await settle();
    expect(engine.pending).toBe(1);
    await scope.close();
    await ended;
    expect(engine.requests).toHaveLength(1);
    expect(engine.pending).toBe(0);
    expect(take()).toEqual([]);
  });

  it('is released from a blocked send when its turn ends', async () => {
    const { input, scope, ended } = bench({}, 1);
    for (let i = 0; i < 5; i++) await input.send({ turnId: 1, text: 'Short one.' });
    await settle();
    await scope.close();
    await ended;
  });

  it('skips a piece that fails, says so once a turn, and goes on', async () => {
    const { input, ended, take, faults } = bench({ fails: (text) => text.includes('bad') });
    for (const text of ['Good.', 'So bad.', 'Very bad.', 'Good again.'])
      await input.send({ turnId: 1, text });
    await input.send({ turnId: 2, text: 'bad.' });
    input.end();
    await ended;
    expect(take().map(({ text }) => text)).toEqual(['Good.', 'Good again.']);
    expect(faults.map(([turnId, fault]) => [turnId, fault.code])).toEqual([
      [1, 'model_failed'],
      [2, 'model_failed'],
    ]);
  });

  it('asks for the rate before every piece', async () => {
    const { input, ended, engine, setRate } = bench();
    await input.send({ turnId: 1, text: 'One.' });
    await settle();
    setRate(1.5);
    await input.send({ turnId: 1, text: 'Two.' });
    input.end();
    await ended;
    expect(engine.requests.map(({ rate }) => rate)).toEqual([1, 1.5]);
  });

  it('sends nothing for what cannot be said, and does not end there', async () => {
    const { input, ended, take } = bench();
    for (const text of ['', '***', '...', 'Hello.']) await input.send({ turnId: 1, text });
    input.end();
    await ended;
    expect(take().map(({ text }) => text)).toEqual(['Hello.']);
  });

  it('stays silent in code that spans sentences', async () => {
    const { input, ended, engine } = bench();
    for (const text of ['Try: ```', 'const a = 1.', 'b.``` Done.']) await input.send({ turnId: 1, text });
    input.end();
    await ended;
    expect(engine.requests.map(({ text }) => text).join(' ')).not.toMatch(/const/);
    expect(engine.requests.at(-1)!.text).toContain('Done.');
  });

  it('ends with its input and never ends its output', async () => {
    const { input, ended, output } = bench();
    input.end();
    await ended;
    expect(
      output.offer({ turnId: 1, sound: { samples: new Float32Array(1), sampleRateHz: 1 }, text: '' }),
    ).toBe(true);
  });
});

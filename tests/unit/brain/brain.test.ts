import { describe, expect, test } from 'vitest';
import { FaultError, faultOf } from '../../../electron/contract/errors.ts';
import type { BrainChunk, Responder, Responding } from '../../../electron/engine/brain/brain-port.ts';
import { createBrain } from '../../../electron/engine/brain/brain.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { requestOf } from '../../support/ask-skills.ts';

const responder = (name: string, match: () => Responding | null): Responder => ({ name, match });
const answering = (source: string): Responding => ({
  async run(send) {
    await send({ kind: 'sentence', text: `${source} speaks.` });
    return { kind: 'done', source };
  },
});

async function reply(responders: Responder[], text = 'hello there', signal = new AbortController().signal) {
  const chunks: BrainChunk[] = [];
  const brain = createBrain({ responders, clock: createVirtualClock(0) });
  const outcome = await brain.reply(
    requestOf(text),
    (chunk) => (chunks.push(chunk), Promise.resolve(true)),
    signal,
  );
  await brain.close();
  return {
    outcome,
    chunks,
    spoken: chunks.flatMap((chunk) => (chunk.kind === 'sentence' ? [chunk.text] : [])),
  };
}

describe('the chain', () => {
  test('the first that understands answers, the rest are not asked', async () => {
    const last = responder('last', () => {
      throw new Error('asked');
    });
    const { outcome, spoken } = await reply([
      responder('none', () => null),
      responder('a', () => answering('a')),
      last,
    ]);
    expect(outcome).toEqual({ kind: 'done', source: 'a' });
    expect(spoken).toEqual(['a speaks.']);
  });

  test('when none understands it says in one sentence that no language model is set up and how to add one', async () => {
    const { outcome, spoken } = await reply([]);
    expect(outcome).toEqual({ kind: 'done', source: 'none' });
    expect(spoken).toHaveLength(1);
    expect(spoken[0]).toMatch(/no language model is set up; to add one, .+\.$/);
  });

  test('silence is not answered', async () => {
    expect(await reply([responder('a', () => answering('a'))], ' \n ')).toMatchObject({
      outcome: { kind: 'done', source: 'none' },
      chunks: [],
    });
  });
});

describe('failures', () => {
  test('a fault is spoken as one plain sentence without its detail', async () => {
    const fault = faultOf('llm_unreachable', 'http://127.0.0.1:1');
    const { outcome, spoken } = await reply([
      responder('a', () => ({ run: () => Promise.resolve({ kind: 'failed', fault }) })),
    ]);
    expect(outcome).toEqual({ kind: 'failed', fault });
    expect(spoken).toEqual(['The language model server cannot be reached.']);
  });

  test.each([
    ['while answering', responder('a', () => ({ run: () => Promise.reject(new Error('secret words')) }))],
    [
      'while matching',
      responder('a', () => {
        throw new Error('secret words');
      }),
    ],
  ])('an error %s becomes internal and says nothing of its message', async (_, broken) => {
    const { outcome, spoken } = await reply([broken]);
    expect(outcome).toMatchObject({ kind: 'failed', fault: { code: 'internal' } });
    expect(spoken).toEqual(['Something inside Parley failed.']);
  });

  test('a thrown fault keeps its code', async () => {
    const { outcome } = await reply([
      responder('a', () => ({ run: () => Promise.reject(new FaultError(faultOf('store_full'))) })),
    ]);
    expect(outcome).toMatchObject({ kind: 'failed', fault: { code: 'store_full' } });
  });

  test('the next reply is not affected', async () => {
    let calls = 0;
    const brain = createBrain({
      responders: [
        responder('a', () => {
          if (calls++ === 0) throw new Error('once');
          return answering('a');
        }),
      ],
      clock: createVirtualClock(0),
    });
    const send = () => Promise.resolve(true);
    const { signal } = new AbortController();
    expect((await brain.reply(requestOf('x'), send, signal)).kind).toBe('failed');
    expect(await brain.reply(requestOf('x'), send, signal)).toEqual({ kind: 'done', source: 'a' });
  });
});

describe('cancelling', () => {
  test('before the start nothing is asked', async () => {
    const { outcome, chunks } = await reply([responder('a', () => answering('a'))], 'x', AbortSignal.abort());
    expect(outcome).toEqual({ kind: 'cancelled' });
    expect(chunks).toEqual([]);
  });

  test('an error caused by it is no failure', async () => {
    const controller = new AbortController();
    const { outcome, spoken } = await reply(
      [
        responder('a', () => ({
          run: () => {
            controller.abort();
            return Promise.reject(new Error('aborted'));
          },
        })),
      ],
      'x',
      controller.signal,
    );
    expect(outcome).toEqual({ kind: 'cancelled' });
    expect(spoken).toEqual([]);
  });

  test('a closed brain answers no more', async () => {
    const brain = createBrain({ responders: [], clock: createVirtualClock(0) });
    await brain.close();
    await brain.close();
    const outcome = await brain.reply(
      requestOf('x'),
      () => Promise.resolve(true),
      new AbortController().signal,
    );
    expect(outcome).toMatchObject({ kind: 'failed', fault: { code: 'closed' } });
  });
});

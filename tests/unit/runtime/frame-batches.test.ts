import { describe, expect, it } from 'vitest';
import { createBoundedChannel } from '../../../electron/engine/runtime/bounded-channel.ts';
import { BATCH_FRAMES, inBatches } from '../../../electron/engine/runtime/frame-batches.ts';

function channelOf(count: number) {
  const channel = createBoundedChannel<number>({ name: 'test', capacity: 100, full: 'wait' });
  for (let i = 0; i < count; i++) channel.offer(i);
  return channel;
}

describe('working in batches', () => {
  it('lets everybody else run after each batch of what waits, and keeps the order', async () => {
    const channel = channelOf(17);
    channel.end();
    const items: number[] = [];
    const restedAfter: number[] = [];
    const rest = () => {
      restedAfter.push(items.length);
      return Promise.resolve();
    };
    for await (const item of inBatches(channel, { rest })) items.push(item);
    expect(items).toEqual(Array.from({ length: 17 }, (_, i) => i));
    expect(restedAfter).toEqual([BATCH_FRAMES, 2 * BATCH_FRAMES, 3 * BATCH_FRAMES]);
  });

  it('rests until everybody else has run', async () => {
    const channel = channelOf(2 * BATCH_FRAMES);
    const batched = inBatches(channel);
    let others = false;
    setImmediate(() => (others = true));
    for (let i = 0; i < BATCH_FRAMES; i++) await batched.receive();
    expect(others).toBe(false);
    await batched.receive();
    expect(others).toBe(true);
  });

  it('does not wait where nothing waits', async () => {
    const channel = channelOf(0);
    const batched = inBatches(channel);
    for (let i = 0; i < 3 * BATCH_FRAMES; i++) {
      const next = batched.receive();
      channel.offer(i);
      let got: number | undefined;
      void next.then((item) => (got = item));
      // microtasks only: nobody else had to run in between
      await Promise.resolve();
      await Promise.resolve();
      expect(got).toBe(i);
    }
  });

  it('asks for its turn before an item that waits, and asks again when it was let on', async () => {
    const channel = channelOf(1);
    const asked: number[] = [];
    let go = () => {};
    const batched = inBatches(channel, {
      turn() {
        asked.push(asked.length);
        return asked.length <= 2 ? new Promise<void>((resolve) => (go = resolve)) : null;
      },
    });
    let got: number | undefined;
    void batched.receive().then((item) => (got = item));
    for (let round = 1; round <= 2; round++) {
      await new Promise((resolve) => setImmediate(resolve));
      expect(got).toBeUndefined();
      expect(asked.length).toBe(round);
      go();
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(got).toBe(0);
  });

  it('ends with its channel', async () => {
    const channel = channelOf(1);
    channel.end();
    const batched = inBatches(channel);
    expect(await batched.receive()).toBe(0);
    expect(await batched.receive()).toBeUndefined();
  });
});

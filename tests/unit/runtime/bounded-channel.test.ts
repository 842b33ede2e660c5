import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBoundedChannel } from '../../../electron/engine/runtime/bounded-channel.ts';

describe('a bounded channel', () => {
  it('keeps order and hands a value straight to a waiting reader', async () => {
    const channel = createBoundedChannel<number>({ name: 'c', capacity: 3, full: 'wait' });
    const waiting = channel.receive();
    await channel.send(1);
    expect(await waiting).toBe(1);
    await channel.send(2);
    await channel.send(3);
    expect([channel.poll(), channel.poll(), channel.poll()]).toEqual([2, 3, undefined]);
  });

  it('makes a writer wait when full, and lets it in when there is room', async () => {
    const channel = createBoundedChannel<string>({ name: 'c', capacity: 1, full: 'wait' });
    await channel.send('a');
    let held = false;
    const sending = channel.send('b').then((value) => (held = value));
    await Promise.resolve();
    expect(held).toBe(false);
    expect(channel.poll()).toBe('a');
    await sending;
    expect(held).toBe(true);
  });

  it('releases a blocked writer when its scope aborts', async () => {
    const channel = createBoundedChannel<number>({ name: 'c', capacity: 1, full: 'wait' });
    await channel.send(1);
    const abort = new AbortController();
    const sending = channel.send(2, abort.signal);
    abort.abort();
    expect(await sending).toBe(false);
    expect(channel.poll()).toBe(1);
    expect(channel.poll()).toBeUndefined();
  });

  it('drops the oldest, counts it, and tells', () => {
    const dropped: number[] = [];
    const channel = createBoundedChannel<number>({
      name: 'c',
      capacity: 100,
      weigh: (ms) => ms,
      full: 'drop-oldest',
      onDrop: (item) => dropped.push(item),
    });
    for (const ms of [40, 41, 42]) channel.offer(ms);
    expect(dropped).toEqual([40]);
    expect(channel.stats()).toMatchObject({ items: 2, weight: 83, dropped: 1 });
  });

  it('lets a newer value of the same key take the place of an unread one', async () => {
    const channel = createBoundedChannel<{ key: string | null; n: number }>({
      name: 'c',
      capacity: 2,
      full: 'wait',
      coalesceKey: (item) => item.key,
    });
    channel.offer({ key: 'partial', n: 1 });
    channel.offer({ key: null, n: 2 });
    expect(await channel.send({ key: 'partial', n: 3 })).toBe(true);
    expect([channel.poll()?.n, channel.poll()?.n]).toEqual([3, 2]);
  });

  it('gives what is left after its end, then undefined, and refuses more', async () => {
    const channel = createBoundedChannel<number>({ name: 'c', capacity: 2, full: 'wait' });
    await channel.send(1);
    channel.end();
    expect(await channel.send(2)).toBe(false);
    expect(channel.offer(2)).toBe(false);
    expect(await channel.receive()).toBe(1);
    expect(await channel.receive()).toBeUndefined();
  });

  it('refuses a second reader: frames have one owner', () => {
    const channel = createBoundedChannel<number>({ name: 'c', capacity: 1, full: 'wait' });
    void channel.receive();
    expect(() => channel.receive()).toThrow(/already has a reader/);
  });

  it('never holds more than its bound, and loses nothing it does not count', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.oneof(fc.integer({ min: 1, max: 50 }), fc.constant('take' as const)), { maxLength: 200 }),
        (capacity, script) => {
          const channel = createBoundedChannel<number>({
            name: 'c',
            capacity,
            weigh: (ms) => Math.min(ms, capacity),
            full: 'drop-oldest',
          });
          let taken = 0;
          let offered = 0;
          for (const step of script) {
            if (step === 'take') taken += channel.poll() === undefined ? 0 : 1;
            else if (channel.offer(step)) offered++;
            const stats = channel.stats();
            expect(stats.weight).toBeLessThanOrEqual(capacity);
            expect(stats.items + stats.dropped + taken).toBe(offered);
          }
        },
      ),
    );
  });
});

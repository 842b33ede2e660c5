import { describe, expect, it } from 'vitest';
import { comesWithin } from '../../../electron/engine/runtime/comes-within.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';

/** A clock that counts the timers that are still to ring. */
function rig() {
  const clock = createVirtualClock();
  let pending = 0;
  const counting: typeof clock = {
    ...clock,
    schedule(delayMs, fn) {
      let over = false;
      const end = () => {
        if (!over) pending--;
        over = true;
      };
      pending++;
      const cancel = clock.schedule(delayMs, () => {
        end();
        fn();
      });
      return () => {
        end();
        cancel();
      };
    },
  };
  return { clock, counting, pending: () => pending };
}

describe('what may take so long', () => {
  it('came, and leaves no timer behind', async () => {
    const { counting, pending } = rig();
    expect(await comesWithin(counting, 100, Promise.resolve('anything'))).toBe(true);
    expect(pending()).toBe(0);
  });

  it('did not come', async () => {
    const { clock, counting, pending } = rig();
    const came = comesWithin(counting, 100, new Promise(() => {}));
    await clock.advance(99);
    expect(pending()).toBe(1);
    await clock.advance(1);
    expect(await came).toBe(false);
    expect(pending()).toBe(0);
  });

  it('failed, and leaves no timer behind either', async () => {
    const { counting, pending } = rig();
    await expect(comesWithin(counting, 100, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(pending()).toBe(0);
  });
});

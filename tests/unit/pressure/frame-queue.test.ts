import { describe, expect, it } from 'vitest';
import { createFrameQueue } from '../../../electron/engine/pressure/frame-queue.ts';
import type { FrameHolder } from '../../../electron/engine/pressure/frame-queue.ts';
import { frameQueueTuning } from '../../../electron/engine/pressure/tuning.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';

/** A session that says of its frames what the test wants. */
function holder(isLocal: boolean) {
  const held = { frames: 0, oldest: null as number | null };
  return {
    held,
    holder: { isLocal, frames: () => held.frames, oldestAtMs: () => held.oldest } satisfies FrameHolder,
  };
}

async function settled(promise: Promise<void> | null): Promise<boolean> {
  let done = promise === null;
  void promise?.then(() => (done = true));
  await new Promise((resolve) => setImmediate(resolve));
  return done;
}

describe('the frame queue of the engine', () => {
  it('has a session that is not the user’s own give up frames at the bound of the engine, and only then', () => {
    const queue = createFrameQueue(createVirtualClock(), 100);
    const [mine, other] = [holder(true), holder(false)];
    const local = queue.join(mine.holder);
    const background = queue.join(other.holder);
    Object.assign(other.held, { frames: 38, oldest: 0 });
    Object.assign(mine.held, { frames: 60, oldest: 0 });
    expect(queue.frames).toBe(98);
    expect(background.isOver()).toBe(false);
    other.held.frames++;
    expect(background.isOver()).toBe(true);
    mine.held.frames = 1_000;
    expect(local.isOver()).toBe(false);
    // nothing of its own to give up
    Object.assign(other.held, { frames: 0, oldest: null });
    expect(background.isOver()).toBe(false);
    local.leave();
    expect(queue.frames).toBe(0);
  });

  it('lets nothing of others grow older than a second', async () => {
    const clock = createVirtualClock();
    const queue = createFrameQueue(clock);
    const other = holder(false);
    const background = queue.join(other.holder);
    Object.assign(other.held, { frames: 1, oldest: 0 });
    await clock.advance(frameQueueTuning.giveUpMs);
    expect(background.isOver()).toBe(false);
    await clock.advance(1);
    expect(background.isOver()).toBe(true);
  });

  it('lets the user’s own go first while they are behind, and nobody wait for one that is stuck', async () => {
    const clock = createVirtualClock();
    const queue = createFrameQueue(clock);
    const mine = holder(true);
    const local = queue.join(mine.holder);
    const background = queue.join(holder(false).holder);
    expect(background.turn()).toBeNull();
    Object.assign(mine.held, { frames: 4, oldest: 0 });
    await clock.advance(frameQueueTuning.localFirstMs + 1);
    local.moved();
    expect(local.turn()).toBeNull();
    const waiting = background.turn();
    expect(await settled(waiting)).toBe(false);
    // it moves, and is still behind
    local.moved();
    expect(await settled(waiting)).toBe(false);
    mine.held.oldest = null;
    local.moved();
    expect(await settled(waiting)).toBe(true);

    Object.assign(mine.held, { frames: 4, oldest: clock.now() - 200 });
    const again = background.turn();
    expect(await settled(again)).toBe(false);
    await clock.advance(2 * frameQueueTuning.stuckMs);
    expect(await settled(again)).toBe(true);
    expect(background.turn()).toBeNull();
  });

  it('lets a session go that closes while it waits', async () => {
    const clock = createVirtualClock();
    const queue = createFrameQueue(clock);
    const mine = holder(true);
    queue.join(mine.holder);
    const background = queue.join(holder(false).holder);
    Object.assign(mine.held, { frames: 1, oldest: -1_000 });
    const closing = new AbortController();
    const waiting = background.turn(closing.signal);
    expect(await settled(waiting)).toBe(false);
    closing.abort();
    expect(await settled(waiting)).toBe(true);
    expect(await settled(background.turn(closing.signal))).toBe(true);
  });
});

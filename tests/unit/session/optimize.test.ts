/** What is freed, on request and by itself, and what the report says of it. */
import { describe, expect, it } from 'vitest';
import { createOptimizer } from '../../../electron/engine/optimize.ts';
import { silentLogger } from '../../../electron/engine/runtime/logger.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { IDLE_ON_REQUEST_MS } from '../../../electron/engine/session-keeper.ts';

const MINUTE = 60_000;

function rig(modelIdleMs: number | null = 15 * MINUTE) {
  const clock = createVirtualClock(0);
  const asked: string[] = [];
  let megabytes = 500;
  const state = { modelIdleMs, unusedSinceMs: 0 };
  const optimizer = createOptimizer({
    clock,
    log: silentLogger,
    residentBytes: () => megabytes * 1_000_000,
    keeper: {
      clean(idleMs) {
        asked.push(`sessions ${idleMs}`);
        megabytes -= 10;
        return Promise.resolve(2);
      },
    },
    buffers: {
      trim() {
        asked.push('buffers');
        megabytes -= 5;
        return 7;
      },
    },
    releaseModels(idleMs) {
      asked.push(`models ${idleMs}`);
      if (clock.now() - state.unusedSinceMs < idleMs) return Promise.resolve([]);
      megabytes -= 100;
      state.unusedSinceMs = Infinity;
      return Promise.resolve(['piper-joe']);
    },
    modelIdleMs: () => state.modelIdleMs,
  });
  return { clock, asked, optimizer, state };
}
const nothing = { triggerGC: false, cleanupSessions: false, optimizeBuffers: false };

describe('making room on request', () => {
  it('does what was asked for and nothing else', async () => {
    const { asked, optimizer } = rig();
    expect(await optimizer.run(nothing)).toEqual({
      memoryBefore: 500,
      memoryAfter: 500,
      gcTriggered: false,
      sessionsClosed: 0,
      buffersTrimmed: 0,
      modelsReleased: [],
    });
    expect(asked).toEqual([]);
    await optimizer.run({ ...nothing, cleanupSessions: true });
    expect(asked).toEqual([`sessions ${IDLE_ON_REQUEST_MS}`]);
    expect(optimizer.counts).toEqual({ gcTriggered: 0, memoryOptimizations: 2 });
  });

  it('tells what was freed', async () => {
    const { clock, optimizer } = rig();
    await clock.advance(2 * MINUTE);
    const all = { triggerGC: true, cleanupSessions: true, optimizeBuffers: true };
    expect(await optimizer.run(all)).toEqual({
      memoryBefore: 500,
      memoryAfter: 385,
      gcTriggered: true,
      sessionsClosed: 2,
      buffersTrimmed: 7,
      modelsReleased: ['piper-joe'],
    });
    expect(optimizer.counts.gcTriggered).toBe(1);
  });

  it('really collects what nobody holds', async () => {
    const { optimizer } = rig();
    let held: object | null = { big: new Array(1_000).fill(1) };
    const gone = new WeakRef(held);
    held = null;
    // what was made in this turn of the loop is held until it is over
    await new Promise((resolve) => setImmediate(resolve));
    await optimizer.run({ ...nothing, triggerGC: true });
    expect(gone.deref()).toBeUndefined();
    expect(held).toBeNull();
  });
});

describe('letting go of models by itself', () => {
  it('comes when one was unused for as long as the settings say, and is counted', async () => {
    const { clock, optimizer } = rig();
    optimizer.start();
    await clock.advance(15 * MINUTE - 1);
    expect(optimizer.counts.memoryOptimizations).toBe(0);
    await clock.advance(30_000);
    expect(optimizer.counts.memoryOptimizations).toBe(1);
    await clock.advance(60 * MINUTE);
    expect(optimizer.counts.memoryOptimizations).toBe(1);
  });

  it('does not come when the settings keep models, nor after its end', async () => {
    const { asked, clock, optimizer, state } = rig(null);
    optimizer.start();
    await clock.advance(60 * MINUTE);
    expect(asked).toEqual([]);
    state.modelIdleMs = MINUTE;
    optimizer.stop();
    await clock.advance(60 * MINUTE);
    expect(asked).toEqual([]);
  });
});

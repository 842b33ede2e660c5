import { describe, expect, it } from 'vitest';
import { FRAME_MS, FRAME_SAMPLES } from '../../../electron/contract/audio.ts';
import type { AudioFrame } from '../../../electron/contract/audio.ts';
import { createFramePacer } from '../../../electron/engine/capture/frame-pacer.ts';
import { createBoundedChannel } from '../../../electron/engine/runtime/bounded-channel.ts';
import { sleep } from '../../../electron/engine/runtime/clock.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';

/** Sends `count` frames to somebody who takes `takesMs` of the clock for each. @returns positions taken, and the time */
async function sendTo(takesMs: number, count: number): Promise<{ taken: number[]; endMs: number }> {
  const clock = createVirtualClock(0);
  const channel = createBoundedChannel<AudioFrame>({ name: 'frames', capacity: 2, full: 'wait' });
  const { signal } = new AbortController();
  const taken: number[] = [];
  const taking = (async () => {
    for (let frame = await channel.receive(signal); frame; frame = await channel.receive(signal)) {
      if (takesMs > 0) await sleep(clock, takesMs, signal);
      taken.push(frame.startSamples / FRAME_SAMPLES);
    }
  })();
  const pacer = createFramePacer(clock, clock, channel, signal);
  for (let i = 0; i < count; i++) expect(await pacer.send(new Float32Array(FRAME_SAMPLES))).toBe(true);
  const endMs = clock.now();
  channel.end();
  if (takesMs > 0) await clock.advance(4 * takesMs);
  await taking;
  return { taken, endMs };
}

describe('frames at the pace of a fast clock', () => {
  it('move it one frame each', async () => {
    const { taken, endMs } = await sendTo(0, 10);
    expect(taken).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(endMs).toBe(11 * FRAME_MS);
  });

  it('wait on the clock for whoever is slower, who would else never be done', async () => {
    const { taken, endMs } = await sendTo(500, 10);
    expect(taken).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    // two wait in the channel, one is being taken
    expect(endMs).toBeGreaterThanOrEqual(7 * 500);
    expect(endMs).toBeLessThan(8 * 500 + FRAME_MS);
  });

  it('end when they are no longer wanted, also while they wait', async () => {
    const clock = createVirtualClock(0);
    const channel = createBoundedChannel<AudioFrame>({ name: 'frames', capacity: 1, full: 'wait' });
    const stop = new AbortController();
    const pacer = createFramePacer(clock, clock, channel, stop.signal);
    expect(await pacer.send(new Float32Array(FRAME_SAMPLES))).toBe(true);
    clock.schedule(200, () => stop.abort());
    expect(await pacer.send(new Float32Array(FRAME_SAMPLES))).toBe(false);
  });
});

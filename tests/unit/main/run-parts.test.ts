import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MainContext, MainPart } from '../../../electron/main/main-context.ts';
import { runParts } from '../../../electron/main/run-parts.ts';
import { windowTuning } from '../../../electron/main/windows/tuning.ts';
import { whenDrawn } from '../../../electron/main/windows/when-drawn.ts';

const told: string[] = [];
const context = { log: { error: () => told.push('logged') } } as unknown as MainContext;
const part = (name: string): MainPart => ({
  name,
  start() {
    told.push(`${name} starts`);
    return { stop: () => void told.push(`${name} stops`) };
  },
});
const broken: MainPart = {
  name: 'broken',
  start() {
    throw new Error('no');
  },
};
beforeEach(() => void told.splice(0));

describe('the parts of the main process', () => {
  it('start in their order and stop in reverse; one that fails is left out', async () => {
    const running = runParts([part('a'), broken, part('b')], context);
    await running.started;
    await running.stop();
    expect(told).toEqual(['a starts', 'logged', 'b starts', 'b stops', 'a stops']);
  });

  it('wait for what they were told to wait for', async () => {
    let tell: () => void = () => {};
    const running = runParts([part('a')], context, new Promise((resolve) => (tell = resolve)));
    await new Promise(setImmediate);
    expect(told).toEqual([]);
    tell();
    await running.started;
    expect(told).toEqual(['a starts']);
  });

  it('are not started any more once they are stopped', async () => {
    let tell: () => void = () => {};
    const running = runParts([part('a')], context, new Promise((resolve) => (tell = resolve)));
    await running.stop();
    tell();
    await running.started;
    expect(told).toEqual([]);
  });
});

describe('a window that draws itself', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it.each(['ready-to-show', 'closed'])('is waited for until it is %s', async (event) => {
    const window = new EventEmitter();
    let isDrawn = false;
    const drawn = whenDrawn(window as never).then(() => (isDrawn = true));
    await new Promise(setImmediate);
    expect(isDrawn).toBe(false);
    window.emit(event);
    await drawn;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not waited for longer than it may take', async () => {
    const drawn = whenDrawn(new EventEmitter() as never);
    vi.advanceTimersByTime(windowTuning.drawnWithinMs);
    await drawn;
  });
});

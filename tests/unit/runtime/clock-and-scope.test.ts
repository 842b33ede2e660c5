import { describe, expect, it } from 'vitest';
import { sleep } from '../../../electron/engine/runtime/clock.ts';
import { createCoreScheduler } from '../../../electron/engine/runtime/core-scheduler.ts';
import { createScope } from '../../../electron/engine/runtime/scope.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';

describe('the virtual clock', () => {
  it('fires what falls due in order and stands still in between', async () => {
    const clock = createVirtualClock(1_000);
    const fired: string[] = [];
    clock.schedule(30, () => fired.push(`b@${clock.now()}`));
    clock.schedule(10, () => {
      fired.push(`a@${clock.now()}`);
      clock.schedule(5, () => fired.push(`nested@${clock.now()}`));
    });
    const cancel = clock.schedule(20, () => fired.push('cancelled'));
    cancel();
    await clock.advance(25);
    expect(fired).toEqual(['a@10', 'nested@15']);
    expect(clock.now()).toBe(25);
    expect(clock.epochNow()).toBe(1_025);
    await clock.advance(10);
    expect(fired.at(-1)).toBe('b@30');
  });

  it('does not pass work in progress, and makes its time count', async () => {
    const clock = createVirtualClock();
    const order: string[] = [];
    const work = clock.timed(async () => {
      await new Promise((resolve) => setTimeout(resolve, 40));
      return 'result';
    });
    void work.then((value) => order.push(`${value}@${clock.now() >= 39 ? 'later' : 'at once'}`));
    await clock.advance(32);
    order.push('one frame');
    await clock.advance(32);
    await clock.advance(320);
    expect(order).toEqual(['one frame', 'result@later']);
  });

  it('passes a failure on, at its time', async () => {
    const clock = createVirtualClock();
    const work = clock.timed(() => Promise.reject(new Error('no')));
    const seen = expect(work).rejects.toThrow('no');
    await clock.advance(100);
    await seen;
  });

  it('wakes a sleeper early when its signal aborts', async () => {
    const clock = createVirtualClock();
    const abort = new AbortController();
    const sleeping = sleep(clock, 1e9, abort.signal);
    abort.abort();
    await sleeping;
    expect(clock.now()).toBe(0);
  });
});

describe('a scope', () => {
  it('stops in reverse order, once, and ends its children', async () => {
    const scope = createScope();
    const stopped: string[] = [];
    scope.defer(() => void stopped.push('first'));
    const child = scope.child();
    child.defer(() => void stopped.push('child'));
    scope.defer(() => void stopped.push('last'));
    await Promise.all([scope.close(), scope.close()]);
    expect(stopped).toEqual(['last', 'child', 'first']);
    expect(child.signal.aborted).toBe(true);
  });

  it('runs every stop even when one fails, and tells the failure', async () => {
    const scope = createScope();
    let ran = false;
    scope.defer(() => void (ran = true));
    scope.defer(() => {
      throw new Error('stuck');
    });
    await expect(scope.close()).rejects.toThrow('stuck');
    expect(ran).toBe(true);
  });

  it('runs a stop that comes too late at once', async () => {
    const scope = createScope();
    await scope.close();
    let ran = false;
    scope.defer(() => void (ran = true));
    await scope.close();
    expect(ran).toBe(true);
  });
});

describe('the core scheduler', () => {
  it('lets the most urgent job of any lane start first and never exceeds its tokens', () => {
    const scheduler = createCoreScheduler(1);
    const started: string[] = [];
    const lane = (name: string, ranks: number[]) => {
      scheduler.join({
        nextRank: () => ranks[0] ?? null,
        startNext: () => void started.push(`${name}${ranks.shift()}`),
      });
    };
    lane('a', [4, 5]);
    lane('b', [0, 3]);
    scheduler.pump();
    expect(started).toEqual(['b0']);
    expect(scheduler.inUse).toBe(1);
    for (let i = 0; i < 3; i++) scheduler.release();
    expect(started).toEqual(['b0', 'b3', 'a4', 'a5']);
  });
});

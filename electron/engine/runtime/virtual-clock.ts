/**
 * A clock that stands still until it is advanced, and that never advances past work in progress:
 * decisions taken on it are those of real time, however fast or slow the machine is.
 */
import type { Ms } from '../../contract/audio.ts';
import type { Clock } from './clock.ts';

interface Due {
  readonly at: Ms;
  readonly order: number;
  readonly fn: () => void;
  cancelled: boolean;
}

export interface VirtualClock extends Clock {
  /** Moves time on by `ms`, firing what falls due in order and waiting for timed work before each step. */
  advance(ms: Ms): Promise<void>;
}

/** Lets promise continuations and already-posted messages run. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** `epochAtStart`: the wall-clock time, in epoch milliseconds, at which virtual time begins. */
export function createVirtualClock(epochAtStart: Ms = Date.now()): VirtualClock {
  let now: Ms = 0;
  let order = 0;
  let running = 0;
  let wake: (() => void) | null = null;
  const queue: Due[] = [];

  function push(at: Ms, fn: () => void): Due {
    const due: Due = { at, order: order++, fn, cancelled: false };
    let i = queue.length;
    while (i > 0 && queue[i - 1]!.at > at) i--;
    queue.splice(i, 0, due);
    return due;
  }

  async function quiesce(): Promise<void> {
    await settle();
    while (running > 0) {
      await new Promise<void>((resolve) => (wake = resolve));
      await settle();
    }
  }

  return {
    now: () => now,
    epochNow: () => epochAtStart + now,
    schedule(delayMs, fn) {
      const due = push(now + Math.max(0, delayMs), fn);
      return () => {
        due.cancelled = true;
      };
    },
    timed(work) {
      const startedAt = now;
      const wallStart = performance.now();
      running++;
      const finish = (deliver: () => void) => {
        push(Math.max(now, startedAt + performance.now() - wallStart), deliver);
        running--;
        wake?.();
        wake = null;
      };
      return new Promise((resolve, reject) => {
        work().then(
          (value) => finish(() => resolve(value)),
          (reason: unknown) =>
            finish(() => reject(reason instanceof Error ? reason : new Error(String(reason)))),
        );
      });
    },
    async advance(ms) {
      const target = now + ms;
      for (;;) {
        await quiesce();
        const due = queue[0];
        if (!due || due.at > target) break;
        queue.shift();
        now = Math.max(now, due.at);
        if (!due.cancelled) due.fn();
      }
      now = target;
    },
  };
}

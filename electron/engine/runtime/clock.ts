/**
 * Time as a port. Owns timers and the meaning of "now"; nothing else in the engine reads the system clock.
 */
import type { Ms } from '../../contract/audio.ts';

export interface Clock {
  /** Milliseconds, monotonic, arbitrary origin. */
  now(): Ms;
  /** Wall-clock epoch milliseconds that belongs to `now()`. */
  epochNow(): Ms;
  /** Calls `fn` once after `delayMs`; the returned function cancels it and may be called at any time. */
  schedule(delayMs: Ms, fn: () => void): () => void;
  /**
   * Runs real work whose duration must count on this clock: the promise settles only when the clock
   * has moved by the time the work took.
   */
  timed<T>(work: () => Promise<T>): Promise<T>;
}

/** Resolves after `ms` on `clock`, or at once when `signal` aborts. Never rejects. */
export function sleep(clock: Clock, ms: Ms, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.schedule(ms, done);
    signal?.addEventListener('abort', done, { once: true });
  });
}

/** The machine's own time. */
export function createRealClock(): Clock {
  return {
    now: () => performance.now(),
    epochNow: () => Date.now(),
    schedule(delayMs, fn) {
      const timer = setTimeout(fn, delayMs);
      return () => clearTimeout(timer);
    },
    timed: (work) => work(),
  };
}

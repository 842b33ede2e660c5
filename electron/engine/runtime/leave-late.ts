/** Waits for work that was told to stop, but not for ever: what ignores it is left behind. */
import type { Ms } from '../../contract/audio.ts';
import { sleep } from './clock.ts';
import type { Clock } from './clock.ts';

/**
 * Settles as `work` does; resolves with undefined when that has not happened `graceMs` after `signal` aborted. A failure
 * that comes later is nobody's any more.
 */
export function leaveLate<T>(
  work: Promise<T>,
  clock: Clock,
  graceMs: Ms,
  signal: AbortSignal,
): Promise<T | undefined> {
  const done = new AbortController();
  const late = new Promise<undefined>((resolve) => {
    const wait = () =>
      void sleep(clock, graceMs, done.signal).then(() => {
        if (!done.signal.aborted) resolve(undefined);
      });
    if (signal.aborted) return wait();
    signal.addEventListener('abort', wait, { once: true });
    done.signal.addEventListener('abort', () => signal.removeEventListener('abort', wait), { once: true });
  });
  return Promise.race([work, late]).finally(() => done.abort());
}

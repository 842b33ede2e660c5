/**
 * Waits for something outside this process: a server, a child process. The wait counts on the engine's clock, but its
 * limit runs on the machine's own: a virtual clock stands still until the work is over, and would wait for ever.
 */
import type { Ms } from '../../../contract/audio.ts';
import { createRealClock } from '../../runtime/clock.ts';
import type { Clock } from '../../runtime/clock.ts';

export type Waited<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'thrown'; readonly reason: unknown }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'cancelled' };

/** The machine's own time, for limits on what runs outside this process. */
export const outsideClock: Clock = createRealClock();

/** Never rejects. Cancelling ends the wait at once; the work itself must be stopped by the caller. */
export function waitOutside<T>(
  work: () => Promise<T>,
  clock: Clock,
  limitMs: Ms,
  signal: AbortSignal,
): Promise<Waited<T>> {
  if (signal.aborted) return Promise.resolve({ kind: 'cancelled' });
  return new Promise((resolve) => {
    const limited = () =>
      new Promise<Waited<T>>((settle) => {
        const end = (waited: Waited<T>) => {
          stopTimer();
          signal.removeEventListener('abort', cancel);
          settle(waited);
        };
        const cancel = () => {
          end({ kind: 'cancelled' });
          resolve({ kind: 'cancelled' });
        };
        const stopTimer = outsideClock.schedule(limitMs, () => end({ kind: 'timeout' }));
        signal.addEventListener('abort', cancel, { once: true });
        work().then(
          (value) => end({ kind: 'value', value }),
          (reason: unknown) => end({ kind: 'thrown', reason }),
        );
      });
    void clock.timed(limited).then(resolve);
  });
}

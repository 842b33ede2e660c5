/** Waits for something, but not for longer than it may take. */
import type { Ms } from '../../contract/audio.ts';
import { sleep } from './clock.ts';
import type { Clock } from './clock.ts';

/**
 * Whether it came; rejects as it does. Leaves no timer behind when it comes: that would keep a process that ends alive
 * until it rings.
 */
export async function comesWithin(clock: Clock, limitMs: Ms, awaited: Promise<unknown>): Promise<boolean> {
  const over = new AbortController();
  const waited = sleep(clock, limitMs, over.signal).then(() => false);
  try {
    return await Promise.race([awaited.then(() => true), waited]);
  } finally {
    over.abort();
  }
}

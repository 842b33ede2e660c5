/**
 * Lets a thread free what it no longer uses at a moment it chooses. Needed where freeing is not harmless: the speaker
 * addon tells its device's thread of every node that is freed, and waits for ever if that thread is dead.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** A function that frees everything unused in this thread, a few milliseconds for a small one. Does nothing where it cannot. */
export function createGarbageCollection(): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('globalThis.gc') as (() => void) | undefined;
  return collect ?? (() => {});
}

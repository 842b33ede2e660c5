/** The beginning of today, local time, in epoch milliseconds; another one after midnight. */
import { useSyncExternalStore } from 'react';

const LOOK_EVERY_MS = 30_000;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

export function useToday(): number {
  return useSyncExternalStore(subscribe, () => new Date().setHours(0, 0, 0, 0));
}

/** Those who wait until they are let go: all at once, each also by a signal of its own. */

export interface WaitingRoom {
  /** Resolves when everybody is let go, or when `signal` aborts. */
  wait(signal?: AbortSignal): Promise<void>;
  letGo(): void;
  readonly isEmpty: boolean;
}

export function createWaitingRoom(): WaitingRoom {
  const waiting = new Set<() => void>();
  return {
    wait(signal) {
      if (signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const go = () => {
          waiting.delete(go);
          signal?.removeEventListener('abort', go);
          resolve();
        };
        waiting.add(go);
        signal?.addEventListener('abort', go, { once: true });
      });
    },
    letGo() {
      for (const go of [...waiting]) go();
    },
    get isEmpty() {
      return waiting.size === 0;
    },
  };
}

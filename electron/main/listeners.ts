/** A set of listeners that may leave while they are told. One that throws does not keep the others from hearing. */

export interface Listeners<T> {
  /** Returns how to stop. */
  add(listener: (value: T) => void): () => void;
  tell(value: T): void;
}

export function createListeners<T>(): Listeners<T> {
  const all = new Set<{ readonly hear: (value: T) => void }>();
  return {
    add(hear) {
      const entry = { hear };
      all.add(entry);
      return () => void all.delete(entry);
    },
    tell(value) {
      for (const entry of [...all]) {
        if (!all.has(entry)) continue;
        try {
          entry.hear(value);
        } catch (thrown) {
          // a bug of the listener: told where bugs are told, after everybody has heard
          queueMicrotask(() => {
            throw thrown;
          });
        }
      }
    },
  };
}

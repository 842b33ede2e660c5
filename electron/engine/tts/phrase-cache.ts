/**
 * Remembers short sounds by text and rate, the least recently used leaving first, bounded in bytes.
 * Pinned phrases (the fixed ones) stay. Hands out copies: whoever gets a sound owns it.
 */

export interface PhraseCache {
  get(text: string, rate: number): Float32Array | null;
  /** Keeps a copy. False if it does not fit beside what is pinned. */
  put(text: string, rate: number, samples: Float32Array, pinned?: boolean): boolean;
  /** Lets go of everything that is not pinned. Returns how many sounds that were. */
  trim(): number;
  readonly bytes: number;
  readonly size: number;
}

interface Entry {
  readonly samples: Float32Array;
  readonly pinned: boolean;
}

/** `maxBytes`: most bytes of samples held at once. */
export function createPhraseCache(maxBytes: number): PhraseCache {
  const entries = new Map<string, Entry>();
  let bytes = 0;
  const keyOf = (text: string, rate: number) => `${rate.toFixed(2)}\n${text}`;

  function drop(key: string, entry: Entry): void {
    entries.delete(key);
    bytes -= entry.samples.byteLength;
  }

  return {
    get bytes() {
      return bytes;
    },
    get size() {
      return entries.size;
    },
    get(text, rate) {
      const key = keyOf(text, rate);
      const entry = entries.get(key);
      if (!entry) return null;
      entries.delete(key);
      entries.set(key, entry);
      return entry.samples.slice();
    },
    trim() {
      const before = entries.size;
      for (const [key, entry] of entries) if (!entry.pinned) drop(key, entry);
      return before - entries.size;
    },
    put(text, rate, samples, pinned = false) {
      const key = keyOf(text, rate);
      const old = entries.get(key);
      if (old) drop(key, old);
      if (samples.byteLength > maxBytes) return false;
      for (const [otherKey, other] of entries) {
        if (bytes + samples.byteLength <= maxBytes) break;
        if (!other.pinned) drop(otherKey, other);
      }
      if (bytes + samples.byteLength > maxBytes) return false;
      entries.set(key, { samples: samples.slice(), pinned: pinned || (old?.pinned ?? false) });
      bytes += samples.byteLength;
      return true;
    },
  };
}

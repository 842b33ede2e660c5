/**
 * The only queue between stages: bounded in weight, with a named rule for when it is full.
 * Refuses to grow; what it drops it counts and reports. One reader at a time; any number of writers.
 */

/** What happens to a value that does not fit. */
export type FullRule = 'wait' | 'drop-oldest';

export interface ChannelOptions<T> {
  readonly name: string;
  /** Most weight held at once. A single heavier item is still accepted when the channel is empty. */
  readonly capacity: number;
  /** Weight of one item, for example its milliseconds; default 1. */
  readonly weigh?: (item: T) => number;
  readonly full: FullRule;
  /** Items of the same key replace an unread earlier one and never wait; null means never replaced. */
  readonly coalesceKey?: (item: T) => string | null;
  /** Told of each dropped item (not of coalesced ones). */
  readonly onDrop?: (item: T) => void;
}

export interface ChannelStats {
  readonly name: string;
  readonly items: number;
  readonly weight: number;
  readonly capacity: number;
  readonly dropped: number;
  readonly coalesced: number;
  readonly accepted: number;
  readonly peakWeight: number;
}

export interface Receiver<T> extends AsyncIterable<T> {
  /** The next item, or undefined when the channel has ended or `signal` aborts. */
  receive(signal?: AbortSignal): Promise<T | undefined>;
  /** The next item if one is there now. */
  poll(): T | undefined;
  /** The item that would be next, left where it is. */
  peek(): T | undefined;
}

export interface Sender<T> {
  /** Resolves true once the item is held; false if the channel has ended or `signal` aborted first. */
  send(item: T, signal?: AbortSignal): Promise<boolean>;
  /** For an edge that must never wait: applies the rule at once; false if refused or ended. */
  offer(item: T): boolean;
  /** No more items will come; the reader gets what is left, then undefined. */
  end(): void;
}

export interface BoundedChannel<T> extends Receiver<T>, Sender<T> {
  /** Throws away everything held and returns how many items that was. */
  clear(): number;
  /** Drops the item that would be next, as if another had not fitted; false when there is none. */
  dropOldest(): boolean;
  /** Items held. */
  readonly size: number;
  stats(): ChannelStats;
}

interface Waiter<T> {
  readonly item: T;
  readonly weight: number;
  readonly settle: (held: boolean) => void;
}

export function createBoundedChannel<T>(options: ChannelOptions<T>): BoundedChannel<T> {
  const { name, capacity, full } = options;
  const weigh = options.weigh ?? (() => 1);
  const items: { item: T; weight: number }[] = [];
  const writers: Waiter<T>[] = [];
  let reader: ((item: T | undefined) => void) | null = null;
  let ended = false;
  let weight = 0;
  const count = { dropped: 0, coalesced: 0, accepted: 0, peakWeight: 0 };

  const fits = (w: number) => items.length === 0 || weight + w <= capacity;

  function hold(item: T, w: number): void {
    count.accepted++;
    if (reader) {
      const deliver = reader;
      reader = null;
      deliver(item);
      return;
    }
    items.push({ item, weight: w });
    weight += w;
    if (weight > count.peakWeight) count.peakWeight = weight;
  }

  function coalesce(item: T, w: number): boolean {
    const key = options.coalesceKey?.(item) ?? null;
    if (key === null) return false;
    const at = items.findIndex((held) => options.coalesceKey?.(held.item) === key);
    if (at < 0) return false;
    weight += w - items[at]!.weight;
    items[at] = { item, weight: w };
    count.coalesced++;
    return true;
  }

  function admitWriters(): void {
    while (writers.length > 0 && fits(writers[0]!.weight)) {
      const next = writers.shift()!;
      hold(next.item, next.weight);
      next.settle(true);
    }
  }

  function drop(): void {
    const oldest = items.shift()!;
    weight -= oldest.weight;
    count.dropped++;
    options.onDrop?.(oldest.item);
  }

  function take(): T | undefined {
    const first = items.shift();
    if (!first) return undefined;
    weight -= first.weight;
    admitWriters();
    return first.item;
  }

  function offer(item: T): boolean {
    if (ended) return false;
    const w = weigh(item);
    if (coalesce(item, w)) return true;
    if (!fits(w)) {
      if (full === 'wait') return false;
      while (items.length > 0 && !fits(w)) drop();
    }
    hold(item, w);
    return true;
  }

  const channel: BoundedChannel<T> = {
    offer,
    send(item, signal) {
      if (ended || signal?.aborted) return Promise.resolve(false);
      if (writers.length === 0 && offer(item)) return Promise.resolve(true);
      return new Promise((resolve) => {
        const onAbort = () => {
          const at = writers.indexOf(waiter);
          if (at >= 0) writers.splice(at, 1);
          resolve(false);
        };
        const waiter: Waiter<T> = {
          item,
          weight: weigh(item),
          settle(held) {
            signal?.removeEventListener('abort', onAbort);
            resolve(held);
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        writers.push(waiter);
      });
    },
    end() {
      if (ended) return;
      ended = true;
      for (const writer of writers.splice(0)) writer.settle(false);
      if (reader) {
        const deliver = reader;
        reader = null;
        deliver(undefined);
      }
    },
    poll: take,
    peek: () => items[0]?.item,
    receive(signal) {
      const ready = take();
      if (ready !== undefined) return Promise.resolve(ready);
      if (ended || signal?.aborted) return Promise.resolve(undefined);
      if (reader) throw new Error(`channel ${name} already has a reader`);
      return new Promise((resolve) => {
        const onAbort = () => {
          reader = null;
          resolve(undefined);
        };
        reader = (item) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(item);
        };
        signal?.addEventListener('abort', onAbort, { once: true });
      });
    },
    clear() {
      const cleared = items.length;
      items.length = 0;
      weight = 0;
      admitWriters();
      return cleared;
    },
    dropOldest() {
      if (items.length === 0) return false;
      drop();
      admitWriters();
      return true;
    },
    get size() {
      return items.length;
    },
    stats: () => ({ name, capacity, items: items.length, weight, ...count }),
    async *[Symbol.asyncIterator]() {
      for (let item = await channel.receive(); item !== undefined; item = await channel.receive()) yield item;
    },
  };
  return channel;
}

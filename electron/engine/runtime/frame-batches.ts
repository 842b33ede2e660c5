/** A stage that is behind works in batches: so many items, then everybody else's turn. Changes no order, drops nothing. */
import type { Receiver } from './bounded-channel.ts';

/** Frames a stage may do in one go when they are waiting. More would make other sessions wait for its backlog. */
export const BATCH_FRAMES = 5;

/** Lets everything else that is ready run. */
const letOthersRun = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * The same items. @param turn asked before each that is waiting; null: now. @param onTaken called for each taken
 */
export function inBatches<T>(
  from: Receiver<T>,
  options: {
    readonly turn?: (signal?: AbortSignal) => Promise<void> | null;
    readonly onTaken?: () => void;
    readonly most?: number;
    /** Default: until everything else that is ready has run. */
    readonly rest?: () => Promise<void>;
  } = {},
): Receiver<T> {
  const { turn, onTaken, most = BATCH_FRAMES, rest = letOthersRun } = options;
  let taken = 0;

  function take(signal: AbortSignal | undefined): Promise<T | undefined> {
    onTaken?.();
    return from.receive(signal);
  }

  async function takeLater(first: Promise<void>, signal: AbortSignal | undefined): Promise<T | undefined> {
    await first;
    // others may have come behind meanwhile
    for (let more = turn?.(signal); more && !signal?.aborted; more = turn?.(signal)) await more;
    return take(signal);
  }

  function receive(signal?: AbortSignal): Promise<T | undefined> {
    if (from.peek() === undefined) {
      taken = 0;
      return take(signal);
    }
    const mine = turn?.(signal);
    if (mine) return takeLater(mine, signal);
    if (taken++ < most) return take(signal);
    taken = 1;
    return takeLater(rest(), signal);
  }

  return {
    receive,
    poll: () => from.poll(),
    peek: () => from.peek(),
    async *[Symbol.asyncIterator]() {
      for (let item = await receive(); item !== undefined; item = await receive()) yield item;
    },
  };
}

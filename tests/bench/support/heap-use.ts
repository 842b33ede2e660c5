/** What a piece of work leaves on the JavaScript heap. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Collects everything, whether or not the process was started with --expose-gc. */
export function collectGarbage(): void {
  let collect = globalThis.gc;
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as NonNullable<typeof globalThis.gc>;
  }
  void collect();
}

/** Rounds between two looks at the heap: few enough that a collection seldom falls between them. */
const CHUNK = 100;

/**
 * Mean bytes of heap a round takes: the median over chunks of rounds, so that chunks in which a collection ran, or
 * the compiler worked, do not count. The loop itself costs the same as an empty round, which is taken off.
 */
export async function bytesPerRound(rounds: number, round: () => void | Promise<unknown>): Promise<number> {
  const measure = async (work: () => void | Promise<unknown>): Promise<number> => {
    const grown: number[] = [];
    for (let done = 0; done < rounds; done += CHUNK) {
      const before = process.memoryUsage().heapUsed;
      for (let i = 0; i < CHUNK; i++) {
        const pending = work();
        if (pending) await pending;
      }
      grown.push(process.memoryUsage().heapUsed - before);
    }
    return grown.sort((a, b) => a - b)[grown.length >> 1]! / CHUNK;
  };
  await measure(round);
  collectGarbage();
  const used = await measure(round);
  const empty = await measure(() => {});
  return Math.max(0, used - empty);
}

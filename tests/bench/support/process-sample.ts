/** What a process holds at one moment: memory, handles, threads, open files. Linux tells threads and files of itself. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface ProcessSample {
  /** Megabytes (2^20 bytes). */
  readonly rss: number;
  readonly heap: number;
  readonly external: number;
  /** What keeps Node's loop going: sockets, ports, timers. */
  readonly handles: number;
  /** Null where the system does not tell. */
  readonly threads: number | null;
  readonly files: number | null;
}

function countIn(folder: string): number | null {
  try {
    return readdirSync(folder).length;
  } catch {
    return null;
  }
}

/** Collects garbage first where Node was started with --expose-gc: what is left is held. */
export function sampleProcess(): ProcessSample {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const megabytes = (bytes: number) => Math.round((bytes / 2 ** 20) * 100) / 100;
  return {
    rss: megabytes(rss),
    heap: megabytes(heapUsed),
    external: megabytes(external),
    handles: process.getActiveResourcesInfo().length,
    threads: countIn('/proc/self/task'),
    files: countIn('/proc/self/fd'),
  };
}

/** Bytes of all files below a folder; what vanishes meanwhile counts nothing. */
export function bytesBelow(folder: string): number {
  let sum = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    sum += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return sum;
}

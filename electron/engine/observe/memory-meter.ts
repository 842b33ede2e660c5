/**
 * Where memory goes. Models are native: they are what the process takes beyond the script heap. What grows with use is
 * the script heap with its sound buffers, counted from the least it has held since the models were ready (loading leaves
 * garbage that is no baseline); memory that native code loses is therefore seen in `rss` alone.
 */
import { getHeapStatistics } from 'node:v8';
import type { MemoryView } from '../../contract/metrics.ts';
import { megabytes } from './process-load.ts';

export interface MemoryMeter {
  /** The models are loaded: what the script heap holds now is no growth. */
  markReady(): void;
  /** @param bufferBytes kept sound and cached phrases */
  read(bufferBytes: number): MemoryView;
  /** Megabytes beyond the shared models; 0 until they are ready. */
  readonly beyondModels: number;
}

const heapBytes = ({ heapUsed, external }: NodeJS.MemoryUsage) => heapUsed + external;

/** The same of this process, without the resident size: that one has to be read from the system. */
function heapBytesNow(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}

/** @param measure default: this process */
export function createMemoryMeter(measure?: () => NodeJS.MemoryUsage): MemoryMeter {
  const heldBytes = measure ? () => heapBytes(measure()) : heapBytesNow;
  let readyBytes: number | null = null;
  function beyond(held: number): number {
    if (readyBytes === null) return 0;
    readyBytes = Math.min(readyBytes, held);
    return megabytes(held - readyBytes);
  }
  return {
    markReady() {
      readyBytes = heldBytes();
    },
    read(bufferBytes) {
      const usage = (measure ?? process.memoryUsage)();
      const buffers = megabytes(bufferBytes);
      return {
        rss: megabytes(usage.rss),
        heap: megabytes(usage.heapUsed),
        external: megabytes(usage.external),
        models: megabytes(Math.max(0, usage.rss - usage.heapTotal - usage.external)),
        sessions: Math.max(0, beyond(heapBytes(usage)) - buffers),
        buffers,
      };
    },
    get beyondModels() {
      return beyond(heldBytes());
    },
  };
}

/** How this process is: how late its event loop runs, how much processor and memory it takes. Owns the loop's monitor. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Ms } from '../../contract/audio.ts';
import type { MonitorView } from '../../contract/metrics.ts';
import type { Clock } from '../runtime/clock.ts';
import { observeTuning } from './tuning.ts';

export interface ProcessLoad {
  /** Over the second before the last `turn`. */
  readonly loopDelay: MonitorView['loopDelay'];
  /** Percent of one core, over the same time. */
  readonly cpu: number;
  /** Begins the next second; called once a second by whoever owns the time. */
  turn(): void;
  stop(): void;
}

/** Megabytes of 1,000,000 bytes. */
export const megabytes = (bytes: number) => bytes / 1_000_000;

export function createProcessLoad(clock: Clock): ProcessLoad {
  const loop = monitorEventLoopDelay({ resolution: observeTuning.loopResolutionMs });
  loop.enable();
  let usage = process.cpuUsage();
  let atMs = clock.now();
  let loopDelay: MonitorView['loopDelay'] = { p50: 0, p99: 0, max: 0 };
  let cpu = 0;
  /** The monitor counts its own interval in. */
  const late = (nanoseconds: number): Ms =>
    Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e6 - observeTuning.loopResolutionMs) : 0;
  return {
    get loopDelay() {
      return loopDelay;
    },
    get cpu() {
      return cpu;
    },
    turn() {
      loopDelay = { p50: late(loop.percentile(50)), p99: late(loop.percentile(99)), max: late(loop.max) };
      loop.reset();
      const now = clock.now();
      const spent = process.cpuUsage(usage);
      usage = process.cpuUsage();
      if (now > atMs) cpu = (spent.user + spent.system) / 10 / (now - atMs);
      atMs = now;
    },
    stop: () => void loop.disable(),
  };
}

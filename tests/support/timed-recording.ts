/** Records a Pulse monitor and knows at which wall-clock time each sample arrived. */
import { spawn } from 'node:child_process';

const RATE_HZ = 48_000;

export interface TimedRecording {
  readonly rateHz: number;
  /** Everything so far. */
  samples(): Float32Array;
  /** Wall-clock time at which sample `index` had arrived. */
  arrivedAt(index: number): number;
  /** First index at or after `from` whose sample is louder than `threshold`; -1 if none. */
  firstLouder(threshold: number, from?: number): number;
  /** First index from which on for `ms` nothing is louder than `threshold`; -1 if none. */
  firstQuiet(threshold: number, ms: number, from?: number): number;
  /** First index that arrived at or after `wall`. */
  indexAt(wall: number): number;
  stop(): Promise<void>;
}

export async function recordMonitor(
  env: NodeJS.ProcessEnv,
  monitor = 'speaker.monitor',
): Promise<TimedRecording> {
  const format = ['--raw', '--format=float32le', `--rate=${RATE_HZ}`, '--channels=1'];
  const latency = ['--latency-msec=5', '--process-time-msec=2'];
  const child = spawn('parec', ['-d', monitor, ...format, ...latency], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const chunks: { readonly samples: Float32Array; readonly start: number; readonly wall: number }[] = [];
  let total = 0;
  let rest = Buffer.alloc(0);
  child.stdout.on('data', (part: Buffer) => {
    const bytes = Buffer.concat([rest, part]);
    const count = Math.floor(bytes.length / 4);
    const samples = new Float32Array(count);
    for (let i = 0; i < count; i++) samples[i] = bytes.readFloatLE(i * 4);
    rest = bytes.subarray(count * 4);
    chunks.push({ samples, start: total, wall: performance.timeOrigin + performance.now() });
    total += count;
  });
  for (let tries = 0; chunks.length === 0; tries++) {
    if (tries > 300) throw new Error(`${monitor} cannot be recorded`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }

  function samples(): Float32Array {
    const all = new Float32Array(total);
    for (const chunk of chunks) all.set(chunk.samples, chunk.start);
    return all;
  }

  return {
    rateHz: RATE_HZ,
    samples,
    arrivedAt: (index) => chunks.findLast((chunk) => chunk.start <= index)?.wall ?? Number.NaN,
    firstLouder(threshold, from = 0) {
      return samples().findIndex((value, i) => i >= from && Math.abs(value) > threshold);
    },
    firstQuiet(threshold, ms, from = 0) {
      const all = samples();
      const need = (ms * RATE_HZ) / 1000;
      let quietFrom = from;
      for (let i = from; i < all.length; i++) {
        if (Math.abs(all[i]!) > threshold) quietFrom = i + 1;
        else if (i - quietFrom >= need) return quietFrom;
      }
      return -1;
    },
    indexAt: (wall) => chunks.find((chunk) => chunk.wall >= wall)?.start ?? total,
    async stop() {
      const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Largest step between neighbours within [from, to). */
export function largestStepIn(samples: Float32Array, from: number, to: number): number {
  let most = 0;
  for (let i = from + 1; i < to; i++) most = Math.max(most, Math.abs(samples[i]! - samples[i - 1]!));
  return most;
}

/** `samples` without the stretches of at least `ms` in which nothing is louder than `threshold`. */
export function withoutSilence(samples: Float32Array, threshold: number, ms: number): Float32Array {
  const need = (ms * RATE_HZ) / 1000;
  const kept = samples.slice();
  let length = 0;
  let quietFrom = 0;
  for (let i = 0; i <= samples.length; i++) {
    if (i < samples.length && Math.abs(samples[i]!) <= threshold) continue;
    if (i - quietFrom < need) for (let k = quietFrom; k < i; k++) kept[length++] = samples[k]!;
    if (i < samples.length) kept[length++] = samples[i]!;
    quietFrom = i + 1;
  }
  return kept.subarray(0, length);
}

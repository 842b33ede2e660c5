/**
 * What measuring costs: the frames of one session with and without a recorder, and a whole watch that ticks, makes views
 * and writes lines for ten sessions. CPU time of this process, the two sides by turns.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FRAME_MS } from '../../electron/contract/audio.ts';
import { createEngineWatch } from '../../electron/engine/engine-watch.ts';
import { createMetricsLog } from '../../electron/engine/observe/metrics-log.ts';
import { createStageRecorder, nobodyWatches } from '../../electron/engine/observe/stage-recorder.ts';
import type { StageWatch } from '../../electron/engine/observe/stage-recorder.ts';
import { createRealClock, sleep } from '../../electron/engine/runtime/clock.ts';
import { silentLogger } from '../../electron/engine/runtime/logger.ts';
import { bootstrapMedian, median } from './support/alternating-pairs.ts';
import { bytesPerRound } from './support/heap-use.ts';
import type { BenchResult } from './support/bench-result.ts';

const clock = createRealClock();
const PAIRS = 20;
/** An hour and three quarters of one session. */
const FRAMES = 200_000;
const SESSIONS = 10;
const WATCH_MS = 20_000;

const cpuMs = (from: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1_000;
};

/** What the pipeline does to tell of one frame: it looks at the clock around each stage, watched or not. */
function tellFrames(watch: StageWatch, frames: number): number {
  const from = process.cpuUsage();
  for (let n = 0; n < frames; n++) {
    const beganMs = clock.now();
    const echoMs = clock.now() - beganMs;
    watch.took('echo', echoMs);
    const vadMs = clock.now() - beganMs;
    watch.took('vad', vadMs);
    watch.took('frame', echoMs + vadMs);
  }
  return cpuMs(from);
}

/** Share of one core in percent while `WATCH_MS` pass. */
async function shareWhile(): Promise<number> {
  const from = process.cpuUsage();
  await sleep(clock, WATCH_MS);
  return (100 * cpuMs(from)) / WATCH_MS;
}

async function watchShare(): Promise<{ idle: number; watched: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-observe-'));
  try {
    const idle = await shareWhile();
    const lines = createMetricsLog({ folder, clock, log: silentLogger });
    const watch = createEngineWatch({
      clock,
      sessions: () => [],
      lanes: () => [],
      bufferBytes: () => 0,
      off: () => new Set(),
      failed: () => false,
      counts: () => ({ gcTriggered: 0, sessionsCleanedUp: 0, memoryOptimizations: 0 }),
      onMemoryHigh() {},
      onTrend() {},
      memoryLimitMegabytes: () => 300,
      lines: { everyMs: () => 10_000, write: (line) => lines.write(line) },
    });
    watch.start();
    // frames of ten sessions at their pace, and one monitor that looks twice a second
    const frames = setInterval(() => {
      for (let n = 0; n < SESSIONS; n++) {
        watch.stages.took('echo', 0.05);
        watch.stages.took('vad', 0.4);
        watch.stages.took('frame', 0.6);
      }
    }, FRAME_MS);
    const looks = setInterval(() => watch.monitor(), 500);
    const watched = await shareWhile();
    clearInterval(frames);
    clearInterval(looks);
    watch.stop();
    await lines.settled();
    return { idle, watched };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function run(): Promise<BenchResult> {
  const recorder = createStageRecorder(clock);
  const extraUs: number[] = [];
  for (let pair = 0; pair <= PAIRS; pair++) {
    const onFirst = pair % 2 === 0;
    const first = tellFrames(onFirst ? recorder : nobodyWatches, FRAMES);
    const second = tellFrames(onFirst ? nobodyWatches : recorder, FRAMES);
    const extra = onFirst ? first - second : second - first;
    if (pair > 0) extraUs.push((1_000 * extra) / FRAMES);
  }
  const extra = median(extraUs);
  const [low, high] = bootstrapMedian(extraUs);
  const percent = (us: number) => (100 * us * SESSIONS) / (FRAME_MS * 1_000);
  const costs: readonly unknown[] = ['', 0.31, 1.7];
  const bytes = await bytesPerRound(FRAMES / 10, () => {
    const ms = costs[1] as number;
    recorder.took('echo', ms);
    recorder.took('vad', ms);
    recorder.took('frame', ms);
  });
  const { idle, watched } = await watchShare();
  const whole = Math.max(0, watched - idle);
  return {
    name: 'observe',
    goal:
      'Issue 5, point 3: recording takes under 1 % of a core and allocates nothing a frame. The frames of one session ' +
      'with a recorder and without, A/B/B/A, first pair discarded, CPU time; and the whole watch of ten sessions.',
    rows: [
      {
        what: 'recording one frame (three stages), over not recording, median',
        value: extra,
        unit: 'us',
        spread: `${low.toFixed(2)} to ${high.toFixed(2)}, ${extraUs.length} pairs`,
      },
      {
        what: 'recording the frames of ten sessions, share of one core',
        value: percent(extra),
        unit: '%',
        target: '< 1 %',
        met: percent(extra) < 1,
        spread: `${percent(low).toFixed(3)} to ${percent(high).toFixed(3)}`,
      },
      {
        what: 'JavaScript heap a recorded frame',
        value: bytes,
        unit: 'bytes',
        target: '0',
        met: bytes < 1,
        note: 'numbers that stages measured are there whether or not they are recorded',
      },
      {
        what: 'the whole watch: recording for ten sessions, load, alerts, lines, one monitor looking; share of one core',
        value: whole,
        unit: '%',
        target: '< 1 %',
        met: whole < 1,
        spread: `${watched.toFixed(2)} watched, ${idle.toFixed(2)} idle`,
        note: 'with the timer that stands for the frames, and the monitor of the event loop',
      },
    ],
  };
}

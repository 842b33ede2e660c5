/**
 * What measuring costs: the frames of one session with and without a recorder, and a whole watch that ticks, makes views
 * and writes lines for ten sessions. CPU time of this process, the two sides by turns. The ten sessions are their queues
 * and what they tell of themselves; nobody speaks to them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FRAME_MS } from '../../electron/contract/audio.ts';
import { createEngineWatch } from '../../electron/engine/engine-watch.ts';
import { createMetricsLog } from '../../electron/engine/observe/metrics-log.ts';
import { createStageRecorder, nobodyWatches } from '../../electron/engine/observe/stage-recorder.ts';
import type { StageWatch } from '../../electron/engine/observe/stage-recorder.ts';
import { createBoundedChannel } from '../../electron/engine/runtime/bounded-channel.ts';
import { createRealClock, sleep } from '../../electron/engine/runtime/clock.ts';
import { silentLogger } from '../../electron/engine/runtime/logger.ts';
import type { Session } from '../../electron/engine/session.ts';
import { createSessionFacts, queueViewOf } from '../../electron/engine/session/session-facts.ts';
import { bootstrapMedian, median } from './support/alternating-pairs.ts';
import { bytesPerRound } from './support/heap-use.ts';
import type { BenchResult } from './support/bench-result.ts';

const clock = createRealClock();
const PAIRS = 20;
/** An hour and three quarters of one session. */
const FRAMES = 200_000;
const SESSIONS = 10;
/** Short, and many of them: whatever else the machine does falls into few. */
const WATCH_MS = 6_000;
/** Twice as often as in the app, so that each window has one. */
const LINE_EVERY_MS = 5_000;
/** The compiler's time is not the watch's. */
const WARM_MS = 3_000;
const WATCH_PAIRS = 6;

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

/** What the watch asks of a session, asked of real queues and real counters. */
function createStandIn(name: string): Session {
  const queues = ['capture->echo', 'echo->vad', 'vad->turn'].map((edge) =>
    createBoundedChannel<number>({ name: edge, capacity: 2_000, weigh: () => FRAME_MS, full: 'drop-oldest' }),
  );
  const facts = createSessionFacts(clock);
  return {
    id: name,
    isLocal: name === 's-0',
    channels: () => queues.map((queue) => queue.stats()),
    oldestWaitMs: () => 0,
    ages: () => ({ openMs: clock.now() - facts.openedAtMs, idleMs: 0, deafMs: 0 }),
    publish() {},
    setPaused() {},
    view: () => ({
      session_id: name,
      ...facts.counts(),
      phase: 'idle',
      local: name === 's-0',
      paused: false,
      queues: queues.map((queue) => queueViewOf(queue.stats(), 'ms')),
    }),
  } satisfies Partial<Session> as unknown as Session;
}

/** Share of one core in percent while frames of ten sessions come at their pace for `ms`; each is told to `watch`. */
async function shareWhile(ms: number, watch: StageWatch): Promise<number> {
  const frames = setInterval(() => {
    for (let n = 0; n < SESSIONS; n++) {
      watch.took('echo', 0.05);
      watch.took('vad', 0.4);
      watch.took('frame', 0.6);
    }
  }, FRAME_MS);
  const beganMs = clock.now();
  const from = process.cpuUsage();
  await sleep(clock, ms);
  const share = (100 * cpuMs(from)) / (clock.now() - beganMs);
  clearInterval(frames);
  return share;
}

/** The same with a whole watch, its lines on disk and one monitor that looks twice a second. */
async function shareWatched(ms: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-observe-'));
  const lines = createMetricsLog({ folder, clock, log: silentLogger });
  const sessions = Array.from({ length: SESSIONS }, (_, n) => createStandIn(`s-${n}`));
  const watch = createEngineWatch({
    clock,
    sessions: () => sessions,
    lanes: () => [],
    bufferBytes: () => 0,
    off: () => new Set(),
    failed: () => false,
    counts: () => ({ gcTriggered: 0, sessionsCleanedUp: 0, memoryOptimizations: 0 }),
    onMemoryHigh() {},
    onTrend() {},
    memoryLimitMegabytes: () => 300,
    lines: { everyMs: () => LINE_EVERY_MS, write: (line) => lines.write(line) },
  });
  watch.start();
  watch.markReady();
  const looks = setInterval(() => watch.monitor(), 500);
  try {
    return await shareWhile(ms, watch.stages);
  } finally {
    clearInterval(looks);
    watch.stop();
    await lines.settled();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Shares of one core, pair by pair: the frames alone, and what the watch takes beyond them. */
async function watchShares(): Promise<{ alone: number[]; extra: number[] }> {
  const [alone, extra]: [number[], number[]] = [[], []];
  for (let pair = 0; pair <= WATCH_PAIRS; pair++) {
    const ms = pair === 0 ? WARM_MS : WATCH_MS;
    const before = pair % 2 === 0 ? await shareWhile(ms, nobodyWatches) : null;
    const watched = await shareWatched(ms);
    const unwatched = before ?? (await shareWhile(ms, nobodyWatches));
    if (pair === 0) continue;
    alone.push(unwatched);
    extra.push(watched - unwatched);
  }
  return { alone, extra };
}

export async function run(): Promise<BenchResult> {
  const recorder = createStageRecorder(clock);
  // as the watch does four times a second
  recorder.takeFrames();
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
  const { alone, extra: watching } = await watchShares();
  const whole = median(watching);
  const [least, most] = bootstrapMedian(watching);
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
        spread: `${least.toFixed(2)} to ${most.toFixed(2)}, ${watching.length} pairs`,
        note:
          'over the same frames told to nobody ' +
          `(the timer that stands for them: ${median(alone).toFixed(2)} %); with the monitor of the event loop`,
      },
    ],
  };
}

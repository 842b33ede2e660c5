/**
 * What the stages took, in fixed memory: recording writes numbers into arrays and allocates nothing. Owns no timer;
 * views are made when somebody asks. It watches and never steers.
 *
 * A look at the clock makes a number. Frames therefore take the time at which they were taken last, a quarter of a second
 * ago at most, which figures of seconds do not show; as long as nobody takes them, each looks for itself.
 */
import type { Ms } from '../../contract/audio.ts';
import { stageNames } from '../../contract/metrics.ts';
import type { StageName, StageView } from '../../contract/metrics.ts';
import type { Clock } from '../runtime/clock.ts';
import { createRecentCount } from './recent-count.ts';
import { createRecentLatency } from './recent-latency.ts';
import type { RecentLatency } from './recent-latency.ts';
import { createRecentRate } from './recent-rate.ts';
import { observeTuning, stageBudgets } from './tuning.ts';

/** What the parts of a session are given to tell what they did. */
export interface StageWatch {
  took(stage: StageName, ms: Ms): void;
  failed(stage: StageName): void;
  /** A result came for a turn that was over. */
  stale(stage: StageName): void;
}

export const nobodyWatches: StageWatch = { took() {}, failed() {}, stale() {} };

/** What frames cost since the last look. */
export interface FrameWindow {
  readonly frames: number;
  /** 0 when there was none. */
  readonly meanMs: Ms;
  readonly slowestMs: Ms;
}

export interface StageRecorder extends StageWatch {
  /** @param off stages that have no model here */
  views(off: ReadonlySet<StageName>): StageView[];
  /** Frames since the last call: there is one who looks, four times a second. */
  takeFrames(): FrameWindow;
  /** Mean of the last minute, milliseconds. */
  readonly frameMeanMs: Ms;
  readonly frameP95Ms: Ms;
  /** Frames a second, over the last five. */
  readonly framesPerSecond: number;
  /** Share of jobs that failed in the last minute, 0 to 1; frames are no jobs. */
  readonly errorShare: number;
  /** Errors since the start. */
  readonly errors: number;
}

const FRAME_STAGES: ReadonlySet<StageName> = new Set(['echo', 'vad', 'frame']);
/** Places of the fractions that change with each recording: in an array they are overwritten, in a variable made anew. */
const LAST = 0;
const FAILED = 1;
const TOTAL = 2;
const WINDOW_SUM = 0;
const WINDOW_MAX = 1;

interface Meter {
  readonly latency: RecentLatency;
  /** Milliseconds: when it worked last, when it failed last, what it took since the start. */
  readonly times: Float64Array;
  count: number;
  errors: number;
  stale: number;
}

export function createStageRecorder(clock: Clock): StageRecorder {
  const meters = Object.fromEntries(
    stageNames.map((name) => [
      name,
      {
        latency: createRecentLatency(),
        times: Float64Array.of(-Infinity, -Infinity, 0),
        count: 0,
        errors: 0,
        stale: 0,
      },
    ]),
  ) as Record<StageName, Meter>;
  const rate = createRecentRate(clock.now());
  const jobs = createRecentCount();
  const errors = createRecentCount();
  const frameWindow = new Float64Array(2);
  let windowFrames = 0;
  /** When the frames were taken last; null while nobody has. */
  let takenMs: Ms | null = null;

  function stateOf(name: StageName, p95: Ms, now: Ms): StageView['state'] {
    const meter = meters[name];
    if (now - meter.times[FAILED]! < observeTuning.failedForMs) return 'failed';
    if (now - meter.times[LAST]! > observeTuning.idleAfterMs) return 'idle';
    return p95 > stageBudgets[name] ? 'behind' : 'working';
  }

  return {
    took(stage, ms) {
      const meter = meters[stage];
      const isFrame = FRAME_STAGES.has(stage);
      const now = (isFrame ? takenMs : null) ?? clock.now();
      meter.latency.record(ms, now);
      meter.count++;
      meter.times[LAST] = now;
      meter.times[TOTAL] = meter.times[TOTAL]! + ms;
      if (stage === 'frame') {
        rate.add();
        if (takenMs === null) rate.look(now);
        windowFrames++;
        frameWindow[WINDOW_SUM] = frameWindow[WINDOW_SUM]! + ms;
        if (ms > frameWindow[WINDOW_MAX]!) frameWindow[WINDOW_MAX] = ms;
      } else if (!isFrame) {
        jobs.add(now);
      }
    },
    failed(stage) {
      const meter = meters[stage];
      const now = clock.now();
      meter.errors++;
      meter.times[FAILED] = now;
      jobs.add(now);
      errors.add(now);
    },
    stale(stage) {
      meters[stage].stale++;
    },
    views(off) {
      const now = clock.now();
      return stageNames.map((name) => {
        const meter = meters[name];
        const recent = meter.latency.read(now);
        const p95 = recent.percentile(0.95);
        return {
          name,
          state: off.has(name) ? 'off' : stateOf(name, p95, now),
          count: meter.count,
          p50: recent.percentile(0.5),
          p95,
          p99: recent.percentile(0.99),
          max: recent.maxMs,
          total_ms: meter.times[TOTAL]!,
          errors: meter.errors,
          stale: meter.stale,
        };
      });
    },
    takeFrames() {
      takenMs = clock.now();
      rate.look(takenMs);
      const window = {
        frames: windowFrames,
        meanMs: windowFrames === 0 ? 0 : frameWindow[WINDOW_SUM]! / windowFrames,
        slowestMs: frameWindow[WINDOW_MAX]!,
      };
      windowFrames = 0;
      frameWindow.fill(0);
      return window;
    },
    get frameMeanMs() {
      const recent = meters.frame.latency.read(clock.now());
      return recent.count === 0 ? 0 : recent.sumMs / recent.count;
    },
    get frameP95Ms() {
      return meters.frame.latency.read(clock.now()).percentile(0.95);
    },
    get framesPerSecond() {
      rate.look(clock.now());
      return rate.perSecond;
    },
    get errorShare() {
      const now = clock.now();
      return errors.over(59, now) / Math.max(observeTuning.errorShareOfAtLeast, jobs.over(59, now));
    },
    get errors() {
      return errors.total;
    },
  };
}

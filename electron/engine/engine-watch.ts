/**
 * The engine looking at itself: measures load a few times a second, steps pressure and alerts, and makes views when
 * somebody asks. Owns the ticks; what a step takes away is asked for by whoever does the work.
 */
import type { Ms } from '../contract/audio.ts';
import type { SessionEvent } from '../contract/events.ts';
import type { AlertCode, MonitorView, PressureFact, StageName, TrendPoint } from '../contract/metrics.ts';
import { createAlertBoard } from './observe/alert-board.ts';
import { alertRulesFor } from './observe/alert-rules.ts';
import type { AlertFact } from './observe/alert-board.ts';
import { laneViewOf } from './observe/lane-view.ts';
import { createMemoryMeter } from './observe/memory-meter.ts';
import type { MemoryMeter } from './observe/memory-meter.ts';
import { metricsLine, turnLine } from './observe/metrics-lines.ts';
import { pipelineStatusOf } from './observe/pipeline-status.ts';
import { createProcessLoad } from './observe/process-load.ts';
import { createStageRecorder } from './observe/stage-recorder.ts';
import type { StageWatch } from './observe/stage-recorder.ts';
import { createTrendMinute } from './observe/trend-minute.ts';
import { observeTuning } from './observe/tuning.ts';
import { effectsOf } from './pressure/effects.ts';
import type { PressureEffects } from './pressure/effects.ts';
import { loadPartsOf } from './pressure/measure-load.ts';
import { initialPressure, stepPressure } from './pressure/pressure-controller.ts';
import { pressureTuning } from './pressure/tuning.ts';
import type { Clock } from './runtime/clock.ts';
import type { LaneStats } from './runtime/inference-lane.ts';
import type { Session } from './session.ts';

export interface WatchParts {
  readonly clock: Clock;
  readonly sessions: () => readonly Session[];
  readonly lanes: () => readonly LaneStats[];
  /** Bytes of kept sound and cached phrases. */
  readonly bufferBytes: () => number;
  /** Stages without a model here. */
  readonly off: () => ReadonlySet<StageName>;
  /** Nobody can be heard. */
  readonly failed: () => boolean;
  readonly counts: () => { gcTriggered: number; sessionsCleanedUp: number; memoryOptimizations: number };
  /** Called when memory comes near its limit, a minute apart at most. */
  readonly onMemoryHigh: () => void;
  readonly onTrend: (point: TrendPoint) => void;
  /** Beyond the shared models. */
  readonly memoryLimitMegabytes: () => number;
  /** Whoever keeps what is measured, a line each; `everyMs` null: nobody wants any now. */
  readonly lines?: { readonly everyMs: () => Ms | null; write(line: string): void };
  readonly memory?: MemoryMeter;
}

export interface EngineWatch {
  readonly stages: StageWatch;
  readonly effects: PressureEffects;
  /** Every event of every session. */
  note(event: SessionEvent): void;
  monitor(): MonitorView;
  onPressure(listener: (fact: PressureFact) => void): () => void;
  onAlert(listener: (fact: AlertFact) => void): () => void;
  muteAlert(code: AlertCode, muted: boolean): void;
  /** All that are muted, and no other. */
  muteOnly(codes: readonly AlertCode[]): void;
  readonly memory: MemoryMeter;
  /** The models are loaded: what memory holds now is no growth, and from now on the event loop may not stand still. */
  markReady(): void;
  /** Begins to measure. Without it (files on a clock of their own) there is no pressure. */
  start(): void;
  stop(): void;
}

const MEMORY_EVERY_MS: Ms = 60_000;

export function createEngineWatch(parts: WatchParts): EngineWatch {
  const { clock } = parts;
  const recorder = createStageRecorder(clock);
  const memory = parts.memory ?? createMemoryMeter();
  const load = createProcessLoad(clock);
  const trend = createTrendMinute();
  const pressureListeners = new Set<(fact: PressureFact) => void>();
  const alertListeners = new Set<(fact: AlertFact) => void>();
  const alerts = createAlertBoard(
    clock,
    (fact) => alertListeners.forEach((listener) => listener(fact)),
    () => alertRulesFor(parts.memoryLimitMegabytes()),
  );
  const startedMs = clock.now();
  let pressure = initialPressure;
  let effects = effectsOf('none');
  let cancel = () => {};
  let ready = false;
  let slowestFrameMs: Ms = 0;
  let alertedMs = startedMs;
  let trendedMs = startedMs;
  let linedMs = startedMs;
  let trimmedMs = -Infinity;

  function framesWaiting(): number {
    let frames = 0;
    for (const session of parts.sessions())
      for (const { name, items } of session.channels()) if (name !== 'vad->turn') frames += items;
    return frames;
  }

  function publish(fact: PressureFact): void {
    effects = effectsOf(pressure.step);
    for (const session of parts.sessions()) {
      session.publish(fact);
      if (!session.isLocal) session.setPaused(effects.pausesSessions);
    }
    pressureListeners.forEach((listener) => listener(fact));
  }

  function stepLoad(now: Ms): void {
    const frames = recorder.takeFrames();
    slowestFrameMs = Math.max(slowestFrameMs, frames.slowestMs);
    const stepped = stepPressure(
      pressure,
      {
        atMs: now,
        parts: loadPartsOf({
          framesWaiting: framesWaiting(),
          oldestFrameMs: Math.max(0, ...parts.sessions().map((session) => session.oldestWaitMs())),
          oldestJobMs: Math.max(0, ...parts.lanes().map((lane) => lane.oldestFirmWaitMs ?? 0)),
          frameMeanMs: frames.meanMs,
          beyondModelsMegabytes: memory.beyondModels,
          memoryLimitMegabytes: parts.memoryLimitMegabytes(),
        }),
      },
      pressureTuning,
    );
    pressure = stepped.state;
    if (stepped.fact) publish(stepped.fact);
    trend.sample(pressure.load, pressure.step);
    if (pressure.parts.memory > pressureTuning.triggerLoad && now - trimmedMs >= MEMORY_EVERY_MS) {
      trimmedMs = now;
      parts.onMemoryHigh();
    }
  }

  /** Seconds without a frame where one is expected; of the user's own sessions. */
  function silentSeconds(): number {
    const deaf = parts.sessions().map((session) => (session.isLocal ? (session.ages().deafMs ?? 0) : 0));
    return Math.max(0, ...deaf) / 1_000;
  }

  function stepAlerts(now: Ms): void {
    load.turn();
    alerts.step({
      frame_slow: slowestFrameMs,
      memory_high: memory.beyondModels,
      load_high: pressure.load * 100,
      errors_high: recorder.errorShare * 100,
      queue_long: framesWaiting(),
      capture_silent: silentSeconds(),
      // addons and models that load stop the loop for a moment, before anybody is heard
      loop_stalled: ready ? load.loopDelay.max : NaN,
    });
    slowestFrameMs = 0;
    alertedMs = now;
  }

  function takeTrend(now: Ms): void {
    parts.onTrend(
      trend.take({
        epochMs: clock.epochNow() - observeTuning.trendEveryMs / 2,
        frameP95: recorder.frameP95Ms,
        memory: memory.read(0).rss,
        cpu: load.cpu,
        errors: recorder.errors,
      }),
    );
    trendedMs = now;
  }

  function tick(): void {
    cancel = clock.schedule(observeTuning.sampleEveryMs, tick);
    const now = clock.now();
    stepLoad(now);
    if (now - alertedMs >= observeTuning.alertEveryMs) stepAlerts(now);
    if (now - trendedMs >= observeTuning.trendEveryMs) takeTrend(now);
    writeLine(now);
  }

  function writeLine(now: Ms): void {
    const everyMs = parts.lines?.everyMs() ?? null;
    if (everyMs === null || now - linedMs < everyMs) return;
    linedMs = now;
    parts.lines?.write(metricsLine(monitor()));
  }

  /** Epoch milliseconds of a moment of the clock. */
  const epochOf = (atMs: Ms) => Math.round(clock.epochNow() - (clock.now() - atMs));

  function monitor(): MonitorView {
    const views = parts.sessions().map((session) => session.view());
    const memoryView = memory.read(parts.bufferBytes());
    const { step, load: share, parts: shares, reason, changedAtMs, triggered } = pressure;
    return {
      at: Math.round(clock.epochNow()),
      status: pipelineStatusOf({
        failed: parts.failed(),
        step,
        load: share,
        rssMegabytes: memoryView.rss,
        beyondModelsMegabytes: memory.beyondModels,
        memoryLimitMegabytes: parts.memoryLimitMegabytes(),
        sessions: views.length,
        framesWaiting: framesWaiting(),
        frameMeanMs: recorder.frameMeanMs,
        framesPerSecond: recorder.framesPerSecond,
        errorShare: recorder.errorShare,
        counts: { ...parts.counts(), backpressureEvents: triggered },
      }),
      pressure: {
        step,
        load: share,
        parts: shares,
        reason,
        since: epochOf(step === 'none' && triggered === 0 ? startedMs : changedAtMs),
        triggered,
      },
      stages: recorder.views(parts.off()),
      lanes: parts.lanes().map(laneViewOf),
      sessions: views,
      alerts: alerts.list(),
      memory: memoryView,
      loopDelay: load.loopDelay,
      cpu: load.cpu,
      uptime_s: Math.round((clock.now() - startedMs) / 1_000),
    };
  }

  return {
    stages: recorder,
    get effects() {
      return effects;
    },
    note(event) {
      if (event.type === 'error' && event.code.startsWith('speaker_')) recorder.failed('playback');
      if (event.type !== 'timings') return;
      const { brain, tts, playback, voice_to_voice } = event.stages;
      if (brain !== undefined) recorder.took('brain', brain);
      if (tts !== undefined) recorder.took('tts', tts);
      if (playback !== undefined) recorder.took('playback', playback);
      trend.turnEnded(voice_to_voice ?? null);
      const { lines } = parts;
      if (lines && lines.everyMs() !== null) lines.write(turnLine(event, clock.epochNow()));
    },
    monitor,
    onPressure(listener) {
      pressureListeners.add(listener);
      return () => void pressureListeners.delete(listener);
    },
    onAlert(listener) {
      alertListeners.add(listener);
      return () => void alertListeners.delete(listener);
    },
    muteAlert: (code, muted) => alerts.mute(code, muted),
    muteOnly: (codes) => alerts.muteOnly(codes),
    memory,
    markReady() {
      memory.markReady();
      // the second in which the last of them came is theirs
      load.turn();
      ready = true;
    },
    start() {
      cancel();
      cancel = clock.schedule(observeTuning.sampleEveryMs, tick);
    },
    stop() {
      cancel();
      load.stop();
    },
  };
}

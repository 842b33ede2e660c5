/**
 * What keeps the engine well and tells how it is: its watch, the keeper of sessions, the optimiser and the measurements
 * on disk, wired to the settings. Owns their start and end; what they do is theirs.
 */
import { join } from 'node:path';
import type { Settings } from '../contract/settings.ts';
import { createEngineWatch } from './engine-watch.ts';
import type { EngineWatch } from './engine-watch.ts';
import { createMetricsLog } from './observe/metrics-log.ts';
import { createBuffers, createOptimizer, stagesOff } from './optimize.ts';
import type { Optimizer } from './optimize.ts';
import type { Clock } from './runtime/clock.ts';
import type { Logger } from './runtime/logger.ts';
import type { Services } from './services.ts';
import type { Session } from './session.ts';
import { createSessionKeeper } from './session-keeper.ts';
import type { SessionLimits } from './session-keeper.ts';
import type { LoadedModels } from './session/load-models.ts';

export interface UpkeepParts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly services: Services;
  readonly models: LoadedModels;
  readonly sessions: () => readonly Session[];
  readonly limits: () => SessionLimits;
  /** Nobody can be heard without hearing, which matters only to who wanted it. */
  readonly needsHearing: boolean;
  /** False: files on a clock of their own, which go as fast as the machine allows and are no load. */
  readonly live: boolean;
}

export interface Upkeep {
  readonly watch: EngineWatch;
  readonly optimizer: Optimizer;
  followSettings(now: Settings): void;
  /** Resolves when what was measured is on disk. */
  close(): Promise<void>;
}

export function createUpkeep(parts: UpkeepParts): Upkeep {
  const { clock, log, services, models, sessions, limits, live } = parts;
  const { settings } = services;
  const keeper = createSessionKeeper({ clock, limits, sessions });
  const buffers = createBuffers(models, services.audio);
  const optimizer = createOptimizer({
    clock,
    keeper,
    buffers,
    releaseModels: (idleMs) => models.release(idleMs),
    modelIdleMs: () => settings().pipeline.releaseModelsMinutes * 60_000 || null,
    log,
  });
  const metrics = createMetricsLog({ folder: join(services.dataFolder, 'metrics'), clock, log });
  const linesEveryMs = () => {
    const { metricsLog, metricsLogSeconds } = settings().monitor;
    return metricsLog ? metricsLogSeconds * 1_000 : null;
  };
  const watch = createEngineWatch({
    clock,
    sessions,
    lanes: () => models.lanes(),
    bufferBytes: () => buffers.bytes,
    off: () => stagesOff(models, settings()),
    failed: () => parts.needsHearing && (!models.stt.ok || !models.vad.ok),
    counts: () => ({ ...optimizer.counts, sessionsCleanedUp: keeper.cleaned }),
    onMemoryHigh: () => void optimizer.run({ triggerGC: true, cleanupSessions: true, optimizeBuffers: true }),
    onTrend: (point) => void services.history.saveTrend(point),
    memoryLimitMegabytes: () => settings().pipeline.memoryLimitMegabytes,
    ...(live ? { lines: { everyMs: linesEveryMs, write: (line) => metrics.write(line) } } : {}),
  });
  let before = settings();
  watch.muteOnly(before.monitor.mutedAlerts);
  // what is loaded from here on is no model of everybody's
  void models.voice().then(() => watch.markReady());
  if (live) {
    watch.start();
    keeper.start();
    optimizer.start();
  }

  return {
    watch,
    optimizer,
    followSettings(now) {
      const { pipeline, monitor } = before;
      before = now;
      // a mute that could not be saved stays until the saved ones change
      if (monitor.mutedAlerts.join() !== now.monitor.mutedAlerts.join())
        watch.muteOnly(now.monitor.mutedAlerts);
      if (live && pipeline.cleanUpSeconds !== now.pipeline.cleanUpSeconds) keeper.start();
    },
    async close() {
      watch.stop();
      keeper.stop();
      optimizer.stop();
      await metrics.settled();
    },
  };
}

/**
 * Freeing what can be made again: garbage, idle sessions, kept sound, models that nobody uses. Tells what the whole
 * process held before and after. What listening needs is never let go of.
 */
import type { Ms } from '../contract/audio.ts';
import type { OptimizeReport, OptimizeRequest, StageName } from '../contract/metrics.ts';
import type { Settings } from '../contract/settings.ts';
import { createGarbageCollection } from './native/collect-garbage.ts';
import { megabytes } from './observe/process-load.ts';
import type { Clock } from './runtime/clock.ts';
import type { Logger } from './runtime/logger.ts';
import { IDLE_ON_REQUEST_MS } from './session-keeper.ts';
import type { SessionKeeper } from './session-keeper.ts';
import type { LoadedModels } from './session/load-models.ts';
import type { TurnAudio } from './store/turn-audio.ts';
import type { TtsEngine } from './tts/tts-port.ts';

/** Sound that is kept although it could be made or read again. */
export interface Buffers {
  readonly bytes: number;
  /** Returns how many sounds were let go of. */
  trim(): number;
}

export function createBuffers(models: LoadedModels, audio: TurnAudio): Buffers {
  let voice: TtsEngine | null = null;
  void models.voice().then((loaded) => {
    if (loaded.ok) voice = loaded.value;
  });
  return {
    get bytes() {
      return audio.memoryBytes + (voice?.cachedBytes ?? 0);
    },
    trim: () => audio.trim() + (voice?.trimCache?.() ?? 0),
  };
}

/** Stages that have no model here. */
export function stagesOff(models: LoadedModels, { echoCancelling }: Settings): ReadonlySet<StageName> {
  const off = new Set<StageName>();
  if (!echoCancelling) off.add('echo');
  if (!models.vad.ok) off.add('vad').add('frame');
  if (!models.stt.ok) off.add('partial').add('final');
  if (!models.endOfTurn.ok) off.add('end_of_turn');
  return off;
}

export interface Optimizer {
  /** With `optimizeBuffers` models that are not in use go as well. */
  run(request: OptimizeRequest): Promise<OptimizeReport>;
  /** Begins to let go of models that nobody has used for as long as the settings say. */
  start(): void;
  stop(): void;
  readonly counts: { readonly gcTriggered: number; readonly memoryOptimizations: number };
}

export interface OptimizerParts {
  readonly clock: Clock;
  readonly keeper: Pick<SessionKeeper, 'clean'>;
  readonly buffers: Pick<Buffers, 'trim'>;
  /** Lets go of what nobody used for that long; returns names. */
  readonly releaseModels: (idleMs: Ms) => Promise<readonly string[]>;
  /** How long a model may be unused; null: for ever. */
  readonly modelIdleMs: () => Ms | null;
  readonly log: Logger;
  /** Bytes of the whole process; default: as the system tells. */
  readonly residentBytes?: () => number;
}

/** A model is unused for minutes before it goes: that is seen soon enough. */
const MODELS_LOOK_MS: Ms = 30_000;

export function createOptimizer(parts: OptimizerParts): Optimizer {
  const { clock, keeper, buffers, log } = parts;
  const counts = { gcTriggered: 0, memoryOptimizations: 0 };
  let collect: (() => void) | null = null;
  let cancel = () => {};
  const bytes = parts.residentBytes ?? (() => process.memoryUsage.rss());
  const resident = () => Math.round(megabytes(bytes()) * 10) / 10;

  function tell(report: OptimizeReport): void {
    counts.memoryOptimizations++;
    const { memoryBefore: before, memoryAfter: after, sessionsClosed, buffersTrimmed } = report;
    const models = report.modelsReleased.join(', ');
    log.info({ before, after, sessionsClosed, buffersTrimmed, models }, 'optimised');
  }

  async function releaseUnused(): Promise<void> {
    const idleMs = parts.modelIdleMs();
    if (idleMs === null) return;
    const memoryBefore = resident();
    const modelsReleased = await parts.releaseModels(idleMs);
    if (modelsReleased.length === 0) return;
    const nothingElse = { gcTriggered: false, sessionsClosed: 0, buffersTrimmed: 0 };
    tell({ memoryBefore, memoryAfter: resident(), modelsReleased, ...nothingElse });
  }

  function turn(): void {
    cancel = clock.schedule(MODELS_LOOK_MS, turn);
    void releaseUnused();
  }

  return {
    get counts() {
      return counts;
    },
    async run({ triggerGC, cleanupSessions, optimizeBuffers }) {
      const memoryBefore = resident();
      const sessionsClosed = cleanupSessions ? await keeper.clean(IDLE_ON_REQUEST_MS) : 0;
      const buffersTrimmed = optimizeBuffers ? buffers.trim() : 0;
      const modelsReleased = optimizeBuffers ? await parts.releaseModels(IDLE_ON_REQUEST_MS) : [];
      if (triggerGC) {
        collect ??= createGarbageCollection();
        collect();
        counts.gcTriggered++;
      }
      const report = {
        memoryBefore,
        memoryAfter: resident(),
        gcTriggered: triggerGC,
        sessionsClosed,
        buffersTrimmed,
        modelsReleased,
      };
      tell(report);
      return report;
    },
    start() {
      cancel();
      cancel = clock.schedule(MODELS_LOOK_MS, turn);
    },
    stop: () => cancel(),
  };
}

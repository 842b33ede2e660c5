/** Freeing what can be made again: garbage, idle sessions, kept sound. Tells what the whole process held before and after. */
import type { OptimizeReport, OptimizeRequest, StageName } from '../contract/metrics.ts';
import type { Settings } from '../contract/settings.ts';
import { createGarbageCollection } from './native/collect-garbage.ts';
import { megabytes } from './observe/process-load.ts';
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
  run(request: OptimizeRequest): Promise<OptimizeReport>;
  readonly counts: { readonly gcTriggered: number; readonly memoryOptimizations: number };
}

export interface OptimizerParts {
  readonly keeper: SessionKeeper;
  readonly buffers: Buffers;
  readonly log: Logger;
}

export function createOptimizer({ keeper, buffers, log }: OptimizerParts): Optimizer {
  const counts = { gcTriggered: 0, memoryOptimizations: 0 };
  let collect: (() => void) | null = null;
  const resident = () => Math.round(megabytes(process.memoryUsage.rss()) * 10) / 10;
  return {
    get counts() {
      return counts;
    },
    async run({ triggerGC, cleanupSessions, optimizeBuffers }) {
      const memoryBefore = resident();
      const sessionsClosed = cleanupSessions ? await keeper.clean(IDLE_ON_REQUEST_MS) : 0;
      const buffersTrimmed = optimizeBuffers ? buffers.trim() : 0;
      if (triggerGC) {
        collect ??= createGarbageCollection();
        collect();
        counts.gcTriggered++;
      }
      counts.memoryOptimizations++;
      const report = {
        memoryBefore,
        memoryAfter: resident(),
        gcTriggered: triggerGC,
        sessionsClosed,
        buffersTrimmed,
        modelsReleased: [],
      };
      log.info(
        { before: memoryBefore, after: report.memoryAfter, sessionsClosed, buffersTrimmed },
        'optimised',
      );
      return report;
    },
  };
}

/** What was measured, as shares of what may be used. Pure; work that may be coalesced is left out by whoever measured. */
import type { Ms } from '../../contract/audio.ts';
import type { LoadPart } from '../../contract/metrics.ts';
import { loadLimits } from './tuning.ts';

export interface LoadFacts {
  /** Frames in front of VAD, over all sessions. */
  readonly framesWaiting: number;
  readonly oldestFrameMs: Ms;
  /** Of the jobs of all lanes that have to be done. */
  readonly oldestJobMs: Ms;
  readonly frameMeanMs: Ms;
  readonly beyondModelsMegabytes: number;
  /** Default: that of the tuning. */
  readonly memoryLimitMegabytes?: number;
}

export function loadPartsOf(facts: LoadFacts): Record<LoadPart, number> {
  return {
    queue_fill: facts.framesWaiting / loadLimits.frameQueue,
    oldest_wait: Math.max(
      facts.oldestFrameMs / loadLimits.oldestWaitMs,
      facts.oldestJobMs / loadLimits.jobWaitMs,
    ),
    frame_time: facts.frameMeanMs / loadLimits.frameBudgetMs,
    memory: facts.beyondModelsMegabytes / (facts.memoryLimitMegabytes ?? loadLimits.memoryMegabytes),
  };
}

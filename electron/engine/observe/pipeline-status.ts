/** The status object of protocols section 1, made of what was measured. Pure. */
import { degradeSteps } from '../../contract/metrics.ts';
import type { DegradeStep, Health, PipelineStatus } from '../../contract/metrics.ts';

export interface StatusFacts {
  /** Something without which nobody can be heard is missing. */
  readonly failed: boolean;
  readonly step: DegradeStep;
  readonly load: number;
  readonly rssMegabytes: number;
  readonly beyondModelsMegabytes: number;
  readonly memoryLimitMegabytes: number;
  readonly sessions: number;
  readonly framesWaiting: number;
  readonly frameMeanMs: number;
  readonly framesPerSecond: number;
  /** 0 to 1. */
  readonly errorShare: number;
  readonly counts: PipelineStatus['resourceOptimization'];
}

/** A load that would not yet let a step be undone is stress. */
const STRESSED_FROM = 0.6;

export function healthOf({ failed, step, load }: Pick<StatusFacts, 'failed' | 'step' | 'load'>): Health {
  if (failed) return 'failed';
  if (degradeSteps.indexOf(step) >= 2) return 'overloaded';
  return step !== 'none' || load >= STRESSED_FROM ? 'stressed' : 'healthy';
}

const tenth = (value: number) => Math.round(value * 10) / 10;

export function pipelineStatusOf(facts: StatusFacts): PipelineStatus {
  const free = 1 - facts.beyondModelsMegabytes / facts.memoryLimitMegabytes;
  return {
    pipelineState: {
      health: healthOf(facts),
      processingLoad: tenth(facts.load * 100),
      memoryUsage: tenth(facts.rssMegabytes),
      sessionsActive: facts.sessions,
      framesInQueue: facts.framesWaiting,
    },
    performanceMonitor: {
      averageFrameTime: Math.round(facts.frameMeanMs * 1000) / 1000,
      throughput: tenth(facts.framesPerSecond),
      errorRate: tenth(facts.errorShare * 100),
      memoryEfficiency: tenth(Math.min(100, Math.max(0, free * 100))),
    },
    resourceOptimization: facts.counts,
  };
}

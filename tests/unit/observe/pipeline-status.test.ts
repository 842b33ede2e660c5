import { describe, expect, it } from 'vitest';
import type { DegradeStep, Health } from '../../../electron/contract/metrics.ts';
import { healthOf, pipelineStatusOf } from '../../../electron/engine/observe/pipeline-status.ts';

describe('health in one word', () => {
  it.each<[DegradeStep, number, boolean, Health]>([
    ['none', 0.59, false, 'healthy'],
    ['none', 0.6, false, 'stressed'],
    ['reduce_quality', 0, false, 'stressed'],
    ['drop_frames', 0, false, 'overloaded'],
    ['pause_processing', 2, false, 'overloaded'],
    ['none', 0, true, 'failed'],
    ['pause_processing', 2, true, 'failed'],
  ])('%s at %d, failed %s: %s', (step, load, failed, health) => {
    expect(healthOf({ step, load, failed })).toBe(health);
  });
});

describe('the status object', () => {
  const facts = {
    failed: false,
    step: 'none' as const,
    load: 0.4567,
    rssMegabytes: 412.34,
    beyondModelsMegabytes: 75,
    memoryLimitMegabytes: 300,
    sessions: 3,
    framesWaiting: 7,
    frameMeanMs: 1.23456,
    framesPerSecond: 93.75,
    errorShare: 0.0123,
    counts: { gcTriggered: 1, sessionsCleanedUp: 2, memoryOptimizations: 3, backpressureEvents: 4 },
  };

  it('has the fields of the protocol in their units', () => {
    expect(pipelineStatusOf(facts)).toEqual({
      pipelineState: {
        health: 'healthy',
        processingLoad: 45.7,
        memoryUsage: 412.3,
        sessionsActive: 3,
        framesInQueue: 7,
      },
      performanceMonitor: { averageFrameTime: 1.235, throughput: 93.8, errorRate: 1.2, memoryEfficiency: 75 },
      resourceOptimization: facts.counts,
    });
  });

  it.each([
    [0, 100],
    [300, 0],
    [900, 0],
  ])('with %d MB taken of 300, %d %% is free', (beyondModelsMegabytes, free) => {
    const { performanceMonitor } = pipelineStatusOf({ ...facts, beyondModelsMegabytes });
    expect(performanceMonitor.memoryEfficiency).toBe(free);
  });
});

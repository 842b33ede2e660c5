import { describe, expect, it } from 'vitest';
import { degradeSteps } from '../../../electron/contract/metrics.ts';
import { effectsOf, fullQuality } from '../../../electron/engine/pressure/effects.ts';
import { loadPartsOf } from '../../../electron/engine/pressure/measure-load.ts';
import { loadLimits } from '../../../electron/engine/pressure/tuning.ts';

const quiet = {
  framesWaiting: 0,
  oldestFrameMs: 0,
  oldestJobMs: 0,
  frameMeanMs: 0,
  beyondModelsMegabytes: 0,
};
const nothing = { queue_fill: 0, oldest_wait: 0, frame_time: 0, memory: 0 };

describe('what the load is made of', () => {
  it.each([
    [{}, {}],
    [{ framesWaiting: loadLimits.frameQueue }, { queue_fill: 1 }],
    [{ oldestFrameMs: loadLimits.oldestWaitMs / 2 }, { oldest_wait: 0.5 }],
    [{ oldestJobMs: loadLimits.jobWaitMs }, { oldest_wait: 1 }],
    [{ oldestFrameMs: loadLimits.oldestWaitMs, oldestJobMs: loadLimits.jobWaitMs * 2 }, { oldest_wait: 2 }],
    [{ frameMeanMs: loadLimits.frameBudgetMs * 3 }, { frame_time: 3 }],
    [{ beyondModelsMegabytes: loadLimits.memoryMegabytes / 4 }, { memory: 0.25 }],
    [{ beyondModelsMegabytes: 100, memoryLimitMegabytes: 50 }, { memory: 2 }],
  ])('%j is %j', (facts, parts) => {
    expect(loadPartsOf({ ...quiet, ...facts })).toEqual({ ...nothing, ...parts });
  });
});

describe('what a step takes away', () => {
  it('is nothing without a step', () => {
    expect(effectsOf('none')).toEqual({
      quality: fullQuality,
      refusesBackgroundJobs: false,
      pausesSessions: false,
    });
  });

  it('is what the ones before it took, and more', () => {
    const taken = degradeSteps.map((step) => {
      const { quality, refusesBackgroundJobs, pausesSessions } = effectsOf(step);
      return [
        !quality.speculates,
        quality.partialPace === null || quality.partialPace > 1,
        quality.partialPace === null,
        refusesBackgroundJobs,
        pausesSessions,
      ];
    });
    expect(taken.map((each) => each.filter(Boolean).length)).toEqual([0, 2, 4, 5]);
    taken.slice(1).forEach((each, i) => {
      taken[i]!.forEach((before, part) => expect(each[part] || !before).toBe(true));
    });
  });
});

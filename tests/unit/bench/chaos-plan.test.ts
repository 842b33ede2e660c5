import { describe, expect, it } from 'vitest';
import { planChaos, troubles } from '../../bench/support/chaos-plan.ts';

describe('a plan of troubles', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planChaos(5, 60)).toEqual(planChaos(5, 60));
    expect(planChaos(5, 60)).not.toEqual(planChaos(6, 60));
  });

  it('begins alike however long it is, so that a failing step can be played again', () => {
    const short = planChaos(9, 10);
    expect(planChaos(9, 100).slice(0, short.length)).toEqual(short);
  });

  it('has every trouble once before any comes again, numbered from one', () => {
    for (const seed of [0, 1, 77]) {
      const steps = planChaos(seed, 60);
      const first = steps.slice(0, troubles.length).map(({ trouble }) => trouble);
      expect(first.toSorted()).toEqual([...troubles].toSorted());
      expect(steps.map(({ number }) => number)).toEqual(steps.map((_, i) => i + 1));
      for (const { lastsMs } of steps) expect(lastsMs).toBeLessThanOrEqual(3_800);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lanePriorities } from '../../../electron/engine/runtime/core-scheduler.ts';
import type { LanePriority } from '../../../electron/engine/runtime/core-scheduler.ts';
import { placeAmong } from '../../../electron/engine/runtime/inference-lane.ts';

interface Job {
  readonly name: number;
  readonly priority: LanePriority;
  readonly goesFirst?: boolean;
}

function ordered(jobs: readonly Job[]): Job[] {
  const waiting: { job: Job }[] = [];
  for (const job of jobs) waiting.splice(placeAmong(waiting, job), 0, { job });
  return waiting.map(({ job }) => job);
}

describe('the jobs that wait for a lane', () => {
  it('are the user’s own first among those as urgent, and never before what is more urgent', () => {
    const jobs: Job[] = [
      { name: 1, priority: 'final' },
      { name: 2, priority: 'partial', goesFirst: true },
      { name: 3, priority: 'final' },
      { name: 4, priority: 'final', goesFirst: true },
      { name: 5, priority: 'partial' },
      { name: 6, priority: 'final', goesFirst: true },
    ];
    expect(ordered(jobs).map(({ name }) => name)).toEqual([4, 6, 1, 3, 2, 5]);
  });

  it('are otherwise in the order they came', () => {
    const job = fc.record({
      priority: fc.constantFrom(...(Object.keys(lanePriorities) as LanePriority[])),
      goesFirst: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(job), (jobs) => {
        const named = jobs.map((one, name) => ({ ...one, name }));
        const stable = named.toSorted(
          (a, b) =>
            lanePriorities[a.priority] - lanePriorities[b.priority] ||
            Number(b.goesFirst) - Number(a.goesFirst),
        );
        expect(ordered(named)).toEqual(stable);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { degradeSteps, loadParts } from '../../../electron/contract/metrics.ts';
import type { LoadPart, PressureFact } from '../../../electron/contract/metrics.ts';
import { initialPressure, stepPressure } from '../../../electron/engine/pressure/pressure-controller.ts';
import type { PressureState } from '../../../electron/engine/pressure/pressure-controller.ts';
import { pressureTuning as tuning } from '../../../electron/engine/pressure/tuning.ts';

const quiet = { queue_fill: 0, oldest_wait: 0, frame_time: 0, memory: 0 };

/** Samples every 100 ms; `loads` gives the load and how long it lasts. */
function replay(loads: readonly (readonly [load: number, ms: number])[], part: LoadPart = 'queue_fill') {
  let state: PressureState = initialPressure;
  let atMs = 0;
  const facts: (PressureFact & { at: number })[] = [];
  for (const [load, ms] of loads) {
    for (const end = atMs + ms; atMs < end; atMs += 100) {
      const step = stepPressure(state, { atMs, parts: { ...quiet, [part]: load } }, tuning);
      state = step.state;
      if (step.fact) facts.push({ ...step.fact, at: atMs });
    }
  }
  return { state, steps: facts.map(({ step, at }) => `${at} ${step}`), facts };
}

describe('pressure', () => {
  it.each([
    ['nothing at the threshold itself', [[0.8, 3_000]], []],
    ['one step at once', [[0.9, 300]], ['0 reduce_quality']],
    [
      'the next steps only when the one before had time to work',
      [[1.2, 1_600]],
      ['0 reduce_quality', '500 drop_frames', '1000 pause_processing'],
    ],
    [
      'no further than the last',
      [[5, 20_000]],
      ['0 reduce_quality', '500 drop_frames', '1000 pause_processing'],
    ],
    [
      'stays where it is between the thresholds',
      [
        [0.9, 100],
        [0.7, 60_000],
      ],
      ['0 reduce_quality'],
    ],
    [
      'all undone in order within two seconds of the load ending',
      [
        [2, 1_100],
        [0.1, 3_000],
      ],
      [
        '0 reduce_quality',
        '500 drop_frames',
        '1000 pause_processing',
        '2100 drop_frames',
        '2400 reduce_quality',
        '2700 none',
      ],
    ],
    [
      'quiet that breaks off counts for nothing',
      [
        [0.9, 100],
        [0.5, 900],
        [0.7, 100],
        [0.5, 900],
        [0.7, 100],
      ],
      ['0 reduce_quality'],
    ],
    [
      'a load that returns soon has to stay away longer',
      [
        [0.9, 100],
        [0.1, 1_100],
        [0.9, 100],
        [0.1, 3_000],
      ],
      ['0 reduce_quality', '1100 none', '1200 reduce_quality', '3300 none'],
    ],
  ] as const)('%s', (_name, loads, expected) => {
    expect(replay(loads).steps).toEqual(expected);
  });

  it.each(loadParts)('names %s as the reason when it is the greatest', (part) => {
    const { facts, state } = replay([[0.95, 100]], part);
    expect(facts).toEqual([
      { type: 'backpressureTriggered', step: 'reduce_quality', load: 0.95, reason: part, at: 0 },
    ]);
    expect(state).toMatchObject({ reason: part, triggered: 1 });
  });

  it('moves one step at a time, only up above 0.8 and only down below 0.6, whatever is measured', () => {
    const load = fc.oneof(fc.double({ min: 0, max: 3, noNaN: true }), fc.constantFrom(NaN, Infinity, -1));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 2_000 }), load)), (samples) => {
        let state: PressureState = initialPressure;
        let atMs = 0;
        for (const [pause, value] of samples) {
          atMs += pause;
          const before = degradeSteps.indexOf(state.step);
          const stepped = stepPressure(state, { atMs, parts: { ...quiet, memory: value } }, tuning);
          state = stepped.state;
          const change = degradeSteps.indexOf(state.step) - before;
          expect(Math.abs(change)).toBeLessThanOrEqual(1);
          expect(stepped.fact !== null).toBe(change !== 0);
          if (change > 0) expect(state.load).toBeGreaterThan(tuning.triggerLoad);
          if (change < 0) expect(state.load).toBeLessThan(tuning.recoverLoad);
          expect(state.reason === null).toBe(state.step === 'none');
        }
      }),
    );
  });

  it('always comes back to nothing when the load stays away', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 3, noNaN: true }), fc.integer({ min: 100, max: 5_000 }))),
        (loads) => {
          expect(replay([...loads, [0, 12_000]]).state.step).toBe('none');
        },
      ),
    );
  });
});

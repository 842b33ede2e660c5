import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecentRate } from '../../../electron/engine/observe/recent-rate.ts';

/** One each `everyMs` for `forMs`, looked at each `lookMs`. */
function run(
  rate: ReturnType<typeof createRecentRate>,
  from: number,
  forMs: number,
  everyMs: number,
  lookMs: number,
) {
  let nextLook = from;
  for (let at = from; at < from + forMs; at += everyMs) {
    for (; nextLook <= at; nextLook += lookMs) rate.look(nextLook);
    rate.add();
  }
}

describe('how many a second', () => {
  it('is right within one, however far apart the looks are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 400 }),
        fc.integer({ min: 10, max: 1_000 }),
        fc.integer({ min: 0, max: 1e9 }),
        (everyMs, lookMs, startMs) => {
          const rate = createRecentRate(startMs);
          run(rate, startMs, 20_000, everyMs, lookMs);
          const most = 1_000 / everyMs;
          // one more or less within the window
          expect(rate.perSecond).toBeGreaterThan(most - 0.25);
          expect(rate.perSecond).toBeLessThan(most + 0.25);
        },
      ),
    );
  });

  it('counts what was before the start as nothing, and is nothing before the first look', () => {
    const rate = createRecentRate(7_000);
    for (let n = 0; n < 50; n++) rate.add();
    expect(rate.perSecond).toBe(0);
    rate.look(8_000);
    expect(rate.perSecond).toBe(10);
  });

  it('falls to nothing within five seconds of looks', () => {
    const rate = createRecentRate(0);
    run(rate, 0, 10_000, 32, 250);
    for (let at = 10_000; at <= 15_500; at += 250) rate.look(at);
    expect(rate.perSecond).toBe(0);
  });

  it('takes looks that are close together for one', () => {
    const rate = createRecentRate(0);
    for (let at = 0; at < 10_000; at++) {
      if (at % 10 === 0) rate.add();
      rate.look(at);
    }
    expect(rate.perSecond).toBeCloseTo(100, 0);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecentCount } from '../../../electron/engine/observe/recent-count.ts';

describe('how often something happened lately', () => {
  it('counts whole seconds before the present one', () => {
    const count = createRecentCount();
    count.add(1_200);
    count.add(1_900);
    count.add(2_500);
    expect(count.over(1, 2_999)).toBe(2);
    expect(count.over(1, 3_000)).toBe(1);
    expect(count.over(5, 3_000)).toBe(3);
    expect(count.total).toBe(3);
  });

  it('forgets what is older, and everything after a long silence', () => {
    const count = createRecentCount();
    for (let second = 0; second < 60; second++) count.add(second * 1_000);
    expect(count.over(59, 60_000)).toBe(59);
    expect(count.over(500, 60_000)).toBe(59);
    expect(count.over(59, 86_400_000)).toBe(0);
    expect(count.total).toBe(60);
  });

  it('counts like a list of all times', () => {
    const gaps = fc.array(fc.nat({ max: 90_000 }), { maxLength: 80 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 59 }), (given, seconds) => {
        const count = createRecentCount();
        const times: number[] = [];
        let now = 0;
        for (const gap of given) {
          now += gap;
          times.push(now);
          count.add(now);
        }
        const present = Math.floor(now / 1_000);
        const wanted = times.filter((at) => {
          const second = Math.floor(at / 1_000);
          return second < present && second >= present - seconds;
        });
        expect(count.over(seconds, now)).toBe(wanted.length);
      }),
    );
  });
});

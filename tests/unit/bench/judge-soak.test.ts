import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeSoak, soakLimits } from '../../bench/support/judge-soak.ts';
import type { SoakSample } from '../../bench/support/judge-soak.ts';
import { fitLine } from '../../bench/support/least-squares.ts';
import { createSeededRandom } from '../../bench/support/seeded-random.ts';

const limits = { ...soakLimits, warmUpHours: 2 };

/** A sample every half hour for a day; `grow` adds to a steady process. */
function day(grow: (hours: number, i: number) => Partial<SoakSample>): SoakSample[] {
  return Array.from({ length: 48 }, (_, i) => {
    const hours = (i + 1) / 2;
    const steady = { rss: 400, heap: 20, external: 10, handles: 5, threads: 16, files: 45 };
    return { hours, turns: 40 * (i + 1), store: 0.1 * i, ...steady, ...grow(hours, i) };
  });
}
const broken = (samples: readonly SoakSample[]) =>
  judgeSoak(samples, limits)
    .filter((finding) => finding.broken)
    .map(({ what }) => what);

describe('the line through measured points', () => {
  it('gives back the line the points were made of', () => {
    const coordinate = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, fc.integer({ min: 3, max: 60 }), (slope, start, count) => {
        const points = Array.from({ length: count }, (_, x) => ({ x, y: start + slope * x }));
        const line = fitLine(points)!;
        expect(line.slope).toBeCloseTo(slope, 6);
        expect(line.start).toBeCloseTo(start, 6);
        expect(line.slopeError).toBeCloseTo(0, 6);
      }),
    );
  });

  it('says how unsure it is, by the textbook', () => {
    // by hand: the squares left sum up to 3.6 with three degrees of freedom, those of x to 10
    const line = fitLine([1, 2, 2, 6, 6].map((y, x) => ({ x, y })))!;
    expect(line.slope).toBeCloseTo(1.4, 10);
    expect(line.start).toBeCloseTo(0.6, 10);
    expect(line.slopeError).toBeCloseTo(Math.sqrt(3.6 / 3 / 10), 10);
  });

  it('has no line through nothing, one point or one place', () => {
    expect(fitLine([])).toBeNull();
    expect(fitLine([{ x: 1, y: 2 }])).toBeNull();
    expect(
      fitLine([
        { x: 1, y: 2 },
        { x: 1, y: 5 },
      ]),
    ).toBeNull();
  });
});

describe('what a long run holds on to', () => {
  it('is nothing in a steady one, though it is restless and warms up', () => {
    const random = createSeededRandom(7);
    const samples = day((hours) => ({
      rss: hours < 2 ? 300 + 50 * hours : 400 + 8 * random.next(),
      external: 10 + 10 * random.next(),
      handles: 5 + random.between(0, 1),
    }));
    expect(broken(samples)).toEqual([]);
    expect(judgeSoak(samples, limits)).toHaveLength(5);
  });

  it.each([
    ['rss', { rss: 1.2 }],
    ['script memory', { heap: 1.2 }],
    ['script memory', { external: 1.2 }],
    ['handles', { handles: 0.1 }],
    ['threads', { threads: 0.1 }],
    ['open files', { files: 0.1 }],
  ] as const)('is found in %s when it grows by %o an hour', (what, growth) => {
    const steady = day(() => ({}))[0]!;
    const samples = day((hours) =>
      Object.fromEntries(
        Object.entries(growth).map(([key, perHour]) => {
          const grown = (steady[key as keyof SoakSample] ?? 0) + perHour * hours;
          return [key, perHour < 1 ? Math.floor(grown) : grown];
        }),
      ),
    );
    expect(broken(samples)).toEqual([what]);
  });

  it('may shrink', () => {
    expect(broken(day((hours) => ({ rss: 500 - 3 * hours, files: 60 - Math.floor(hours) })))).toEqual([]);
  });

  it('is not judged by too few samples, nor by what the system does not tell', () => {
    expect(judgeSoak(day(() => ({})).slice(0, 5), limits)).toEqual([]);
    expect(judgeSoak([], limits)).toEqual([]);
    const untold = judgeSoak(
      day(() => ({ threads: null, files: null })),
      limits,
    );
    expect(untold.map(({ what }) => what)).toEqual(['rss', 'script memory', 'handles']);
  });
});

describe('seeded numbers', () => {
  it('are the same for the same seed and stay in their bounds', () => {
    const rows = [3, 3, 4].map((seed) => {
      const random = createSeededRandom(seed);
      return Array.from({ length: 200 }, () => random.between(-2, 5));
    });
    expect(rows[0]).toEqual(rows[1]);
    expect(rows[0]).not.toEqual(rows[2]);
    expect([...new Set(rows.flat())].toSorted((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3, 4, 5]);
  });
});

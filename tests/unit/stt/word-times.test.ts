import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alignTokens,
  columnLoudness,
  medianFilter,
  timeWords,
  warpRows,
} from '../../../electron/engine/stt/word-times.ts';

/** Least cost of a monotonic path, by trying them all. */
function leastCost(cost: readonly number[][], r = 0, c = 0): number {
  const here = cost[r]![c]!;
  const rows = cost.length;
  const columns = cost[0]!.length;
  if (r === rows - 1 && c === columns - 1) return here;
  const ways: number[] = [];
  if (r + 1 < rows) ways.push(leastCost(cost, r + 1, c));
  if (c + 1 < columns) ways.push(leastCost(cost, r, c + 1));
  if (r + 1 < rows && c + 1 < columns) ways.push(leastCost(cost, r + 1, c + 1));
  return here + Math.min(...ways);
}

/** Least cost of a path whose rows begin at `starts`. */
function costThrough(cost: readonly number[][], starts: ArrayLike<number>): number {
  const columns = cost[0]!.length;
  let total = 0;
  cost.forEach((row, r) => {
    const from = starts[r]!;
    const next = r + 1 < cost.length ? starts[r + 1]! : columns - 1;
    const last = r + 1 < cost.length && next > from ? Math.max(from, next - 1) : next;
    for (let c = from; c <= last; c++) total += row[c]!;
    if (r + 1 < cost.length && next > from && row[next]! < 0) total += row[next]!;
  });
  return total;
}

describe('warpRows', () => {
  it.each([
    {
      cost: [
        [0, 0, 9, 9],
        [9, 9, 0, 0],
      ],
      starts: [0, 2],
    },
    {
      cost: [
        [0, 9, 9],
        [9, 0, 9],
        [9, 9, 0],
      ],
      starts: [0, 1, 2],
    },
    { cost: [[1, 1, 1]], starts: [0] },
    { cost: [[1], [1]], starts: [0, 0] },
  ])('follows the cheap cells of $cost', ({ cost, starts }) => {
    expect([...warpRows(Float64Array.from(cost.flat()), cost.length, cost[0]!.length)]).toEqual(starts);
  });

  it('finds a path as cheap as the cheapest, whose starts never go back', () => {
    const matrices = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      );
    fc.assert(
      fc.property(matrices, (cost) => {
        const starts = warpRows(Float64Array.from(cost.flat()), cost.length, cost[0]!.length);
        expect(starts[0]).toBe(0);
        for (let r = 1; r < starts.length; r++) expect(starts[r]).toBeGreaterThanOrEqual(starts[r - 1]!);
        expect(costThrough(cost, starts)).toBe(leastCost(cost));
      }),
    );
  });
});

describe('medianFilter', () => {
  it('removes a spike, keeps a step and leaves what is shorter than half its width', () => {
    const spike = Float64Array.from([1, 1, 1, 9, 1, 1, 1]);
    medianFilter(spike, 0, 7, 3);
    expect([...spike]).toEqual([1, 1, 1, 1, 1, 1, 1]);
    const step = Float64Array.from([0, 0, 0, 5, 5, 5]);
    medianFilter(step, 0, 6, 3);
    expect([...step]).toEqual([0, 0, 0, 5, 5, 5]);
    const short = Float64Array.from([3, 1]);
    medianFilter(short, 0, 2, 7);
    expect([...short]).toEqual([3, 1]);
  });
});

/** Attention of one head in which row r looks at columns [at[r], at[r] + wide). */
function lookingAt(at: readonly number[], wide: number, columns: number): Float32Array[] {
  return at.map((from) => {
    const row = new Float32Array(columns).fill(-8);
    row.fill(4, from, from + wide);
    return row;
  });
}

describe('timeWords', () => {
  const words = [
    { text: ' Yes,', from: 0, to: 1 },
    { text: ' of', from: 1, to: 2 },
    { text: ' course.', from: 2, to: 4 },
  ];
  const columns = 100;
  const attention = lookingAt([5, 30, 45, 55, 80], 10, columns);
  const logProbs = [-0.1, -0.2, -0.3, -0.1];

  it('finds where each row looks', () => {
    const starts = alignTokens(attention, columns);
    expect(starts).toHaveLength(5);
    expect(starts[2]! - starts[1]!).toBeGreaterThan(8);
    for (let i = 1; i < 5; i++) expect(starts[i]).toBeGreaterThan(starts[i - 1]!);
  });

  it('keeps order, stays inside the sound and gives the mean probability', () => {
    const loudness = new Float64Array(columns).fill(1);
    const timed = timeWords({ words, logProbs, attention, columns, loudness, soundSeconds: 1.5 });
    expect(timed.map(({ word }) => word)).toEqual(['Yes,', 'of', 'course.']);
    expect(timed[2]!.confidence).toBeCloseTo(Math.exp(-0.2), 6);
    let last = 0;
    for (const { start, end } of timed) {
      expect(start).toBeGreaterThanOrEqual(last);
      expect(end).toBeGreaterThanOrEqual(start);
      last = end;
    }
    expect(last).toBeLessThanOrEqual(1.5);
  });

  it('ends a word with a comma before the pause and begins any other after it', () => {
    const loudness = new Float64Array(columns).fill(1);
    loudness.fill(0, 10, 28);
    const timed = timeWords({ words, logProbs, attention, columns, loudness, soundSeconds: 2 });
    expect(timed[0]!.end).toBeLessThanOrEqual(0.2);
    expect(timed[1]!.start).toBeGreaterThanOrEqual(0.56);
  });

  it('gives nothing for nothing, and times inside the sound without any attention', () => {
    const nothing = { words: [], logProbs: [], attention: [], columns: 0, loudness: new Float64Array(0) };
    expect(timeWords({ ...nothing, soundSeconds: 0 })).toEqual([]);
    const blind = timeWords({
      words,
      logProbs,
      attention: [],
      columns,
      loudness: new Float64Array(columns),
      soundSeconds: 1,
    });
    for (const { start, end } of blind) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(1);
    }
  });
});

describe('columnLoudness', () => {
  it('is 0 at the quiet tenth and 1 at the loud tenth, and calls even sound loud', () => {
    const mel = new Float32Array(20 * 2 * 80);
    mel.fill(1, 10 * 2 * 80);
    const loudness = columnLoudness(mel, 20);
    expect(loudness[0]).toBe(0);
    expect(loudness[19]).toBe(1);
    expect([...columnLoudness(new Float32Array(160 * 4), 4)]).toEqual([1, 1, 1, 1]);
  });
});

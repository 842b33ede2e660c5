import { describe, expect, it } from 'vitest';
import type { TrendPoint } from '../../../../../electron/contract/metrics.ts';
import { trendLine } from '../../../../../renderer/src/features/monitor/trend-lines.ts';

const HOUR = 3_600_000;
const point = (at: number, load: number, voice: number | null = null): TrendPoint => ({
  at,
  load,
  frame_p95: 1,
  memory: 1,
  cpu: 1,
  turns: 0,
  voice_to_voice_p50: voice,
  errors: 0,
  step: 'none',
});
const frame = { until: 4 * HOUR, hours: 4, columns: 4 };

describe('a trend', () => {
  it('is the mean of each column, with a gap where nothing was measured', () => {
    const points = [point(0, 0.2), point(HOUR / 2, 0.4), point(2 * HOUR, 0.9), point(4 * HOUR - 1, 0.1)];
    const { columns, newest, greatest } = trendLine(points, 'load', frame);
    expect(columns[0]).toBeCloseTo(0.3);
    expect(columns.slice(1)).toEqual([null, 0.9, 0.1]);
    expect([newest, greatest]).toEqual([0.1, 0.9]);
  });

  it('leaves out what lies outside, what was not measured and what is no number', () => {
    const points = [point(-1, 9), point(4 * HOUR, 9), point(HOUR, NaN), point(2 * HOUR, 0.5)];
    expect(trendLine(points, 'load', frame).columns).toEqual([null, null, 0.5, null]);
    expect(trendLine(points, 'voice_to_voice_p50', frame)).toEqual({
      columns: [null, null, null, null],
      newest: null,
      greatest: null,
    });
  });
});

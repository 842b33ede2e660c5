import { describe, expect, it } from 'vitest';
import {
  createLiveSeries,
  frameTimeOf,
  roundTop,
} from '../../../../../renderer/src/features/monitor/live-series.ts';
import { sampleMonitorView } from '../../../../support/sample-monitor.ts';

const view = (at: number, cpu = 0) => sampleMonitorView({ at, cpu });

describe('the last minute', () => {
  it('is empty at first', () => {
    const series = createLiveSeries(4);
    expect([series.length, series.newestAt, series.valueOf('cpu', 0), series.toRows()]).toEqual([
      0,
      0,
      0,
      [],
    ]);
    expect(series.greatest('cpu', 100)).toBe(100);
  });

  it('keeps the newest and forgets the oldest', () => {
    const series = createLiveSeries(3);
    for (let i = 1; i <= 5; i++) series.push(view(i * 250, i));
    expect(series.length).toBe(3);
    expect([0, 1, 2].map((age) => series.valueOf('cpu', age))).toEqual([5, 4, 3]);
    expect(series.valueOf('cpu', 3)).toBe(0);
    expect(series.toRows().map(({ at }) => at)).toEqual([750, 1_000, 1_250]);
    expect(series.toRows()[0]).toMatchObject({ load: 84, memory: 412, cpu: 3 });
  });

  it('leaves out what is not newer than what it has', () => {
    const series = createLiveSeries(3);
    series.push(view(500, 1));
    series.push(view(500, 2));
    series.push(view(250, 3));
    expect([series.length, series.valueOf('cpu', 0)]).toEqual([1, 1]);
  });

  it('scales by what is seen only', () => {
    const series = createLiveSeries(4);
    series.push(view(1_000, 900));
    series.push(view(100_000, 150));
    expect(series.greatest('cpu', 100)).toBe(150);
    expect(series.greatest('cpu', 200)).toBe(200);
  });
});

describe('the time of a frame', () => {
  it('is the measured p95 of the frame path, or the mean while that is not there', () => {
    const sample = sampleMonitorView();
    expect(frameTimeOf(sample)).toBe(1.5);
    expect(frameTimeOf({ ...sample, stages: [{ ...sample.stages[0]!, name: 'frame', p95: 7 }] })).toBe(7);
  });
});

it.each([
  [0, 1],
  [NaN, 1],
  [1, 1],
  [1.1, 2],
  [2.1, 2.5],
  [37, 50],
  [51, 100],
  [412, 500],
  [0.03, 0.05],
])('%d fits below %d', (value, top) => {
  expect(roundTop(value)).toBeCloseTo(top);
});

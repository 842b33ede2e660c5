/** Days of minutes made few enough to draw: one point a column, each the mean of its minutes, gaps kept. Pure. */
import type { TrendPoint } from '../../../../electron/contract/metrics.ts';

export type TrendName = 'load' | 'frame_p95' | 'memory' | 'voice_to_voice_p50';

export interface TrendLine {
  /** One a column, oldest first; null where Parley did not run or did not measure it. */
  readonly columns: readonly (number | null)[];
  /** Null when there is nothing. */
  readonly newest: number | null;
  readonly greatest: number | null;
}

/** @param until epoch milliseconds, the right edge @param hours how far the left edge lies before it */
export function trendLine(
  points: readonly TrendPoint[],
  name: TrendName,
  { until, hours, columns }: { readonly until: number; readonly hours: number; readonly columns: number },
): TrendLine {
  const spanMs = hours * 3_600_000;
  const sums = new Array<number>(columns).fill(0);
  const counts = new Array<number>(columns).fill(0);
  let newest: number | null = null;
  let greatest: number | null = null;
  for (const point of points) {
    const value = point[name];
    const column = Math.floor(((point.at - until + spanMs) / spanMs) * columns);
    if (value === null || !Number.isFinite(value) || column < 0 || column >= columns) continue;
    sums[column]! += value;
    counts[column]! += 1;
    newest = value;
    greatest = Math.max(greatest ?? value, value);
  }
  return {
    columns: sums.map((sum, i) => (counts[i]! === 0 ? null : sum / counts[i]!)),
    newest,
    greatest,
  };
}

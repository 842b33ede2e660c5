/** The last minute of what is drawn live, in rings that are never reallocated. Pure apart from its own arrays. */
import type { MonitorView } from '../../../../electron/contract/metrics.ts';

export const seriesNames = ['load', 'frame', 'memory', 'cpu'] as const;
export type SeriesName = (typeof seriesNames)[number];

export const SPAN_MS = 60_000;
/** A minute at a message each second, and those of the steps of pressure. */
const LENGTH = 150;

export interface LiveSeries {
  readonly length: number;
  /** Epoch milliseconds of the newest point; 0 while there is none. */
  readonly newestAt: number;
  /** Messages from before the newest are left out: the clock was set back, or the line is another one. */
  push(view: MonitorView): void;
  /** @param age 0 is the newest @returns epoch milliseconds */
  atOf(age: number): number;
  /** Load and CPU in percent, frame p95 in milliseconds, memory in megabytes. */
  valueOf(name: SeriesName, age: number): number;
  /** The greatest within the span, at least `floor`. */
  greatest(name: SeriesName, floor: number): number;
  /** Oldest first, for export. */
  toRows(): readonly Readonly<Record<SeriesName | 'at', number>>[];
}

/** The next round figure above a value: 1, 2, 2.5 or 5 with zeros. */
export function roundTop(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

/** The slowest stage that works on every frame stands for the frame. */
export function frameTimeOf({ stages, status }: MonitorView): number {
  const frame = stages.find(({ name }) => name === 'frame');
  return frame ? frame.p95 : status.performanceMonitor.averageFrameTime;
}

export function createLiveSeries(length = LENGTH): LiveSeries {
  const at = new Float64Array(length);
  const values: Readonly<Record<SeriesName, Float64Array>> = {
    load: new Float64Array(length),
    frame: new Float64Array(length),
    memory: new Float64Array(length),
    cpu: new Float64Array(length),
  };
  let next = 0;
  let count = 0;
  const place = (age: number) => (next - 1 - age + 2 * length) % length;
  const series: LiveSeries = {
    get length() {
      return count;
    },
    get newestAt() {
      return count === 0 ? 0 : at[place(0)]!;
    },
    push(view) {
      if (view.at <= series.newestAt) return;
      at[next] = view.at;
      values.load[next] = view.status.pipelineState.processingLoad;
      values.frame[next] = frameTimeOf(view);
      values.memory[next] = view.memory.rss;
      values.cpu[next] = view.cpu;
      next = (next + 1) % length;
      count = Math.min(count + 1, length);
    },
    atOf: (age) => (age < count ? at[place(age)]! : 0),
    valueOf: (name, age) => (age < count ? values[name][place(age)]! : 0),
    greatest(name, floor) {
      let most = floor;
      for (let age = 0; age < count && series.newestAt - series.atOf(age) <= SPAN_MS; age++)
        most = Math.max(most, series.valueOf(name, age));
      return most;
    },
    toRows: () =>
      Array.from({ length: count }, (_, i) => {
        const age = count - 1 - i;
        const of = (name: SeriesName) => series.valueOf(name, age);
        return {
          at: series.atOf(age),
          load: of('load'),
          frame: of('frame'),
          memory: of('memory'),
          cpu: of('cpu'),
        };
      }),
  };
  return series;
}

/**
 * Whether a long run holds on to more and more: a line through each figure after the warm-up, against its limit. Pure.
 */
import { fitLine } from './least-squares.ts';
import type { Line } from './least-squares.ts';
import type { ProcessSample } from './process-sample.ts';

export interface SoakSample extends ProcessSample {
  /** Hours of audio heard so far. */
  readonly hours: number;
  readonly turns: number;
  /** Megabytes in the data folder. */
  readonly store: number;
}

export interface SoakLimits {
  /** Samples before this are not judged: caches fill, models touch their memory for the first time. */
  readonly warmUpHours: number;
  /** MB an hour of audio, for the resident memory and for the script heap with its buffers. */
  readonly memory: number;
  /** Handles, threads and open files a whole run may gain; less than one is none. */
  readonly countsGained: number;
}

export const soakLimits = { memory: 1, countsGained: 1 } as const;

export interface SoakFinding {
  readonly what: 'rss' | 'script memory' | 'handles' | 'threads' | 'open files';
  readonly unit: 'MB/h' | '1/h';
  readonly line: Line;
  /** Largest slope allowed. */
  readonly limit: number;
  readonly broken: boolean;
  readonly samples: number;
}

type Figure = (sample: SoakSample) => number | null;
const figures: readonly { what: SoakFinding['what']; of: Figure; isMemory: boolean }[] = [
  { what: 'rss', of: ({ rss }) => rss, isMemory: true },
  { what: 'script memory', of: ({ heap, external }) => heap + external, isMemory: true },
  { what: 'handles', of: ({ handles }) => handles, isMemory: false },
  { what: 'threads', of: ({ threads }) => threads, isMemory: false },
  { what: 'open files', of: ({ files }) => files, isMemory: false },
];

/** One finding a figure; a figure that the system does not tell, or with fewer than three samples, has none. */
export function judgeSoak(samples: readonly SoakSample[], limits: SoakLimits): SoakFinding[] {
  const judged = samples.filter(({ hours }) => hours >= limits.warmUpHours);
  const spanHours = (judged.at(-1)?.hours ?? 0) - (judged[0]?.hours ?? 0);
  return figures.flatMap(({ what, of, isMemory }) => {
    const points = judged.flatMap((sample) => {
      const y = of(sample);
      return y === null ? [] : [{ x: sample.hours, y }];
    });
    const line = points.length < 3 ? null : fitLine(points);
    if (!line) return [];
    const limit = isMemory ? limits.memory : limits.countsGained / spanHours;
    const broken = isMemory ? line.slope > limit : line.slope >= limit;
    return [
      { what, unit: isMemory ? 'MB/h' : '1/h', line, limit, broken, samples: points.length },
    ] satisfies SoakFinding[];
  });
}

/** Many kills as a recorded result. Pure. */
import type { BenchMachine, RecordedResult } from './bench-result.ts';
import type { KillRound } from './kill-loop.ts';
import { percentile, quartiles } from './percentile.ts';

export interface KillRun {
  readonly rounds: readonly KillRound[];
  readonly wrong: readonly string[];
  readonly firstSeed: number;
}

const READY_LIMIT_MS = 1_000;

export function killResult(run: KillRun, machine: BenchMachine, tookSeconds: number): RecordedResult {
  const { rounds, wrong, firstSeed } = run;
  const told = rounds.flatMap((round) => round.told);
  const inTurn = rounds.filter(({ cutOff }) => cutOff.length > 0);
  const kinds = new Map<string, number>();
  for (const kind of rounds.flatMap(({ cutOff }) => cutOff)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const lost = wrong.filter((what) => / turn \d/.test(what)).length;
  const ready = rounds.map(({ readyMs }) => readyMs);
  const median = percentile(ready, 0.5);
  const p95 = percentile(ready, 0.95);
  return {
    name: 'kills',
    goal:
      'Goal 16: the voice process with its own models, kill -9 at a seeded moment while a recording is heard and ' +
      `questions are answered, then started again on the same data. Seeds ${firstSeed} to ` +
      `${firstSeed + rounds.length - 1}; \`npm run kills\`.`,
    rows: [
      {
        what: 'kills',
        value: rounds.length,
        unit: 'kills',
        target: '500',
        met: rounds.length >= 500,
        spread: `${inTurn.length} in mid-turn`,
        note: [...kinds]
          .toSorted(([, a], [, b]) => b - a)
          .map(([kind, count]) => `after ${kind} ${count}`)
          .join(', '),
      },
      {
        what: 'turns lost or changed after their end was told',
        value: lost,
        unit: 'turns',
        target: '0',
        met: lost === 0,
        spread: `${told.length} turns told`,
      },
      {
        what: 'stores not sound',
        value: wrong.length - lost,
        unit: 'stores',
        target: '0',
        met: wrong.length === lost,
      },
      {
        what: 'start of the process to listening again, median',
        value: median,
        unit: 'ms',
        target: '<= 1000 ms',
        met: median <= READY_LIMIT_MS,
        spread: quartiles(ready),
        note: 'from the fork to the first sound heard, all models checked and loaded, their files in the page cache',
      },
      {
        what: 'start of the process to listening again, p95',
        value: p95,
        unit: 'ms',
        target: '<= 1000 ms',
        met: p95 <= READY_LIMIT_MS,
        spread: `fastest ${percentile(ready, 0).toFixed(0)}`,
        note: 'the two cores were shared with other work during the run',
      },
    ],
    machine,
    tookSeconds,
  };
}

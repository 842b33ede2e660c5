/** A soak as a recorded result: every line with its limit, and the samples behind it. Pure. */
import type { BenchMachine, RecordedResult } from './bench-result.ts';
import type { SoakFinding, SoakSample } from './judge-soak.ts';

export interface SoakRun {
  readonly samples: readonly SoakSample[];
  readonly findings: readonly SoakFinding[];
  /** Hours of audio heard, and how many were wanted. */
  readonly hours: number;
  readonly wantedHours: number;
  readonly turns: number;
  readonly replies: number;
  /** How often each fault was told. */
  readonly faults: Readonly<Record<string, number>>;
  readonly warmUpHours: number;
}

export function soakResult(
  run: SoakRun,
  machine: BenchMachine,
  tookSeconds: number,
): RecordedResult & { readonly samples: readonly SoakSample[] } {
  const { samples, findings, hours, wantedHours, turns, replies, faults, warmUpHours } = run;
  const isWhole = hours >= wantedHours - 0.1;
  const told = Object.entries(faults).map(([code, count]) => `${code} ${count}`);
  return {
    name: 'soak',
    goal:
      'Goal 17: hours of audio, a tenth of it speech, through the whole engine on the fast clock; a line by least ' +
      `squares through what the process holds, after ${warmUpHours} h of warm-up. \`npm run soak\`.`,
    rows: [
      {
        what: 'audio heard',
        value: hours,
        unit: 'h',
        target: '24 h',
        met: hours >= 24 - 0.1,
        spread: `${turns} turns, ${replies} replies`,
        note: [
          ...(isWhole ? [] : ['ended early']),
          told.length > 0 ? `faults: ${told.join(', ')}` : 'no fault told',
        ].join('; '),
      },
      ...findings.map(({ what, unit, line, limit, broken, samples: count }) => ({
        what: `${what}, slope`,
        value: line.slope,
        unit,
        target: unit === 'MB/h' ? `<= ${limit} MB/h` : '0',
        met: !broken,
        spread: `standard error ${line.slopeError.toFixed(3)}, ${count} samples`,
        ...(unit === '1/h' ? { note: 'none, when a whole run gains less than one' } : {}),
      })),
      {
        what: 'history and settings on disk, at the end',
        value: samples.at(-1)?.store ?? 0,
        unit: 'MB',
        note: 'grows with what was said; the settings limit it by age',
      },
    ],
    machine,
    tookSeconds,
    samples,
  };
}

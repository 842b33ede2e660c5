/** Goals 1 (its first half) and 3: how soon after speech a turn ends, and how often a pause is taken for an end. */
import { readFileSync } from 'node:fs';
import { endpointPresets } from '../../electron/engine/turn/tuning.ts';
import type { EndpointTuning } from '../../electron/engine/turn/endpoint-policy.ts';
import { levelDropTuning, vadTuning } from '../../electron/engine/vad/tuning.ts';
import type { BenchResult, BenchRow } from './support/bench-result.ts';
import type { SpanEvidence } from './support/endpoint-evidence.ts';
import { pauseLengthsMs } from './support/endpoint-material.ts';
import { judge } from './support/endpoint-replay.ts';
import type { PolicyFigures } from './support/endpoint-replay.ts';

const evidence = (name: string) =>
  readFileSync(new URL(`./evidence/endpoint-${name}.ndjson`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SpanEvidence);

/** A policy that knows silence alone. */
function silenceTimer(silenceMs: number): EndpointTuning {
  const ladder = [{ probabilityFrom: 0, silenceMs }];
  const ladders = { finished: ladder, open: ladder, trailing: ladder, none: ladder };
  return { ...endpointPresets.balanced, askAtSilenceMs: [], ladders };
}

const percent = (share: number) => Math.round(share * 1000) / 10;
const list = (shares: readonly number[]) => shares.map((share) => percent(share)).join(' / ');
const lengths = pauseLengthsMs.join(' / ');

function rowsOf(name: string, figures: PolicyFigures, goals: boolean): BenchRow[] {
  const cut = percent(figures.cut[0]!);
  const note =
    `ended at pauses of ${lengths} ms: ${list(figures.cut)} %; of these with the reply heard before the speaker ` +
    `went on: ${list(figures.heard)} %; pauses the speakers made themselves: ${figures.natural.join(' of ')}`;
  return [
    { what: `${name}: decision after the true end of speech, p50`, value: figures.p50, unit: 'ms' },
    { what: `${name}: decision after the true end of speech, p95`, value: figures.p95, unit: 'ms' },
    {
      what: `${name}: turns ended by a pause of 300 ms`,
      value: cut,
      unit: '%',
      ...(goals ? { target: '<= 7 % (goal 1), <= 15 % (goal 3)', met: cut <= 7 } : {}),
      note,
    },
  ];
}

export function run(): Promise<BenchResult> {
  const recorded = evidence('recorded');
  const synthetic = evidence('synthetic');
  const dropDb = -levelDropTuning.dropDb;
  const rows: BenchRow[] = [];
  for (const [name, endpoint] of Object.entries(endpointPresets)) {
    const figures = judge(recorded, { endpoint, vad: vadTuning, dropDb });
    rows.push(...rowsOf(name, figures, name === 'balanced'));
    if (name !== 'balanced') continue;
    const timer = judge(recorded, { endpoint: silenceTimer(320), vad: vadTuning, dropDb });
    const ratio = figures.cut[0]! / timer.cut[0]!;
    rows.push({
      what: 'balanced: share ended at 300 ms over that of a silence timer of 320 ms',
      value: ratio,
      unit: 'ratio',
      target: '<= 0.27',
      met: ratio <= 0.27,
      note: `the timer: ${percent(timer.cut[0]!)} % at a median of ${Math.round(timer.p50)} ms`,
    });
    const byVad = judge(recorded, { endpoint, vad: vadTuning, dropDb: null });
    rows.push(...rowsOf('balanced where noise hides the fall of the level (VAD alone)', byVad, false));
    rows.push(
      ...rowsOf(
        'balanced, synthetic sentences never fitted to',
        judge(synthetic, { endpoint, vad: vadTuning, dropDb }),
        false,
      ),
    );
  }
  return Promise.resolve({
    name: 'endpoint',
    goal:
      'Goals 1 and 3: replay of the product rule on evidence collected with the real models (tests/bench/evidence, ' +
      'made by endpoint-study.ts): ends of 12 recorded clips in four shifts, pauses of room tone spliced between ' +
      'their words, compute times of a quiet machine (50 ms Smart Turn, 48 ms text). The presets were chosen on ' +
      'these clips; a sweep of such ladders, fitted anew with each clip left out, gave 6.3 % at 300 ms, p50 115, ' +
      'p95 465 ms on the clips left out.',
    rows,
  });
}

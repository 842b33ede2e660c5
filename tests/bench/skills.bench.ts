/** Goal 15: the skills on held-out phrasings and on talk that is not meant for them, and the time understanding takes. */
import { isDeepStrictEqual } from 'node:util';
import { understand } from '../../electron/engine/brain/skills/understand.ts';
import { readOutOfDomain, readPhrasings, understoodAs } from '../support/skill-tables.ts';
import type { BenchResult } from './support/bench-result.ts';

const ROUNDS = 20;

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function run(): Promise<BenchResult> {
  const heldOut = readPhrasings('held-out');
  const strangers = readOutOfDomain();
  const texts = [...heldOut.map(({ text }) => text), ...strangers];
  const times: number[] = [];
  const first: number[] = [];
  const own = texts.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, text] of texts.entries()) {
      const startedAt = performance.now();
      understand(text);
      const tookMs = performance.now() - startedAt;
      (round > 0 ? times : first).push(tookMs);
      own[i]!.push(tookMs);
    }
  }
  times.sort((a, b) => a - b);
  first.sort((a, b) => a - b);
  const missed = heldOut.filter(
    ({ text, intent, slots }) => !isDeepStrictEqual(understoodAs(text), { intent, slots }),
  );
  const acted = strangers.filter((text) => understand(text) !== null);
  const medians = own
    .map((list) =>
      percentile(
        list.sort((a, b) => a - b),
        0.5,
      ),
    )
    .sort((a, b) => a - b);
  const exact = (100 * (heldOut.length - missed.length)) / heldOut.length;
  const p99 = percentile(times, 0.99);
  return Promise.resolve({
    name: 'skills',
    goal:
      'Goal 15: held-out phrasings must give exactly the intent and the slots meant; sentences that are not meant ' +
      'for a skill must do nothing; each sentence is timed alone, from the text to the slots.',
    rows: [
      {
        what: `exact intent and slots on ${heldOut.length} held-out phrasings`,
        value: exact,
        unit: '%',
        target: '>= 95 %',
        met: exact >= 95,
        note: `${missed.length} missed; the grammar was not tuned to them`,
      },
      {
        what: `wrong actions on ${strangers.length} out-of-domain sentences`,
        value: acted.length,
        unit: 'sentences',
        target: '0',
        met: acted.length === 0,
        note: 'these were seen while the grammar was made: six of them acted at first',
      },
      { what: 'understanding, p50', value: percentile(times, 0.5), unit: 'ms' },
      {
        what: 'understanding, p99',
        value: p99,
        unit: 'ms',
        target: '<= 2 ms',
        met: p99 <= 2,
        spread: `${times.length} sentences, worst ${times.at(-1)?.toFixed(2)} ms`,
        note: 'every call counts, also those during which another process had the core',
      },
      { what: 'p99 over sentences of the median of each', value: percentile(medians, 0.99), unit: 'ms' },
      {
        what: 'understanding, p99 of each sentence the first time',
        value: percentile(first, 0.99),
        unit: 'ms',
      },
    ],
  });
}

/**
 * `npm run kills -- [--count 500] [--seed 1]`: starts the voice process with the product's models, kills it in the
 * middle of turns, starts it again on the same data, and looks at the store each time. Exit code 1 when a turn whose
 * end was told is lost or changed, or the database is not sound.
 *
 *   --count N    rounds in all (500)        --minutes N  of real time at most in this call
 *   --seed N     of the first round (1)     --resume     goes on where the last call with this seed ended
 *   --save       writes tests/bench/results/kills.json
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine } from './support/bench-machine.ts';
import { killResult } from './support/kill-result.ts';
import { inspectStore, runKillRound } from './support/kill-loop.ts';
import type { KillRound, ToldTurn } from './support/kill-loop.ts';

const { values: given } = parseArgs({
  options: {
    count: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '600' },
    resume: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
  },
});
const [count, firstSeed, minutes] = [Number(given.count), Number(given.seed), Number(given.minutes)];
if (!(count >= 1 && Number.isSafeInteger(firstSeed) && firstSeed >= 0 && minutes > 0)) {
  console.error('--count, --seed and --minutes take numbers.');
  process.exit(2);
}

const state = fileURLToPath(new URL(`../../.cache/kills-${firstSeed}`, import.meta.url));
const dataFolder = join(state, 'data');
const journal = join(state, 'rounds.jsonl');
if (!given.resume) rmSync(state, { recursive: true, force: true });
mkdirSync(dataFolder, { recursive: true });
const rounds = existsSync(journal)
  ? readFileSync(journal, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as KillRound & { tookMs: number })
  : [];

const endAt = performance.now() + minutes * 60_000;
let wrong = rounds.flatMap((round) => round.wrong);
while (rounds.length < count && wrong.length === 0 && performance.now() < endAt) {
  const startedAt = performance.now();
  const seed = firstSeed + rounds.length;
  const round = await runKillRound({ seed, dataFolder, modelRoot: null });
  rounds.push({ ...round, tookMs: performance.now() - startedAt });
  appendFileSync(journal, `${JSON.stringify(rounds.at(-1))}\n`);
  wrong = round.wrong.map((what) => `seed ${seed}: ${what}`);
  console.log(
    `${rounds.length} of ${count}: ready after ${round.readyMs.toFixed(0)} ms, killed after ` +
      `${round.livedMs.toFixed(0)} ms, ${round.told.length} turns told, cut off in ${round.cutOff.join(', ') || 'no turn'}`,
  );
}
// a later round may have harmed what an earlier one saved
const told: ToldTurn[] = rounds.flatMap((round) => round.told);
wrong.push(...(await inspectStore(dataFolder, told)));
for (const what of new Set(wrong)) console.error(what);
if (given.save) {
  const tookSeconds = Math.round(rounds.reduce((sum, { tookMs }) => sum + tookMs, 0) / 1000);
  const result = killResult({ rounds, wrong, firstSeed }, describeMachine(), tookSeconds);
  const path = fileURLToPath(new URL('results/kills.json', import.meta.url));
  writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`);
}
console.log(
  `${rounds.length} kills, ${told.length} turns told, ${wrong.length} wrong. ` +
    (rounds.length < count ? 'Go on with --resume.' : ''),
);
if (wrong.length > 0) process.exitCode = 1;

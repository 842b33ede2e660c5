/**
 * Runs the benches, one after the other, and writes what they found: `npm run bench [-- name ...]`. A bench that
 * throws is reported and makes the exit code 1; the results of the others are kept.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { describeMachine } from './support/bench-machine.ts';
import type { BenchModule, RecordedResult } from './support/bench-result.ts';
import { formatValue, summaryPage } from './support/bench-summary.ts';

const here = new URL('./', import.meta.url);
const results = new URL('results/', here);
const SUFFIX = '.bench.ts';

async function runOne(name: string): Promise<boolean> {
  console.log(`\n${name} ...`);
  const startedAt = performance.now();
  try {
    const bench = (await import(new URL(`${name}${SUFFIX}`, here).href)) as BenchModule;
    const result = await bench.run();
    if (result.name !== name) throw new Error(`${name}${SUFFIX} calls itself ${result.name}`);
    const tookSeconds = Math.round((performance.now() - startedAt) / 1000);
    const recorded: RecordedResult = { ...result, machine: describeMachine(), tookSeconds };
    for (const row of result.rows) {
      const verdict = row.met === undefined ? '' : row.met ? ', met' : ', NOT met';
      const target = row.target ? ` (goal ${row.target}${verdict})` : verdict;
      console.log(`  ${row.what}: ${formatValue(row.value)} ${row.unit}${target}`);
    }
    writeFileSync(new URL(`${name}.json`, results), `${JSON.stringify(recorded, null, 2)}\n`);
    return true;
  } catch (thrown) {
    console.error(`  ${name} failed:`, thrown);
    return false;
  }
}

function writeSummary(): void {
  const recorded = readdirSync(results)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(new URL(file, results), 'utf8')) as RecordedResult);
  writeFileSync(new URL('README.md', results), summaryPage(recorded));
}

const known = readdirSync(here)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
  .sort();
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${known.join(', ') || 'none yet'}.`);
  process.exitCode = 2;
} else {
  mkdirSync(results, { recursive: true });
  for (const name of chosen.length > 0 ? chosen : known) {
    if (!(await runOne(name))) process.exitCode = 1;
  }
  writeSummary();
}

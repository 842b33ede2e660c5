/**
 * `npm run chaos -- [--seed N] [--seconds S]`: slow, throwing and dead stages, a stalled loop, a lost device, a full
 * disk, a killed process, in an order that the seed gives, on the whole engine with its models. After each step the
 * promises are held against it. Exit code 1 names the step; the same seed plays the same steps again.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mountSmallDisk } from '../support/small-disk.ts';
import { runChaos } from './support/chaos-run.ts';

const { values: given } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    seconds: { type: 'string', default: '30' },
    sabotage: { type: 'boolean', default: false },
  },
});
const [seed, seconds] = [Number(given.seed), Number(given.seconds)];
if (!(Number.isSafeInteger(seed) && seed >= 0 && seconds > 0)) {
  console.error('--seed takes a whole number and --seconds a number above 0.');
  process.exit(2);
}

const DISK_KILOBYTES = 8_192;
const folder = mkdtempSync(join(tmpdir(), 'parley-chaos-'));
const disk = mountSmallDisk(DISK_KILOBYTES);
console.log(`Seed ${seed}, ${seconds} s of trouble${disk ? '' : '; no disk can be filled here'}.`);
try {
  const report = await runChaos({
    seed,
    seconds,
    folder,
    disk: disk?.folder ?? null,
    sabotage: given.sabotage,
    onStep: ({ number, trouble, lastsMs }, tookMs) =>
      console.log(`${number}. ${trouble} for ${lastsMs} ms, over after ${tookMs.toFixed(0)} ms`),
  });
  for (const what of report.broken) console.error(what);
  const { steps, skipped, finals, broken } = report;
  console.log(
    broken.length === 0
      ? `${steps} troubles, ${skipped} left out; the untouched session had ${finals} finals. Every promise was kept.`
      : `Play it again with: npm run chaos -- --seed ${seed} --seconds ${seconds}`,
  );
  process.exitCode = broken.length === 0 ? 0 : 1;
} finally {
  disk?.unmount();
  rmSync(folder, { recursive: true, force: true });
}

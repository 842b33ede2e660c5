/**
 * `npm test`: makes the machine ready, then formatting, lint, types and all tests, each with its time. Every step runs
 * even if an earlier one failed. The end lists what failed and counts all; the exit code is 0 only if nothing failed.
 *
 *   npm test [-- format lint types unit arch integration sessions windows system e2e]
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, modulesFolder, root } from './paths.mjs';
import { reportFailure } from './setup-error.mjs';
import { runSetup } from './setup.mjs';
import { closingLine, countsOf, failureLines, slowestFiles, sumOf } from './vitest-report.mjs';
import { createWorkQueue } from './work-queue.mjs';

/** @typedef {import('./vitest-report.mjs').Counts} Counts */

/** What a step may take before it is ended: a hanging test must not hold up a whole run. */
const STEP_LIMIT_MS = 20 * 60_000;

/**
 * One step may be several commands, each of which keeps a core busy.
 * @type {Readonly<Record<string, readonly (readonly string[])[]>>}
 */
const checks = {
  format: [['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']],
  // about as much in each half
  lint: [
    ['eslint/bin/eslint.js', '.', '--ignore-pattern', 'tests/', '--max-warnings', '0'],
    ['eslint/bin/eslint.js', 'tests', '--max-warnings', '0'],
  ],
  // what runs in Node, then what runs in a window
  types: ['tsconfig.json', 'renderer/tsconfig.json'].map((file) => [
    'typescript/bin/tsc',
    '-p',
    file,
    '--noEmit',
  ]),
};
const projects = ['unit', 'arch', 'integration', 'sessions', 'windows', 'system', 'e2e'];
const known = [...Object.keys(checks), ...projects];
/** Steps that only compute, those that take longest first: side by side they keep all cores busy to the end. */
const computing = ['lint', 'unit', 'types', 'format', 'arch'];

/**
 * @param {readonly string[]} args a script below node_modules and its arguments
 * @returns {Promise<number>} exit code; the output is ours
 */
function runTool([script = '', ...args]) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(modulesFolder, script), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const timer = setTimeout(() => {
      console.log(`Ended after ${STEP_LIMIT_MS / 60_000} minutes.`);
      child.kill('SIGKILL');
    }, STEP_LIMIT_MS);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
  });
}

const reportFileOf = (/** @type {string} */ name) => join(cacheFolder, 'test-results', `${name}.json`);

/** @param {string} name @returns {readonly (readonly string[])[]} */
function commandsOf(name) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFileOf(name)}`];
  return checks[name] ?? [['vitest/vitest.mjs', 'run', '--project', name, ...reporters]];
}

/**
 * @param {string} name
 * @param {readonly number[]} codes of its commands
 * @returns {{ counts: Counts, failures: readonly string[] }}
 */
function resultOf(name, codes) {
  const code = Math.max(...codes);
  if (name in checks) {
    const failed = code === 0 ? 0 : 1;
    return { counts: { passed: 1 - failed, failed, skipped: 0 }, failures: [] };
  }
  const file = reportFileOf(name);
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  for (const line of slowestFiles(report, root)) console.log(line);
  return { counts: countsOf(report, code), failures: failureLines(report, root) };
}

/**
 * @param {string} name
 * @param {ReturnType<typeof createWorkQueue>} queue
 * @returns {Promise<{ counts: Counts, lines: readonly string[] }>}
 */
async function runStep(name, queue) {
  let startedAt = Infinity;
  rmSync(reportFileOf(name), { force: true });
  const run = (/** @type {readonly string[]} */ command) =>
    queue(() => {
      startedAt = Math.min(startedAt, performance.now());
      return runTool(command);
    });
  const { counts, failures } = resultOf(name, await Promise.all(commandsOf(name).map(run)));
  const line = `${name}: ${closingLine(counts)} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`;
  console.log(line);
  return { counts, lines: [line, ...failures] };
}

/**
 * What only computes runs side by side, each command on a core of its own; the other tests one project after the other.
 * @param {readonly string[]} names
 */
async function runAll(names) {
  mkdirSync(join(cacheFolder, 'test-results'), { recursive: true });
  const together = computing.filter((name) => names.includes(name));
  if (together.length > 0) console.log(`\n${together.join(', ')} ...`);
  const cores = createWorkQueue(Math.max(2, availableParallelism()));
  const results = await Promise.all(together.map((name) => runStep(name, cores)));
  const alone = createWorkQueue(1);
  for (const name of names.filter((each) => !computing.includes(each))) {
    console.log(`\n${name} ...`);
    results.push(await runStep(name, alone));
  }
  const total = sumOf(results.map(({ counts }) => counts));
  console.log(`\n${results.flatMap(({ lines }) => lines).join('\n')}\n\n${closingLine(total)}`);
  if (total.failed > 0) process.exitCode = 1;
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}.\nChoose from: ${known.join(', ')}.`);
  process.exitCode = 2;
} else {
  try {
    const names = chosen.length > 0 ? known.filter((name) => chosen.includes(name)) : known;
    // only these need the rig, Electron and a browser
    const real = ['windows', 'system', 'e2e'].some((name) => names.includes(name));
    await runSetup(
      real ? 'full' : names.includes('integration') || names.includes('sessions') ? 'browser' : 'light',
    );
    await runAll(names);
  } catch (thrown) {
    reportFailure(thrown);
  }
}

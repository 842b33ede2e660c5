/**
 * `npm test`: makes the machine ready, then formatting, lint, types and all tests, each with its time. Every step runs
 * even if an earlier one failed. The end lists what failed and counts all; the exit code is 0 only if nothing failed.
 *
 *   npm test [-- format lint types unit arch integration sessions windows system e2e]
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, modulesFolder, root } from './paths.mjs';
import { reportFailure } from './setup-error.mjs';
import { runSetup } from './setup.mjs';
import { closingLine, countsOf, failureLines, slowestFiles, sumOf } from './vitest-report.mjs';

/** @typedef {import('./vitest-report.mjs').Counts} Counts */

/** What a step may take before it is ended: a hanging test must not hold up a whole run. */
const STEP_LIMIT_MS = 20 * 60_000;

/** One step may be several commands. @type {Readonly<Record<string, readonly (readonly string[])[]>>} */
const checks = {
  format: [['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']],
  lint: [['eslint/bin/eslint.js', '.', '--max-warnings', '0']],
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

/** @param {string} name @returns {Promise<{ counts: Counts, failures: readonly string[] }>} */
async function runStep(name) {
  const check = checks[name];
  if (check) {
    let failed = 0;
    for (const command of check) if ((await runTool(command)) !== 0) failed = 1;
    return { counts: { passed: 1 - failed, failed, skipped: 0 }, failures: [] };
  }
  const reportFile = join(cacheFolder, 'test-results', `${name}.json`);
  rmSync(reportFile, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const code = await runTool(['vitest/vitest.mjs', 'run', '--project', name, ...reporters]);
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null;
  for (const line of slowestFiles(report, root)) console.log(line);
  return { counts: countsOf(report, code), failures: failureLines(report, root) };
}

/** @param {string} name @returns {Promise<{ counts: Counts, lines: readonly string[] }>} */
async function runTimed(name) {
  const startedAt = performance.now();
  const { counts, failures } = await runStep(name);
  const line = `${name}: ${closingLine(counts)} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`;
  console.log(line);
  return { counts, lines: [line, ...failures] };
}

/**
 * The checks of the text run side by side, each on one core; the tests one after the other.
 * @param {readonly string[]} names
 */
async function runAll(names) {
  mkdirSync(join(cacheFolder, 'test-results'), { recursive: true });
  const textChecks = names.filter((name) => name in checks);
  if (textChecks.length > 0) console.log(`\n${textChecks.join(', ')} ...`);
  const results = await Promise.all(textChecks.map(runTimed));
  for (const name of names.filter((each) => !(each in checks))) {
    console.log(`\n${name} ...`);
    results.push(await runTimed(name));
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

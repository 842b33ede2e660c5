/**
 * The npm packages: are those of package-lock.json installed, and if not, install them. Owns node_modules and the
 * stamp in it; refuses to run any package's install script.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

const TRIES = 3;
const PAUSE_MS = 3_000;
const STAMP = 'node_modules/.parley-stamp';
const INPUTS = ['package.json', 'package-lock.json', '.npmrc'];
const NETWORK =
  /ETIMEDOUT|ECONNRESET|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ERR_SOCKET|EIDLETIMEOUT|EINTEGRITY|E5\d\d|network/i;

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {boolean} [optional]
 * @typedef {Record<string, LockedPackage>} LockedPackages keyed by path, `node_modules/...`
 */

/** @param {string} file @returns {LockedPackages | null} null if there is none or it cannot be read */
function readLock(file) {
  try {
    const { packages } = JSON.parse(readFileSync(file, 'utf8'));
    return Object.fromEntries(Object.entries(packages).filter(([path]) => path.startsWith('node_modules/')));
  } catch {
    return null;
  }
}

/** @param {readonly string[] | undefined} allowed as in package.json, `!x` excludes @param {string} value */
function allows(allowed, value) {
  if (!allowed || allowed.length === 0) return true;
  if (allowed.includes(`!${value}`)) return false;
  return allowed.includes(value) || allowed.every((item) => item.startsWith('!'));
}

/**
 * The packages of a lock that belong on a machine.
 * @param {LockedPackages} packages
 * @param {{ platform: string, arch: string, libc: string }} machine
 */
export function packagesFor(packages, machine) {
  return Object.entries(packages).filter(
    ([, { os, cpu, libc }]) =>
      allows(os, machine.platform) &&
      allows(cpu, machine.arch) &&
      (machine.platform !== 'linux' || allows(libc, machine.libc)),
  );
}

function thisMachine() {
  if (process.report) Object.assign(process.report, { excludeNetwork: true });
  const header = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (
    process.report?.getReport() ?? {}
  ).header;
  return {
    platform: process.platform,
    arch: process.arch,
    libc: header?.glibcVersionRuntime ? 'glibc' : 'musl',
  };
}

/** @param {string} folder */
function fingerprint(folder) {
  const hash = createHash('sha256').update(
    `${process.platform} ${process.arch} ${process.versions.modules}\n`,
  );
  for (const file of INPUTS)
    hash.update(existsSync(join(folder, file)) ? readFileSync(join(folder, file)) : '');
  return hash.digest('hex');
}

/** @param {string} folder @param {Iterable<string>} paths */
const missingOf = (folder, paths) =>
  [...paths].filter((path) => !existsSync(join(folder, path, 'package.json')));

/**
 * Why an install is needed. Writes the stamp when the folder turns out to be right without one (someone ran npm).
 * @param {string} [folder] the repository
 * @returns {string | null} null: nothing to do
 */
export function packagesNeeded(folder = root) {
  if (!existsSync(join(folder, 'node_modules'))) return 'not installed yet';
  const wanted = readLock(join(folder, 'package-lock.json'));
  if (!wanted)
    throw new SetupError(
      'package-lock.json cannot be read.',
      'Restore it with: git checkout -- package-lock.json',
    );
  /** @type {{ fingerprint?: string, absent?: string[] }} */
  let stamp = {};
  try {
    stamp = JSON.parse(readFileSync(join(folder, STAMP), 'utf8'));
  } catch {
    // no stamp: judged below by what npm itself wrote down
  }
  if (stamp.fingerprint === fingerprint(folder)) {
    const absent = new Set(stamp.absent);
    const expected = Object.keys(wanted).filter((path) => !absent.has(path));
    return missingOf(folder, expected).length === 0 ? null : 'some are missing';
  }
  const installed = readLock(join(folder, 'node_modules/.package-lock.json'));
  if (!installed) return 'an install was not finished';
  const here = packagesFor(wanted, thisMachine());
  const differs = here.some(
    ([path, { version, optional }]) =>
      !(optional && !installed[path]) && installed[path]?.version !== version,
  );
  if (differs) return 'package-lock.json has changed';
  if (missingOf(folder, Object.keys(installed)).length > 0) return 'some are missing';
  writeStamp(folder, wanted);
  return null;
}

/** @param {string} folder @param {LockedPackages} wanted */
function writeStamp(folder, wanted) {
  const absent = missingOf(folder, Object.keys(wanted));
  writeFileSync(join(folder, STAMP), `${JSON.stringify({ fingerprint: fingerprint(folder), absent })}\n`);
}

/** npm as a command: the one that runs us if there is one. @param {readonly string[]} args */
export function npmCommand(args) {
  const running = process.env['npm_execpath'];
  if (running && /npm-cli\.[cm]?js$/.test(running))
    return { command: process.execPath, args: [running, ...args], shell: false };
  return { command: 'npm', args: [...args], shell: process.platform === 'win32' };
}

/**
 * @param {string} output npm's
 * @returns {boolean} true if trying again may help
 */
export const isNetworkFailure = (output) => NETWORK.test(output);

/**
 * Runs `npm ci`, again when the network failed.
 * @param {(text: string) => void} update
 * @param {string} [folder]
 * @param {number} [pauseMs] before the second try, longer before the third
 * @throws {SetupError}
 */
export async function installPackages(update, folder = root, pauseMs = PAUSE_MS) {
  const wanted = readLock(join(folder, 'package-lock.json')) ?? {};
  const total = packagesFor(wanted, thisMachine()).length;
  const npm = npmCommand([
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=http',
  ]);
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip', NODE_ENV: 'development' };
  for (let attempt = 1; ; attempt++) {
    let fetched = 0;
    const again = attempt === 1 ? '' : `, try ${attempt} of ${TRIES}`;
    update(`about ${total}${again}`);
    const { code, output } = await runCommand(npm.command, npm.args, {
      cwd: folder,
      env,
      shell: npm.shell,
      onLine(line) {
        if (/^npm http .*\.tgz/.test(line)) update(`${++fetched} of about ${total} fetched${again}`);
      },
    });
    if (code === 0) break;
    if (code === 127)
      throw new SetupError('npm was not found.', 'Install Node together with npm and run the command again.');
    const shown = output
      .split('\n')
      .filter((line) => line.startsWith('npm error'))
      .slice(0, 12)
      .join('\n');
    if (!isNetworkFailure(output)) {
      throw new SetupError(
        'The packages could not be installed.',
        'Look at what npm says above; after a change of package.json run `npm install` once.',
        shown,
      );
    }
    if (attempt === TRIES) {
      throw new SetupError(
        `The packages could not be downloaded after ${TRIES} tries.`,
        "Check the network and npm's registry and proxy settings, then run the command again.",
        shown,
      );
    }
    update(`the network failed, trying again${again}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs * attempt));
  }
  writeStamp(folder, wanted);
}

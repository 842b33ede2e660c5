/**
 * Builds what runs in a window, the preload script and the renderer, when one of its sources has changed. Owns
 * out/preload, out/renderer and the stamp of this build.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './build-output.mjs';
import { root } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

const CONFIGURATION = ['electron.vite.config.ts', 'package-lock.json'];
/** The contract is part of both; what else is below electron/ is not. */
const SOURCES = ['renderer', 'electron/preload', 'electron/contract', 'resources'];
const BUILT = ['out/preload/preload.cjs', 'out/renderer/index.html'];
const STAMP = 'out/.parley-interface-stamp';

/** @param {string} folder the repository */
function fingerprint(folder) {
  const hash = createHash('sha256');
  for (const file of CONFIGURATION) hash.update(readFileSync(join(folder, file)));
  for (const place of SOURCES) {
    for (const file of filesBelow(join(folder, place), /./)) {
      const { mtimeMs, size } = statSync(join(folder, place, file));
      hash.update(`${place}/${file} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex');
}

/** @param {string} [folder] @returns {string | null} why a build is needed; null: nothing to do */
export function interfaceNeeded(folder = root) {
  const stamp = join(folder, STAMP);
  if (!existsSync(stamp)) return 'not built yet';
  if (readFileSync(stamp, 'utf8') !== fingerprint(folder)) return 'sources have changed';
  return BUILT.every((file) => existsSync(join(folder, file))) ? null : 'built files are missing';
}

/**
 * @param {(text: string) => void} update
 * @param {string} [folder]
 * @throws {SetupError} with the builder's words
 */
export async function buildInterface(update, folder = root) {
  const before = fingerprint(folder);
  rmSync(join(folder, STAMP), { force: true });
  const builder = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const { code, output } = await runCommand(process.execPath, [builder, 'build'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
    onLine(line) {
      const modules = /(\d+) modules transformed/.exec(line);
      if (modules) update(`${modules[1]} modules`);
    },
  });
  if (code !== 0 || !BUILT.every((file) => existsSync(join(folder, file)))) {
    throw new SetupError(
      'The interface could not be built.',
      'Mend the errors above, or restore the sources with git.',
      output,
    );
  }
  mkdirSync(join(folder, 'out'), { recursive: true });
  writeFileSync(join(folder, STAMP), before);
}

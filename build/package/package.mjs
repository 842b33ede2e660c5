/**
 * `npm run package`: the app as a folder, ready to run, and on Linux a .deb. Named targets instead
 * (`npm run package -- appimage`, `dmg`, `zip`, `nsis`) are handed to electron-builder, which fetches its tools for them.
 * `--if-needed` does nothing when what would be packed has not changed.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../setup/paths.mjs';
import { createProgress } from '../setup/progress.mjs';
import { SetupError, reportFailure } from '../setup/setup-error.mjs';
import { runSetup } from '../setup/setup.mjs';
import { makeDebianPackage } from './debian-package.mjs';
import { markPackage, packageFingerprint, packageIsNewest } from './package-stamp.mjs';
import { packApp, packageFolder } from './packed-app.mjs';

/** @type {Readonly<Record<string, readonly string[]>>} */
const known = {
  appimage: ['--linux', 'AppImage'],
  dmg: ['--mac', 'dmg', 'zip'],
  zip: ['--mac', 'zip'],
  nsis: ['--win', 'nsis'],
};
/** @type {Readonly<Record<string, string>>} */
const platformFlags = { linux: '--linux', darwin: '--mac', win32: '--win' };

/** @param {string} path */
function megabytesOf(path) {
  if (statSync(path).isFile()) return statSync(path).size / 1e6;
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0) / 1e6;
}

/** The folder that holds the app, as electron-builder names it. */
export function findPackedFolder() {
  const names = existsSync(packageFolder) ? readdirSync(packageFolder) : [];
  const name = names.find((candidate) => /^(linux|mac|win)(-\w+)?(-unpacked)?$/.test(candidate));
  if (!name) throw new Error(`electron-builder left no folder in ${packageFolder}`);
  return join(packageFolder, name);
}

/** @param {readonly string[]} given */
async function main(given) {
  const ifNeeded = given.includes('--if-needed');
  const asked = given.filter((name) => name !== '--if-needed');
  const unknown = asked.filter((name) => !known[name]);
  if (unknown.length > 0) {
    throw new SetupError(
      `There is no target ${unknown.join(', ')}.`,
      `Choose from: ${Object.keys(known).join(', ')}; or name none.`,
    );
  }
  await runSetup('package');
  if (ifNeeded && packageIsNewest()) return;
  const before = packageFingerprint();
  const progress = createProgress(process.stderr);
  const flag = platformFlags[process.platform] ?? '--linux';
  const targets = asked.length > 0 ? asked.flatMap((name) => known[name] ?? []) : [flag, 'dir'];
  await progress.step('Package', (update) => packApp(update, targets));
  const made = [findPackedFolder()];
  if (asked.length === 0 && process.platform === 'linux') {
    made.push(
      await progress.step('Debian package', () => makeDebianPackage(findPackedFolder(), packageFolder)),
    );
  }
  if (asked.length === 0) markPackage(before);
  for (const path of made) console.log(`${relative(root, path)}  ${megabytesOf(path).toFixed(0)} MB`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await main(process.argv.slice(2));
  } catch (thrown) {
    reportFailure(thrown);
  }
}

/**
 * Builds electron/ into out/ when a source has changed, and removes what no source stands behind any more.
 * Owns out/ and the stamp in it, but for what interface-output.mjs puts there: preload and renderer.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

const CONFIGURATION = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

/** @param {string} folder @param {RegExp} wanted @returns {string[]} relative paths with `/` */
export function filesBelow(folder, wanted) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Below out/, what the interface's build makes. */
const INTERFACE = /^(preload|renderer)\//;

/** @param {string} folder */
const sourcesOf = (folder) =>
  filesBelow(join(folder, 'electron'), /(?<!\.d)\.ts$/).filter((source) => !INTERFACE.test(source));
/** @param {string} source */
const builtName = (source) => source.replace(/\.ts$/, '.js');

/** Which files are joined, and how, is part of what out/ holds. */
const joiner = fileURLToPath(new URL('./join-entries.mjs', import.meta.url));

/** @param {string} folder the repository */
function fingerprint(folder) {
  const hash = createHash('sha256');
  hash.update(readFileSync(joiner));
  for (const file of CONFIGURATION) hash.update(readFileSync(join(folder, file)));
  for (const source of sourcesOf(folder)) {
    const { mtimeMs, size } = statSync(join(folder, 'electron', source));
    hash.update(`${source} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

/** @param {string} folder */
const stampFile = (folder) => join(folder, 'out/.parley-stamp');
/** @param {string} folder */
const unbuilt = (folder) =>
  sourcesOf(folder).filter((source) => !existsSync(join(folder, 'out', builtName(source))));

/** @param {string} [folder] @returns {string | null} why a build is needed; null: nothing to do */
export function buildNeeded(folder = root) {
  if (!existsSync(stampFile(folder))) return 'not built yet';
  if (readFileSync(stampFile(folder), 'utf8') !== fingerprint(folder)) return 'sources have changed';
  return unbuilt(folder).length === 0 ? null : 'built files are missing';
}

/** Removes built files whose source is gone. @param {string} folder @returns {string[]} what was removed */
export function removeStale(folder) {
  const built = new Set(sourcesOf(folder).map(builtName));
  const stale = filesBelow(join(folder, 'out'), /\.js(\.map)?$/).filter(
    (file) => !INTERFACE.test(file) && !built.has(file.replace(/\.map$/, '')),
  );
  for (const file of stale) rmSync(join(folder, 'out', file), { force: true });
  return stale;
}

/**
 * @param {(text: string) => void} update
 * @param {string} [folder]
 * @throws {SetupError} with the compiler's words
 */
export async function build(update, folder = root) {
  const before = fingerprint(folder);
  rmSync(stampFile(folder), { force: true });
  // the compiler believes its notes, not the folder: without them it writes everything again
  if (unbuilt(folder).length > 0) rmSync(join(folder, 'out/.tsbuildinfo'), { force: true });
  update(`${sourcesOf(folder).length} sources`);
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { code, output } = await runCommand(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: folder,
  });
  if (code !== 0)
    throw new SetupError(
      'The engine could not be built.',
      'Mend the errors above, or restore the sources with git.',
      output,
    );
  try {
    // only here: who merely asks whether a build is needed does not wait for the builder to load
    const { joinEntries } = await import('./join-entries.mjs');
    await joinEntries(folder);
  } catch (thrown) {
    throw new SetupError(
      'The built files could not be joined.',
      'Mend the errors above, or restore the sources with git.',
      thrown instanceof Error ? thrown.message : String(thrown),
    );
  }
  removeStale(folder);
  writeFileSync(stampFile(folder), before);
}

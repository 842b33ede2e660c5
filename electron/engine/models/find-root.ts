/** Where `native-models` is: beside the sources, beside the build, or in the packaged app's resources. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';

export interface FindRootOptions {
  /** `import.meta.url` of any module of Parley, from source or from out/. */
  readonly callerUrl: string;
  /** A packaged app's resources folder (`process.resourcesPath`), passed in because the engine knows no Electron. */
  readonly resourcesPath?: string;
  /** An explicit folder (PARLEY_MODELS); when given, nothing else is tried. */
  readonly override?: string;
}

const FOLDER = 'native-models';
/** Deepest place a module of ours has below the repository: out/engine/models/x.js, with room to grow. */
const LEVELS_UP = 8;

/** @returns the absolute folder that holds manifest.json. Errors: `model_missing`. */
export function findModelRoot(options: FindRootOptions): Result<string> {
  if (options.override) {
    const folder = resolve(options.override);
    return hasManifest(folder) ? ok(folder) : err('model_missing', join(folder, 'manifest.json'));
  }
  if (options.resourcesPath && hasManifest(join(options.resourcesPath, FOLDER))) {
    return ok(join(options.resourcesPath, FOLDER));
  }
  let folder = dirname(fileURLToPath(options.callerUrl));
  for (let level = 0; level < LEVELS_UP; level++) {
    if (hasManifest(join(folder, FOLDER))) return ok(join(folder, FOLDER));
    folder = dirname(folder);
  }
  return err('model_missing', join(FOLDER, 'manifest.json'));
}

function hasManifest(folder: string): boolean {
  return existsSync(join(folder, 'manifest.json'));
}

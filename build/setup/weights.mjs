/**
 * Are the weights in the clone? Checks presence, size, and that no file is a Git LFS pointer. Refuses to judge
 * their contents: the engine compares SHA-256 before it parses one.
 */
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { SetupError } from './setup-error.mjs';

const LFS_POINTER = 'version https://git-lfs';
const RESTORE = 'Restore it with: git checkout -- native-models';

/**
 * The files that must be there.
 * @param {unknown} manifest native-models/manifest.json: models with a `name` (their folder) and `files`
 * @returns {{ path: string, bytes: number }[]} paths relative to native-models; empty if it is no manifest
 */
export function weightFiles(manifest) {
  const models = /** @type {{ models?: unknown }} */ (manifest ?? {}).models;
  if (!Array.isArray(models)) return [];
  return models.flatMap((model) =>
    Array.isArray(model?.files)
      ? model.files.map((/** @type {{ path: string, size: number }} */ file) => ({
          path: `${model.name}/${file.path}`,
          bytes: file.size,
        }))
      : [],
  );
}

/**
 * @param {string} file
 * @returns {boolean} true if it is the placeholder that Git LFS leaves where it was not run
 */
export function isLfsPointer(file) {
  const head = Buffer.alloc(LFS_POINTER.length);
  const handle = openSync(file, 'r');
  try {
    return (
      readSync(handle, head, 0, head.length, 0) === head.length && head.toString('latin1') === LFS_POINTER
    );
  } finally {
    closeSync(handle);
  }
}

/**
 * @param {string} [folder] native-models
 * @throws {SetupError} naming the first file that is missing, cut short or a pointer
 */
export function requireWeights(folder = join(root, 'native-models')) {
  const manifestFile = join(folder, 'manifest.json');
  if (!existsSync(manifestFile)) throw new SetupError('native-models/manifest.json is missing.', RESTORE);
  /** @type {unknown} */
  let manifest;
  try {
    manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  } catch {
    throw new SetupError('native-models/manifest.json cannot be read.', RESTORE);
  }
  const files = weightFiles(manifest);
  if (files.length === 0) throw new SetupError('native-models/manifest.json names no files.', RESTORE);
  for (const { path, bytes } of files) {
    const file = join(folder, path);
    if (!existsSync(file)) throw new SetupError(`native-models/${path} is missing.`, RESTORE);
    const size = statSync(file).size;
    if (size === bytes) continue;
    if (isLfsPointer(file)) {
      throw new SetupError(
        `native-models/${path} is a Git LFS pointer, not the model itself.`,
        'Run: git lfs install && git lfs pull',
      );
    }
    throw new SetupError(`native-models/${path} has ${size} bytes instead of ${bytes}.`, RESTORE);
  }
}

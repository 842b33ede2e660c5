/**
 * The user's own models folder: what is put into it and taken out. Owns its manifest and the order of steps, so that
 * a crash leaves either no model or one that is listed and checked; refuses to touch other folders.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { access, constants, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { CatalogModel } from './catalog.ts';
import { faultOfThrown } from './fetch-file.ts';
import { parseManifest } from './manifest.ts';
import type { ModelEntry } from './manifest.ts';

/** Runs work of milliseconds while no other process does such work. */
export type Exclusively = <T>(work: () => T) => Result<T>;

/** What the manifest keeps of a catalogue's model. */
export function entryOf(model: CatalogModel): ModelEntry {
  const { name, kind, version, languages, licence, source, notes } = model;
  const files = model.files.map(({ path, size, sha256 }) => ({ path, size, sha256 }));
  return { name, kind, version, languages, licence, source, notes, files };
}

function readEntries(path: string): Result<readonly ModelEntry[]> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return ok([]);
    return { ok: false, fault: faultOfThrown(thrown) };
  }
  const parsed = parseManifest(text, path);
  return parsed.ok ? ok(parsed.value.models) : parsed;
}

function writeEntries(path: string, models: readonly ModelEntry[]): Result<void> {
  const temporary = `${path}.new-${process.pid}`;
  try {
    const file = openSync(temporary, 'w', 0o600);
    try {
      writeFileSync(file, `${JSON.stringify({ format: 1, models }, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    return ok(undefined);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    return { ok: false, fault: faultOfThrown(thrown) };
  }
}

function changeManifest(
  root: string,
  exclusively: Exclusively,
  change: (models: readonly ModelEntry[]) => readonly ModelEntry[],
): Result<void> {
  const path = join(root, 'manifest.json');
  const done = exclusively(() => {
    const entries = readEntries(path);
    return entries.ok ? writeEntries(path, change(entries.value)) : entries;
  });
  return done.ok ? done.value : done;
}

const others = (models: readonly ModelEntry[], name: string) => models.filter((model) => model.name !== name);

/**
 * Moves a folder of verified files into place and lists it. What had that place goes; both lie on one disk.
 * Errors: `manifest_broken`, `store_full`, `store_readonly`, `store_busy`, `file_unwritable`.
 */
export async function installModel(
  root: string,
  exclusively: Exclusively,
  model: CatalogModel,
  verified: string,
): Promise<Result<void>> {
  const target = join(root, model.name);
  try {
    await rm(target, { recursive: true, force: true });
    await rename(verified, target);
  } catch (thrown) {
    return { ok: false, fault: faultOfThrown(thrown) };
  }
  return changeManifest(root, exclusively, (models) => [...others(models, model.name), entryOf(model)]);
}

/** Unlists a model, then removes its files. Errors as above; `file_unwritable` when files stay behind. */
export async function removeModel(
  root: string,
  exclusively: Exclusively,
  name: string,
): Promise<Result<void>> {
  const unlisted = changeManifest(root, exclusively, (models) => others(models, name));
  if (!unlisted.ok) return unlisted;
  try {
    await rm(join(root, name), { recursive: true, force: true });
    return ok(undefined);
  } catch {
    return err('file_unwritable', join(root, name));
  }
}

/** Makes the folder, private. Errors: `store_readonly`, `store_full`, `file_unwritable`. */
export async function makeUserRoot(root: string): Promise<Result<void>> {
  try {
    await mkdir(root, { recursive: true, mode: 0o700 });
    // what is made below it would be refused for reasons that name the wrong thing
    await access(root, constants.W_OK);
    return ok(undefined);
  } catch (thrown) {
    return { ok: false, fault: faultOfThrown(thrown) };
  }
}

/**
 * The part of a model that has arrived, on disk, so that a download survives a restart. Owns `.partial/<name>`; a part
 * that belongs to another version of the model is thrown away. Nothing here counts as verified.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { CatalogFile, CatalogModel } from './catalog.ts';

/** No model can have this name: it begins with a dot. */
const FOLDER = '.partial';

const stateSchema = z.strictObject({
  format: z.literal(1),
  /** Hash of what is promised. */
  plan: z.string(),
  /** Strong entity tags by path. */
  etags: z.record(z.string(), z.string().max(1_000)),
});

export interface PartialModel {
  /** Folder of the files, laid out as the model will be. */
  readonly folder: string;
  pathOf(file: CatalogFile): string;
  /** Bytes of one file that are there. */
  receivedOf(file: CatalogFile): number;
  /** Bytes of all files that are there. */
  received(): number;
  etagOf(file: CatalogFile): string | null;
  keepEtag(file: CatalogFile, etag: string | null): void;
  /** Throws away what arrived of one file. */
  drop(file: CatalogFile): void;
  remove(): Promise<void>;
}

function planOf(model: CatalogModel): string {
  const promised = model.files.map(({ path, size, sha256 }) => [path, size, sha256]);
  return createHash('sha256').update(JSON.stringify(promised)).digest('hex');
}

function readState(path: string, plan: string): Record<string, string> | null {
  try {
    const state = stateSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return state.success && state.data.plan === plan ? state.data.etags : null;
  } catch {
    return null;
  }
}

/**
 * @param begin make it when it is not there or of another version; else null means that nothing usable is there
 * Throws what the file system throws when it cannot be made.
 */
export function openPartial(root: string, model: CatalogModel, begin: true): PartialModel;
export function openPartial(root: string, model: CatalogModel, begin: false): PartialModel | null;
export function openPartial(root: string, model: CatalogModel, begin: boolean): PartialModel | null {
  const home = join(root, FOLDER, model.name);
  const folder = join(home, 'files');
  const statePath = join(home, 'state.json');
  const plan = planOf(model);
  const found = readState(statePath, plan);
  if (!found && !begin) return null;
  const etags = new Map(Object.entries(found ?? {}));

  function saveState(): void {
    const temporary = `${statePath}.new`;
    writeFileSync(temporary, JSON.stringify({ format: 1, plan, etags: Object.fromEntries(etags) }), {
      mode: 0o600,
    });
    renameSync(temporary, statePath);
  }

  const pathOf = (file: CatalogFile) => join(folder, ...file.path.split('/'));
  if (begin) {
    if (!found) rmSync(home, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const file of model.files) mkdirSync(dirname(pathOf(file)), { recursive: true, mode: 0o700 });
    if (!found) saveState();
  }

  function receivedOf(file: CatalogFile): number {
    const found = statSync(pathOf(file), { throwIfNoEntry: false });
    return found?.isFile() ? Math.min(found.size, file.size) : 0;
  }

  return {
    folder,
    pathOf,
    receivedOf,
    received: () => model.files.reduce((sum, file) => sum + receivedOf(file), 0),
    etagOf: (file) => etags.get(file.path) ?? null,
    keepEtag(file, etag) {
      if ((etags.get(file.path) ?? null) === etag) return;
      if (etag === null) etags.delete(file.path);
      else etags.set(file.path, etag);
      saveState();
    },
    drop: (file) => rmSync(pathOf(file), { force: true }),
    remove: () => removePartial(root, model.name),
  };
}

export async function removePartial(root: string, name: string): Promise<void> {
  await rm(join(root, FOLDER, name), { recursive: true, force: true });
}

/** Names that something was left of. */
export async function listPartials(root: string): Promise<readonly string[]> {
  return readdir(join(root, FOLDER)).catch(() => []);
}

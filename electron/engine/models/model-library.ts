/**
 * The models this machine has, each verified before anyone parses it. Owns the manifests and what is done about a
 * bad file; refuses to load anything: it hands out paths.
 */
import { readFile, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { err, ok } from '../../contract/errors.ts';
import type { Err, Result } from '../../contract/errors.ts';
import { MANIFEST_MAX_BYTES, parseManifest } from './manifest.ts';
import type { ModelEntry, ModelFile, ModelManifest } from './manifest.ts';
import type { ModelLibrary, VerifiedModel } from './model-port.ts';
import { quarantineFile } from './quarantine.ts';
import { createFileVerifier } from './verify-file.ts';
import type { FileState } from './verify-file.ts';

export interface ModelLibraryOptions {
  /** Folders that hold a manifest.json and one folder a model; read, never written. Searched in order. */
  readonly roots: readonly string[];
  /** The user's own models folder, searched last; it may be absent. Bad files in it are moved. */
  readonly userRoot?: string;
  /** Where bad files of `userRoot` go; without it they are refused in place. */
  readonly quarantineFolder?: string;
}

/** One file as it was found. */
export interface CheckedFile {
  readonly path: string;
  readonly size: number;
  readonly state: FileState;
}

/** A model listed by a root's manifest. */
export interface ListedModel {
  readonly root: string;
  readonly folder: string;
  readonly entry: ModelEntry;
}

export interface InspectableLibrary extends ModelLibrary {
  /** Every model of every readable manifest, and the fault of each manifest that is not. */
  listed(): Promise<{ readonly models: readonly ListedModel[]; readonly faults: readonly Err['fault'][] }>;
  /** Checks all files of one listed model; moves nothing. */
  check(model: ListedModel): Promise<readonly CheckedFile[]>;
}

interface Root {
  readonly folder: string;
  readonly owned: boolean;
}

export function createModelLibrary(options: ModelLibraryOptions): InspectableLibrary {
  const verifier = createFileVerifier();
  const opening = new Map<string, Promise<Result<VerifiedModel>>>();
  const roots: Root[] = options.roots.map((folder) => ({ folder: resolve(folder), owned: false }));
  if (options.userRoot) roots.push({ folder: resolve(options.userRoot), owned: true });

  async function checkFile(root: string, folder: string, file: ModelFile): Promise<FileState> {
    let realRoot: string;
    try {
      realRoot = await realpath(root);
    } catch {
      return 'missing';
    }
    return verifier.check(realRoot, folder, file);
  }

  async function openIn(root: Root, entry: ModelEntry): Promise<Result<VerifiedModel>> {
    const folder = join(root.folder, entry.name);
    for (const file of entry.files) {
      const state = await checkFile(root.folder, folder, file);
      if (state === 'good') continue;
      const named = `${entry.name}/${file.path}`;
      if (state === 'missing') return err('model_missing', named);
      if (root.owned && options.quarantineFolder && (state === 'wrong-size' || state === 'wrong-hash')) {
        const path = join(folder, ...file.path.split('/'));
        const moved = await quarantineFile(path, options.quarantineFolder, entry.name);
        if (moved) return err('model_corrupt', `${named}: ${reasons[state]}; moved to ${moved}`);
      }
      return err('model_corrupt', `${named}: ${reasons[state]}`);
    }
    return ok(verifiedModel(folder, entry));
  }

  async function openFirst(name: string): Promise<Result<VerifiedModel>> {
    let failure: Err | null = null;
    for (const root of roots) {
      const manifest = await readManifest(root);
      if (!manifest.ok) {
        failure ??= manifest;
        continue;
      }
      const entry = manifest.value.models.find((model) => model.name === name);
      if (!entry) continue;
      const opened = await openIn(root, entry);
      if (opened.ok) return opened;
      failure ??= opened;
    }
    return failure ?? err('model_unknown', name.slice(0, 64));
  }

  return {
    open(name) {
      const running = opening.get(name);
      if (running) return running;
      const started = openFirst(name).finally(() => opening.delete(name));
      opening.set(name, started);
      return started;
    },
    async isPresent(name) {
      for (const root of roots) {
        const manifest = await readManifest(root);
        const entry = manifest.ok ? manifest.value.models.find((model) => model.name === name) : undefined;
        if (entry && (await hasAllFiles(join(root.folder, name), entry))) return true;
      }
      return false;
    },
    async listed() {
      const models: ListedModel[] = [];
      const faults: Err['fault'][] = [];
      for (const root of roots) {
        const manifest = await readManifest(root);
        if (!manifest.ok) {
          faults.push(manifest.fault);
          continue;
        }
        for (const entry of manifest.value.models) {
          models.push({ root: root.folder, folder: join(root.folder, entry.name), entry });
        }
      }
      return { models, faults };
    },
    async check(model) {
      const checked: CheckedFile[] = [];
      for (const file of model.entry.files) {
        const state = await checkFile(model.root, model.folder, file);
        checked.push({ path: file.path, size: file.size, state });
      }
      return checked;
    },
  };
}

const reasons: Readonly<Record<Exclude<FileState, 'good' | 'missing'>, string>> = {
  'wrong-size': 'its size is not the one in the manifest',
  'wrong-hash': 'its SHA-256 is not the one in the manifest',
  outside: 'a link leads out of the models folder',
  unreadable: 'it cannot be read',
};

async function readManifest(root: Root): Promise<Result<ModelManifest>> {
  const path = join(root.folder, 'manifest.json');
  try {
    const found = await stat(path);
    if (!found.isFile()) return err('manifest_broken', `${path}: not a file`);
    if (found.size > MANIFEST_MAX_BYTES) return err('manifest_broken', `${path}: too large`);
    return parseManifest(await readFile(path, 'utf8'), path);
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT' && code !== 'ENOTDIR')
      return err('manifest_broken', `${path}: ${code ?? 'unreadable'}`);
    return root.owned ? ok({ format: 1, models: [] }) : err('model_missing', path);
  }
}

async function hasAllFiles(folder: string, { files }: ModelEntry): Promise<boolean> {
  const sizes = files.map(async ({ path, size }) => {
    const found = await stat(join(folder, ...path.split('/'))).catch(() => null);
    return found?.isFile() === true && found.size === size;
  });
  return (await Promise.all(sizes)).every(Boolean);
}

function verifiedModel(folder: string, entry: ModelEntry): VerifiedModel {
  const files = entry.files.map((file) => file.path);
  return {
    name: entry.name,
    folder,
    path(file) {
      if (!files.some((path) => path === file || path.startsWith(`${file}/`))) {
        throw new Error(`model ${entry.name} has no file ${file}`);
      }
      return join(folder, ...file.split('/'));
    },
  };
}

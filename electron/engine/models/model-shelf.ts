/**
 * What can be done with models as a whole: shown, read about, downloaded, deleted. Owns telling that the set changed;
 * refuses to delete what came with Parley or is needed.
 */
import { resolve } from 'node:path';
import type { ModelView } from '../../contract/desk-views.ts';
import { err } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { Network } from '../network/network-port.ts';
import type { Clock } from '../runtime/clock.ts';
import { readCatalogs } from './catalog.ts';
import type { Downloads } from './download-port.ts';
import { createDownloads } from './downloads.ts';
import { readModelLicence } from './model-licence.ts';
import type { InspectableLibrary } from './model-library.ts';
import { listModelViews } from './model-views.ts';
import { removeModel } from './user-models.ts';
import type { Exclusively } from './user-models.ts';

export interface ModelShelfOptions {
  readonly library: InspectableLibrary;
  /** The user's models folder; need not exist. */
  readonly userRoot: string;
  /** Catalogues, the more trusted first. */
  readonly catalogPaths: readonly string[];
  readonly network: Network;
  readonly clock: Clock;
  readonly exclusively: Exclusively;
  readonly neededBySettings: (name: string) => boolean;
  /** For tests; default in tuning.ts. */
  readonly retryDelaysMs?: readonly number[];
}

export interface ModelShelf {
  readonly downloads: Downloads;
  listViews(inUse: readonly string[]): Promise<readonly ModelView[]>;
  licence(
    name: string,
    signal?: AbortSignal,
  ): Promise<Result<{ readonly name: string; readonly text: string }>>;
  remove(name: string, inUse: readonly string[]): Promise<Result<void>>;
  onChanged(listener: () => void): () => void;
  close(): Promise<void>;
}

/** See `Services` for the meaning of each part and its errors. */
export function createModelShelf(options: ModelShelfOptions): ModelShelf {
  const { library, network, clock, exclusively } = options;
  const userRoot = resolve(options.userRoot);
  const listeners = new Set<() => void>();
  const changed = () => [...listeners].forEach((listener) => listener());
  const catalogs = () => readCatalogs(options.catalogPaths);

  const isUsed = (inUse: readonly string[]) => (name: string) =>
    inUse.includes(name) || options.neededBySettings(name);

  async function isInstalled(name: string): Promise<boolean> {
    const { models } = await library.listed();
    for (const model of models.filter(({ entry }) => entry.name === name)) {
      if ((await library.check(model)).every(({ state }) => state === 'good')) return true;
    }
    return false;
  }

  const downloads = createDownloads({
    catalogs,
    isInstalled,
    root: userRoot,
    network,
    clock,
    exclusively,
    onInstalled: changed,
    ...(options.retryDelaysMs ? { retryDelaysMs: options.retryDelaysMs } : {}),
  });

  return {
    downloads,
    async listViews(inUse) {
      const [catalog, running] = await Promise.all([catalogs(), downloads.list()]);
      const views = { library, userRoot, catalog: catalog.models, downloads: running, inUse: isUsed(inUse) };
      return listModelViews(views);
    },
    async licence(name, signal = new AbortController().signal) {
      const { models } = await catalogs();
      return readModelLicence(name, { library, catalog: models, userRoot, network, clock }, signal);
    },
    async remove(name, inUse) {
      const named = (await library.listed()).models.filter(({ entry }) => entry.name === name);
      const own = named.find(({ root }) => root === userRoot);
      if (!own)
        return named.length > 0 ? err('model_bundled', name) : err('model_unknown', name.slice(0, 64));
      if (isUsed(inUse)(name)) return err('model_in_use', name);
      const removed = await removeModel(userRoot, exclusively, name);
      changed();
      return removed;
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => downloads.close(),
  };
}

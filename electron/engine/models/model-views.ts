/** Every model there is or could be, as the models page shows it. Changes nothing. */
import type { DownloadView, ModelView } from '../../contract/desk-views.ts';
import { sizeOf } from './catalog.ts';
import type { CatalogModel } from './catalog.ts';
import type { InspectableLibrary, ListedModel } from './model-library.ts';
import type { ModelEntry } from './manifest.ts';

export interface ModelViewsOptions {
  readonly library: InspectableLibrary;
  /** The user's models folder: what lies elsewhere came with Parley. */
  readonly userRoot: string;
  readonly catalog: ReadonlyMap<string, CatalogModel>;
  readonly downloads: ReadonlyMap<string, DownloadView>;
  readonly inUse: (name: string) => boolean;
}

type State = ModelView['state'];

async function stateOf(library: InspectableLibrary, model: ListedModel): Promise<State> {
  const files = await library.check(model);
  if (files.every(({ state }) => state === 'good')) return 'installed';
  return files.every(({ state }) => state === 'missing') ? 'absent' : 'damaged';
}

const better: Readonly<Record<State, number>> = { installed: 0, damaged: 1, absent: 2 };

/** Checks every file of every model, as `inspectModels` does. In the order of the manifests, catalogue models last. */
export async function listModelViews(options: ModelViewsOptions): Promise<readonly ModelView[]> {
  const { library, catalog, downloads } = options;
  const views = new Map<string, ModelView>();
  const show = (entry: ModelEntry | CatalogModel, state: State, bundled: boolean) => {
    const { name, kind, version, languages, licence, source, notes } = entry;
    const known = views.get(name);
    // a user's copy stands in for a damaged one that came with Parley; it still came with Parley
    if (known && better[known.state] <= better[state]) return;
    views.set(name, {
      name,
      kind,
      version,
      languages,
      licence,
      source,
      notes,
      sizeBytes: sizeOf(entry),
      state,
      bundled: bundled || (known?.bundled ?? false),
      inUse: options.inUse(name),
      download: downloads.get(name) ?? null,
    });
  };
  for (const model of (await library.listed()).models) {
    show(model.entry, await stateOf(library, model), model.root !== options.userRoot);
  }
  for (const model of catalog.values()) show(model, 'absent', false);
  return [...views.values()];
}

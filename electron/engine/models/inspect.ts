/** What `parley models` and `parley doctor` show: every model with its state. Decides nothing and moves nothing. */
import type { Fault } from '../../contract/errors.ts';
import type { ModelKind } from './manifest.ts';
import type { CheckedFile, InspectableLibrary } from './model-library.ts';

export interface ModelReport {
  readonly name: string;
  readonly kind: ModelKind;
  readonly version: string;
  readonly languages: readonly string[];
  readonly licence: string;
  readonly source: string;
  readonly notes: string;
  /** Absolute folder. */
  readonly folder: string;
  /** Bytes of all its files together. */
  readonly sizeBytes: number;
  /** `missing`: at least one file is not there. `corrupt`: at least one is not what the manifest says. */
  readonly state: 'ready' | 'missing' | 'corrupt';
  /** The files that are not good. */
  readonly bad: readonly CheckedFile[];
}

export interface LibraryReport {
  readonly models: readonly ModelReport[];
  /** Manifests that could not be read. */
  readonly faults: readonly Fault[];
}

/** Checks every file of every model: about 0.2 s for the default set once the files are in memory. */
export async function inspectModels(library: InspectableLibrary): Promise<LibraryReport> {
  const { models, faults } = await library.listed();
  const reports: ModelReport[] = [];
  for (const model of models) {
    const bad = (await library.check(model)).filter((file) => file.state !== 'good');
    const { name, kind, version, languages, licence, source, notes, files } = model.entry;
    reports.push({
      name,
      kind,
      version,
      languages,
      licence,
      source,
      notes,
      folder: model.folder,
      sizeBytes: files.reduce((sum, file) => sum + file.size, 0),
      state:
        bad.length === 0 ? 'ready' : bad.every((file) => file.state === 'missing') ? 'missing' : 'corrupt',
      bad,
    });
  }
  return { models: reports, faults };
}

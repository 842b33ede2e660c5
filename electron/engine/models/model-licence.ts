/** The text of a model's licence: from its files, from the catalogue, or fetched to be read before a download. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { realpath } from 'node:fs/promises';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { Network } from '../network/network-port.ts';
import type { Clock } from '../runtime/clock.ts';
import { LICENCE_MAX_BYTES } from './catalog.ts';
import type { CatalogModel } from './catalog.ts';
import { fetchFile } from './fetch-file.ts';
import type { InspectableLibrary, ListedModel } from './model-library.ts';
import { makeUserRoot } from './user-models.ts';
import { createFileVerifier } from './verify-file.ts';

export interface ModelLicenceOptions {
  readonly library: InspectableLibrary;
  readonly catalog: ReadonlyMap<string, CatalogModel>;
  readonly userRoot: string;
  readonly network: Network;
  readonly clock: Clock;
}

/** LICENSE, COPYING and the like; a model card states the terms of models that have no such file. */
const isLicence = (path: string) => /licen[cs]e|copying|notice|model_card/i.test(path.split('/').at(-1)!);

/** The texts of installed files that are what they should be; null when there are none. */
async function ofFiles(library: InspectableLibrary, model: ListedModel): Promise<string | null> {
  const wanted = model.entry.files.filter(({ path, size }) => isLicence(path) && size <= LICENCE_MAX_BYTES);
  if (wanted.length === 0) return null;
  const good = new Set(
    (await library.check({ ...model, entry: { ...model.entry, files: wanted } }))
      .filter(({ state }) => state === 'good')
      .map(({ path }) => path),
  );
  const texts: string[] = [];
  for (const { path } of wanted.filter((file) => good.has(file.path))) {
    texts.push(`${path}\n\n${await readFile(join(model.folder, ...path.split('/')), 'utf8')}`);
  }
  return texts.length > 0 ? texts.join('\n\n') : null;
}

/** Fetches the one licence file, checks it, and leaves nothing on disk. */
async function fetchLicence(
  model: CatalogModel,
  { userRoot, network, clock }: ModelLicenceOptions,
  signal: AbortSignal,
): Promise<Result<string>> {
  const file = model.files.find(({ path }) => path === model.licenceFile)!;
  const made = await makeUserRoot(userRoot);
  if (!made.ok) return made;
  const name = `.licence-${model.name}-${process.pid}`;
  const path = join(userRoot, name);
  try {
    const fetched = await fetchFile({
      url: new URL(file.url),
      path,
      size: file.size,
      etag: null,
      network,
      clock,
      signal,
      onBytes: () => {},
      onEtag: () => {},
    });
    if (fetched.kind === 'failed') return { ok: false, fault: fetched.fault };
    const state = await createFileVerifier().check(await realpath(userRoot), userRoot, {
      ...file,
      path: name,
    });
    return state === 'good'
      ? ok(await readFile(path, 'utf8'))
      : err('download_corrupt', `${model.name}/${file.path}`);
  } finally {
    await rm(path, { force: true }).catch(() => undefined);
  }
}

/**
 * Errors: `model_unknown`, `file_unreadable`, and for a licence that has to be fetched `network_off`,
 * `download_failed`, `download_corrupt`, `closed`.
 */
export async function readModelLicence(
  name: string,
  options: ModelLicenceOptions,
  signal: AbortSignal,
): Promise<Result<{ readonly name: string; readonly text: string }>> {
  const { library, catalog } = options;
  const listed = (await library.listed()).models.filter(({ entry }) => entry.name === name);
  try {
    for (const model of listed) {
      const text = await ofFiles(library, model);
      if (text !== null) return ok({ name, text });
    }
  } catch {
    return err('file_unreadable', name);
  }
  const model = catalog.get(name);
  if (model?.licenceText !== undefined) return ok({ name, text: model.licenceText });
  if (model) {
    const text = await fetchLicence(model, options, signal);
    return text.ok ? ok({ name, text: text.value }) : text;
  }
  const entry = listed[0]?.entry;
  if (!entry) return err('model_unknown', name.slice(0, 64));
  return ok({ name, text: `${entry.licence}\n\n${entry.source}` });
}

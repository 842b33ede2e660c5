/**
 * Models that can be installed: what `catalog.json` may say, and the catalogues of this machine put together. Owns
 * which addresses files may come from; trusts no name, path or address in them. Fetches nothing.
 */
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { err, ok } from '../../contract/errors.ts';
import type { Fault, Result } from '../../contract/errors.ts';
import { isSafeSource } from '../network/address-rules.ts';
import {
  MANIFEST_MAX_BYTES,
  fileList,
  modelDescription,
  modelFile,
  modelList,
  parseModelList,
  relativePath,
} from './manifest.ts';

/** Largest licence that is fetched to be shown. */
export const LICENCE_MAX_BYTES = 1024 * 1024;

const sourceUrl = z
  .string()
  .max(2_000)
  .refine((text) => URL.canParse(text) && isSafeSource(new URL(text)), 'not an https address');

const catalogFile = modelFile.extend({ url: sourceUrl });

const catalogModel = modelDescription
  .extend({
    files: fileList(catalogFile),
    /** The licence itself, or else: */
    licenceText: z.string().min(1).max(200_000).optional(),
    /** the one of `files` that holds it. */
    licenceFile: relativePath.optional(),
  })
  .refine(
    ({ name }) => !/^(manifest|catalog)\.json$/i.test(name),
    'a model cannot have the name of a list of models',
  )
  .refine(({ licenceText, licenceFile, files }) => {
    if (licenceText !== undefined) return true;
    const file = files.find(({ path }) => path === licenceFile);
    return file !== undefined && file.size <= LICENCE_MAX_BYTES;
  }, 'the licence is missing: licenceText, or licenceFile with the path of a file of at most 1 MB');

const catalog = modelList(catalogModel);

export type CatalogModel = z.infer<typeof catalogModel>;
export type CatalogFile = CatalogModel['files'][number];

/** Errors: `manifest_broken` with the first thing that is wrong. */
export function parseCatalog(
  text: string,
  from: string,
): Result<{ readonly models: readonly CatalogModel[] }> {
  return parseModelList(catalog, text, from);
}

export interface Catalogs {
  /** By name; of two catalogues with the same name the first one counts. */
  readonly models: ReadonlyMap<string, CatalogModel>;
  /** Catalogues that cannot be used; the others can. */
  readonly faults: readonly Fault[];
}

/** Reads catalogues anew, in this order; a missing one holds nothing. */
export async function readCatalogs(paths: readonly string[]): Promise<Catalogs> {
  const models = new Map<string, CatalogModel>();
  const faults: Fault[] = [];
  const taken = new Set<string>();
  for (const path of paths) {
    const read = await readCatalog(path);
    if (!read.ok) {
      faults.push(read.fault);
      continue;
    }
    for (const model of read.value) {
      // names that differ in case only would share a folder on some systems
      if (taken.has(model.name.toLowerCase())) continue;
      taken.add(model.name.toLowerCase());
      models.set(model.name, model);
    }
  }
  return { models, faults };
}

async function readCatalog(path: string): Promise<Result<readonly CatalogModel[]>> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return err('manifest_broken', `${path}: not a file`);
    if (found.size > MANIFEST_MAX_BYTES) return err('manifest_broken', `${path}: too large`);
    const parsed = parseCatalog(await readFile(path, 'utf8'), path);
    return parsed.ok ? ok(parsed.value.models) : parsed;
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? ok([])
      : err('manifest_broken', `${path}: ${code ?? 'unreadable'}`);
  }
}

/** Bytes of all files together. */
export function sizeOf(model: { readonly files: readonly { readonly size: number }[] }): number {
  return model.files.reduce((sum, file) => sum + file.size, 0);
}

/**
 * Shape of `native-models/manifest.json` and its parser. Owns what a manifest may say; refuses names and paths that
 * could leave the models folder, so nothing downstream has to ask again. Reads no files.
 */
import { z } from 'zod';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';

/** A manifest larger than this is not read. */
export const MANIFEST_MAX_BYTES = 4 * 1024 * 1024;

const reservedOnWindows = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/** One portable path segment: no separator, no drive, no leading or trailing dot, no name Windows reserves. */
function isPortableSegment(segment: string): boolean {
  return (
    /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(segment) &&
    !segment.endsWith('.') &&
    !reservedOnWindows.test(segment)
  );
}

const modelName = z.string().max(64).refine(isPortableSegment, 'not a usable model name');

export const relativePath = z
  .string()
  .max(512)
  .refine((path) => {
    const segments = path.split('/');
    return segments.length <= 8 && segments.every(isPortableSegment);
  }, 'not a relative path inside the model folder');

export const modelFile = z.strictObject({
  /** Relative to the model's folder, separated by `/`. */
  path: relativePath,
  /** Bytes. */
  size: z
    .number()
    .int()
    .min(0)
    .max(64 * 1024 ** 3),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What is said of a model, files aside. */
export const modelDescription = z.strictObject({
  name: modelName,
  kind: z.enum(['vad', 'turn', 'stt', 'tts', 'wake', 'llm']),
  version: z.string().min(1).max(40),
  /** BCP 47 primary tags; empty where language does not matter. */
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).max(400),
  licence: z.string().min(1).max(200),
  source: z.string().min(1).max(1_000),
  notes: z.string().max(2_000),
});

/** The files of one model, of a manifest or a catalogue. */
export function fileList<T extends z.ZodType<{ readonly path: string }>>(file: T) {
  return z
    .array(file)
    .min(1)
    .max(2_000)
    .refine(
      hasDistinct((item: { readonly path: string }) => item.path.toLowerCase()),
      'a file is listed twice',
    )
    .refine(hasNoFileAsFolder, 'a path is both a file and a folder');
}

const model = modelDescription.extend({ files: fileList(modelFile) });

/** A whole list of models, of a manifest or a catalogue. */
export function modelList<T extends z.ZodType<{ readonly name: string }>>(entry: T) {
  return z.strictObject({
    format: z.literal(1),
    models: z
      .array(entry)
      .max(500)
      .refine(
        hasDistinct((item: { readonly name: string }) => item.name.toLowerCase()),
        'a model is listed twice',
      ),
  });
}

const manifest = modelList(model);

function hasDistinct<T>(key: (item: T) => string): (items: readonly T[]) => boolean {
  return (items) => new Set(items.map(key)).size === items.length;
}

function hasNoFileAsFolder(files: readonly { readonly path: string }[]): boolean {
  const paths = new Set(files.map((file) => file.path.toLowerCase()));
  return files.every((file) => {
    const segments = file.path.toLowerCase().split('/');
    return segments.slice(1).every((_, at) => !paths.has(segments.slice(0, at + 1).join('/')));
  });
}

export type ModelManifest = z.infer<typeof manifest>;
export type ModelEntry = ModelManifest['models'][number];
export type ModelFile = ModelEntry['files'][number];
export type ModelKind = ModelEntry['kind'];

/**
 * Parses the text of a manifest.
 * @param from where the text came from, named in the fault
 * Errors: `manifest_broken` with the first thing that is wrong.
 */
export function parseManifest(text: string, from: string): Result<ModelManifest> {
  return parseModelList(manifest, text, from);
}

/** The same for any list of models; `schema` says of which. */
export function parseModelList<T>(schema: z.ZodType<T>, text: string, from: string): Result<T> {
  if (text.length > MANIFEST_MAX_BYTES) return err('manifest_broken', `${from}: too large`);
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return err('manifest_broken', `${from}: not JSON`);
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const where = issue?.path.map(String).join('.') ?? '';
  return err('manifest_broken', `${from}: ${where ? `${where}: ` : ''}${issue?.message ?? 'wrong shape'}`);
}

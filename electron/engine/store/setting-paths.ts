/**
 * The settings as a flat list of paths (`llm.baseUrl`), derived from the schema so that there is no second list to
 * keep right. Owns turning typed text into values; refuses paths the schema does not know.
 */
import type { z } from 'zod';
import { SECRET_MASK } from '../../contract/rpc.ts';
import { settingsSchema } from '../../contract/settings.ts';
import type { Settings } from '../../contract/settings.ts';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';

/** A list is a list of texts; typed, its items stand between commas or as JSON. */
export type SettingValue = string | number | boolean | readonly string[];

export interface SettingPath {
  /** Dotted, for example `history.maxAgeDays`. */
  readonly path: string;
  readonly keys: readonly string[];
  /** Never shown, never logged. */
  readonly secret: boolean;
  /** For people: `true or false`, `one of: fast, balanced, patient`, `a number`, `text`, `texts between commas`. */
  readonly accepts: string;
}

interface Leaf extends SettingPath {
  /** A value is good when one of them takes it: variants of `llm` share some keys. */
  readonly schemas: z.ZodType[];
}

const secretKeys = new Set(['apiKey']);

/** The parts of a zod schema's definition this file reads. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly options?: readonly z.ZodType[];
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, string>>;
}

function unwrap(schema: z.ZodType): Definition {
  const definition = schema.def as unknown as Definition;
  return definition.innerType ? unwrap(definition.innerType) : definition;
}

function collect(schema: z.ZodType, keys: readonly string[], leaves: Map<string, Leaf>): void {
  const definition = unwrap(schema);
  if (definition.options && definition.type === 'union') {
    for (const option of definition.options) collect(option, keys, leaves);
    return;
  }
  if (definition.shape) {
    for (const [key, inner] of Object.entries(definition.shape)) collect(inner, [...keys, key], leaves);
    return;
  }
  const path = keys.join('.');
  const schemas = [...(leaves.get(path)?.schemas ?? []), schema];
  const secret = keys.some((key) => secretKeys.has(key));
  leaves.set(path, { path, keys, secret, accepts: describe(schemas), schemas });
}

function describe(schemas: readonly z.ZodType[]): string {
  const words = new Set<string>();
  const choices: string[] = [];
  for (const definition of schemas.map(unwrap)) {
    if (definition.type === 'array') words.add('texts between commas');
    else if (definition.entries) choices.push(...Object.values(definition.entries));
    else if (definition.type === 'literal')
      choices.push(...(definition.values ?? []).map(String).filter((value) => value !== ''));
    else if (definition.type === 'boolean') words.add('true or false');
    else if (definition.type === 'number') words.add('a number');
    else words.add('text');
  }
  if (choices.length > 0) words.add(`one of: ${choices.join(', ')}`);
  return [...words].join(' or ');
}

const leaves = new Map<string, Leaf>();
collect(settingsSchema, [], leaves);

/** Every path there is, in the order of the schema. */
export const settingPaths: readonly SettingPath[] = [...leaves.values()];

/** Errors: `bad_argument` for a path that does not exist. */
export function findSettingPath(path: string): Result<SettingPath> {
  const leaf = leaves.get(path);
  return leaf ? ok(leaf) : err('bad_argument', `no setting ${JSON.stringify(path.slice(0, 100))}`);
}

/**
 * Turns what was typed into the value of `path`.
 * Errors: `bad_argument` naming what is accepted; the value is never repeated, it may be a secret.
 */
export function parseSettingValue(path: string, given: SettingValue): Result<SettingValue> {
  const leaf = leaves.get(path);
  if (!leaf) return err('bad_argument', `no setting ${JSON.stringify(path.slice(0, 100))}`);
  let reason = `accepts ${leaf.accepts}`;
  for (const schema of leaf.schemas) {
    const parsed = schema.safeParse(typeof given === 'string' ? fromText(given, unwrap(schema).type) : given);
    if (parsed.success) return ok(parsed.data as SettingValue);
    const limit = parsed.error.issues[0];
    if (limit?.code === 'too_big') reason = `at most ${limit.maximum}`;
    if (limit?.code === 'too_small') reason = `at least ${limit.minimum}`;
  }
  return err('bad_argument', `${path}: ${reason}`);
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['on', true],
  ['yes', true],
  ['false', false],
  ['off', false],
  ['no', false],
]);

/** Null where the text is no such value: every schema refuses it, whereas undefined would mean the default. */
function fromText(text: string, type: string): unknown {
  if (type === 'boolean') return truths.get(text.trim().toLowerCase()) ?? null;
  if (type === 'array') return listFromText(text);
  if (type === 'number') return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text.trim()) ? Number(text) : null;
  return text;
}

/** `Parley, "Smart Turn"` is two texts; a JSON list is taken as it is, for texts that hold a comma. */
function listFromText(text: string): unknown {
  if (text.trim().startsWith('[')) {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }
  return text
    .split(',')
    .map((item) => item.trim().replace(/^"(.*)"$/, '$1'))
    .filter((item) => item !== '');
}

/** The text that `parseSettingValue` would turn into `value` again; empty for what is no setting's value. */
export function settingText(value: unknown): string {
  if (Array.isArray(value)) {
    return value.some((item) => /^\s|[,"[]|\s$/.test(String(item)))
      ? JSON.stringify(value)
      : value.join(', ');
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** A copy to be shown: every secret that is set is SECRET_MASK. */
export function maskSecrets(settings: Settings): Settings {
  const copy = structuredClone(settings);
  for (const { keys } of settingPaths.filter(({ secret }) => secret)) {
    let holder: unknown = copy;
    for (const key of keys.slice(0, -1)) holder = Reflect.get(Object(holder), key);
    const last = keys.at(-1)!;
    const value: unknown = Reflect.get(Object(holder), last);
    if (typeof value === 'string' && value !== '') Reflect.set(Object(holder), last, SECRET_MASK);
  }
  return copy;
}

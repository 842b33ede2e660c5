/**
 * The text of a settings file turned into settings, as pure data. Keeps what it does not know (a newer Parley may),
 * replaces single wrong values by their defaults, and tells an unfinished language model from a wrong one.
 */
import { defaultSettings, settingsSchema } from '../../contract/settings.ts';
import type { Settings } from '../../contract/settings.ts';
import { storeTuning } from './tuning.ts';

export type RawSettings = Record<string, unknown>;

export interface ReadSettings {
  readonly settings: Settings;
  /** Everything of the file except wrong values; written back with changes. */
  readonly raw: RawSettings;
  /** Paths whose values were wrong and are not used. */
  readonly wrong: readonly string[];
  /** Paths that are needed before `llm` can be used; until then there is no language model. */
  readonly needed: readonly string[];
}

/** @returns the parsed object, or null when the text is not a JSON object or nested too deep to handle. */
export function parseSettingsText(text: string): RawSettings | null {
  if (text.length > storeTuning.settingsMaxBytes) return null;
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
  return isRecord(raw) && depthIsAllowed(raw) ? raw : null;
}

/** What the values mean, valid or not. */
export function readSettings(given: RawSettings): ReadSettings {
  const raw = structuredClone(given);
  const candidate = structuredClone(given);
  const wrong = new Set<string>();
  const needed = new Set<string>();
  // Each round removes at least one key, so the loop ends.
  for (;;) {
    const parsed = settingsSchema.safeParse(candidate);
    if (parsed.success)
      return { settings: parsed.data, raw, wrong: [...wrong].toReversed(), needed: [...needed].toReversed() };
    // from the end, so that what goes from a list leaves the places of what is before it
    const handled = new Set<string>();
    for (const issue of parsed.error.issues.toReversed()) {
      const path = issue.path.map(String);
      // a value may be wrong in two ways, but a list must not lose two items for it
      if (issue.code !== 'unrecognized_keys' && handled.has(path.join('.'))) continue;
      handled.add(path.join('.'));
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) remove(candidate, [...path, key]);
      } else if (path[0] === 'llm' && path.length > 1 && valueAt(given, path) === undefined) {
        needed.add(path.join('.'));
        remove(candidate, ['llm']);
      } else if (path.length === 0) {
        return { settings: defaultSettings, raw: {}, wrong: [''], needed: [] };
      } else {
        wrong.add(path.join('.'));
        remove(raw, path);
        remove(candidate, path[0] === 'llm' ? ['llm'] : path);
      }
    }
  }
}

export function isRecord(value: unknown): value is RawSettings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function depthIsAllowed(root: RawSettings): boolean {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > storeTuning.settingsMaxDepth) return false;
    level = level
      .flatMap((value) => Object.values(value as object) as unknown[])
      .filter((value) => typeof value === 'object' && value !== null);
  }
  return true;
}

export function valueAt(from: unknown, keys: readonly string[]): unknown {
  let value = from;
  for (const key of keys) {
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** A copy of `raw` with `value` at `keys` (undefined removes); `keys` come from the schema, never from the file. */
export function withValueAt(raw: RawSettings, keys: readonly string[], value: unknown): RawSettings {
  const copy = structuredClone(raw);
  let holder = copy;
  for (const key of keys.slice(0, -1)) {
    const inner = Object.hasOwn(holder, key) ? holder[key] : undefined;
    const next = isRecord(inner) ? inner : {};
    holder[key] = next;
    holder = next;
  }
  const last = keys.at(-1)!;
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

function remove(from: RawSettings, keys: readonly string[]): void {
  const holder = keys.length === 1 ? from : valueAt(from, keys.slice(0, -1));
  const last = keys.at(-1)!;
  if (isRecord(holder)) delete holder[last];
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
}

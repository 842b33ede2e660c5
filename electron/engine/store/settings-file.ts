/**
 * The settings file of the user: read, changed and written. Owns its durability and privacy (mode 0600, secrets never
 * listed); decides nothing about what a setting means. Two processes may change it: each change is made to what the
 * file holds at that moment, so the last write of a key wins and no other key is lost.
 */
import { chmodSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Ms } from '../../contract/audio.ts';
import { SECRET_MASK } from '../../contract/rpc.ts';
import { defaultSettings } from '../../contract/settings.ts';
import type { Settings } from '../../contract/settings.ts';
import { err, faultOf, ok } from '../../contract/errors.ts';
import type { Fault, Result } from '../../contract/errors.ts';
import { brokenName, writeFileAtomically } from './atomic-file.ts';
import { writeFaultCode } from './data-folder.ts';
import { withFileLock } from './file-lock.ts';
import { findSettingPath, parseSettingValue, settingPaths, settingText } from './setting-paths.ts';
import type { SettingPath, SettingValue } from './setting-paths.ts';
import { parseSettingsText, readSettings, valueAt, withValueAt } from './settings-text.ts';
import type { RawSettings, ReadSettings } from './settings-text.ts';
import { storeTuning } from './tuning.ts';

export interface SettingsChange {
  readonly settings: Settings;
  /** Settings still needed before the language model can be used, for example `llm.baseUrl`. */
  readonly needed: readonly string[];
}

export interface ListedSetting extends SettingPath {
  /** As text; a secret is `set` or empty, a setting that does not apply is empty. */
  readonly value: string;
  readonly isDefault: boolean;
}

export interface SettingsFile {
  readonly path: string;
  current(): Settings;
  /** Settings still needed before the language model can be used. */
  needed(): readonly string[];
  /** Problems met so far: `settings_corrupt`, `file_unreadable`. */
  faults(): readonly Fault[];
  /** The value as text, secrets masked. Errors: `bad_argument` for an unknown path. */
  get(path: string): Result<string>;
  list(): readonly ListedSetting[];
  /**
   * Changes one setting; text is turned into the setting's type. Saved when it returns.
   * Errors: `bad_argument`, and with nothing changed `store_readonly`, `store_full`, `store_busy`, `file_unwritable`.
   */
  set(path: string, value: SettingValue): Result<SettingsChange>;
  /** Several at once, all or none. A secret that is given as SECRET_MASK stays as it is. */
  setAll(entries: readonly (readonly [path: string, value: SettingValue])[]): Result<SettingsChange>;
  /** Back to the default. */
  reset(path: string): Result<SettingsChange>;
  /** Several at once, all or none. */
  resetAll(paths: readonly string[]): Result<SettingsChange>;
  /** Reads the file again, for example after another process changed it. */
  reload(): Settings;
  /** Called after each change with the new and the old settings; returns how to stop. */
  onChange(listener: (now: Settings, before: Settings) => void): () => void;
}

export interface SettingsOptions {
  /** Epoch milliseconds, for the name of a file set aside. */
  readonly epochNow?: () => Ms;
}

/** Opens `settings.json` in `folder`; a missing one means defaults and is not created. Never throws. */
export function openSettings(folder: string, options: SettingsOptions = {}): SettingsFile {
  const path = join(folder, 'settings.json');
  const lockPath = `${path}.lock`;
  const epochNow = options.epochNow ?? Date.now;
  const listeners = new Set<(now: Settings, before: Settings) => void>();
  const faults: Fault[] = [];
  let state: ReadSettings = { settings: defaultSettings, raw: {}, wrong: [], needed: [] };

  function note(fault: Fault): void {
    const at = faults.findIndex((known) => known.code === fault.code);
    if (at >= 0) faults.splice(at, 1);
    faults.push(fault);
  }

  /** What the file holds now, without touching it. `damage` says what is wrong with it. */
  function look(): Result<{ readonly read: ReadSettings; readonly damage: string | null }> {
    const found = readText(path);
    if (found.kind === 'unreadable') return err('file_unreadable', path);
    if (found.kind === 'missing') return ok({ read: readSettings({}), damage: null });
    const raw = found.kind === 'text' ? parseSettingsText(found.text) : null;
    if (!raw) return ok({ read: readSettings({}), damage: 'it cannot be read as settings' });
    const read = readSettings(raw);
    return ok({ read, damage: read.wrong.length > 0 ? `wrong: ${read.wrong.join(', ')}` : null });
  }

  /** Under the lock: a damaged file is set aside and what of it is good is kept. */
  function loadAndRepair(): Result<ReadSettings> {
    const looked = look();
    if (!looked.ok) return looked;
    const { read, damage } = looked.value;
    if (damage === null) return ok(read);
    setAside(damage);
    const good = readSettings(read.raw);
    if (Object.keys(good.raw).length > 0) save(good.raw);
    return ok(good);
  }

  function load(): ReadSettings {
    const looked = look();
    if (!looked.ok) {
      note(looked.fault);
      return state;
    }
    if (looked.value.damage === null) return looked.value.read;
    const repaired = withFileLock(lockPath, loadAndRepair);
    if (repaired.ok && repaired.value.ok) return repaired.value.value;
    note(faultOf('settings_corrupt', looked.value.damage));
    return readSettings(looked.value.read.raw);
  }

  function setAside(reason: string): void {
    const aside = brokenName(path, epochNow());
    try {
      renameSync(path, aside);
      note(faultOf('settings_corrupt', `${reason}; kept as ${aside}`));
    } catch {
      note(faultOf('settings_corrupt', reason));
    }
  }

  function save(raw: RawSettings): Result<void> {
    try {
      writeFileAtomically(path, `${JSON.stringify(raw, null, 2)}\n`);
      return ok(undefined);
    } catch (thrown) {
      return err(writeFaultCode(thrown), path);
    }
  }

  function become(next: ReadSettings): void {
    const before = state.settings;
    state = next;
    if (JSON.stringify(before) === JSON.stringify(next.settings)) return;
    for (const listener of [...listeners]) listener(next.settings, before);
  }

  function change(apply: (raw: RawSettings) => RawSettings): Result<SettingsChange> {
    const locked = withFileLock(lockPath, (): Result<ReadSettings> => {
      const held = loadAndRepair();
      if (!held.ok) return held;
      const next = readSettings(apply(held.value.raw));
      if (next.wrong.length > 0) return err('bad_argument', next.wrong.join(', '));
      const saved = save(next.raw);
      return saved.ok ? ok(next) : saved;
    });
    const changed = locked.ok ? locked.value : locked;
    if (!changed.ok) return changed;
    become(changed.value);
    return ok({ settings: state.settings, needed: state.needed });
  }

  const shown = (setting: SettingPath): string => {
    const value = valueAt(state.settings, setting.keys) ?? valueAt(state.raw, setting.keys);
    const text = settingText(value);
    return setting.secret ? (text === '' ? '' : 'set') : text;
  };

  state = load();
  makePrivate(path);

  return {
    path,
    current: () => state.settings,
    needed: () => state.needed,
    faults: () => [...faults],
    get(name) {
      const found = findSettingPath(name);
      return found.ok ? ok(shown(found.value)) : found;
    },
    list: () =>
      settingPaths.map(({ path: name, keys, secret, accepts }) => ({
        path: name,
        keys,
        secret,
        accepts,
        value: shown({ path: name, keys, secret, accepts }),
        isDefault: isDeepStrictEqual(valueAt(state.settings, keys), valueAt(defaultSettings, keys)),
      })),
    set: (name, value) => setAll([[name, value]]),
    setAll,
    reset: (name) => resetAll([name]),
    resetAll,
    reload() {
      become(load());
      return state.settings;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };

  function setAll(entries: readonly (readonly [string, SettingValue])[]): Result<SettingsChange> {
    const parsed: { keys: readonly string[]; value: SettingValue }[] = [];
    for (const [name, given] of entries) {
      const found = findSettingPath(name);
      if (!found.ok) return found;
      const value = parseSettingValue(name, given);
      if (!value.ok) return value;
      if (found.value.secret && value.value === SECRET_MASK) continue;
      parsed.push({ keys: found.value.keys, value: value.value });
    }
    return change((raw) => parsed.reduce((now, { keys, value }) => withValueAt(now, keys, value), raw));
  }

  function resetAll(paths: readonly string[]): Result<SettingsChange> {
    const all: (readonly string[])[] = [];
    for (const name of paths) {
      const found = findSettingPath(name);
      if (!found.ok) return found;
      all.push(found.value.keys);
    }
    return change((raw) => all.reduce((now, keys) => withValueAt(now, keys, undefined), raw));
  }
}

type FoundText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  /** A folder, a pipe, or far too large. */
  | { readonly kind: 'not-settings' }
  /** No permission, input error. */
  | { readonly kind: 'unreadable' };

function readText(path: string): FoundText {
  try {
    const found = statSync(path);
    if (!found.isFile() || found.size > storeTuning.settingsMaxBytes) return { kind: 'not-settings' };
    return { kind: 'text', text: readFileSync(path, 'utf8') };
  } catch (thrown) {
    return { kind: (thrown as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable' };
  }
}

/** A file made by hand may be readable by others; it can hold a key. */
function makePrivate(path: string): void {
  try {
    if ((statSync(path).mode & 0o077) !== 0 && process.platform !== 'win32') chmodSync(path, 0o600);
  } catch {
    // Missing, or not ours to change.
  }
}

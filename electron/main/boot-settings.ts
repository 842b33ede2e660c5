/**
 * The settings that are needed before the voice process can be asked: host, theme, how to start. Reads the user's file
 * and never writes it; the voice process owns it, repairs it and tells about damage.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSettings } from '../contract/settings.ts';
import type { Settings } from '../contract/settings.ts';
import { parseSettingsText, readSettings } from '../engine/store/settings-text.ts';

/** Larger is no settings file; the store's limit. */
const MAXIMUM_BYTES = 1024 * 1024;

/** Whatever is wrong with the file, what is good of it counts and the rest is the default. Never throws. */
export function readBootSettings(dataFolder: string): Settings {
  const path = join(dataFolder, 'settings.json');
  try {
    const found = statSync(path);
    if (!found.isFile() || found.size > MAXIMUM_BYTES) return defaultSettings;
    const raw = parseSettingsText(readFileSync(path, 'utf8'));
    return raw ? readSettings(raw).settings : defaultSettings;
  } catch {
    return defaultSettings;
  }
}

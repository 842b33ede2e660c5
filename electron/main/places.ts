/** Where the app's own files and the user's are. Everything on disk that Parley's window needs is found here. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ok } from '../contract/errors.ts';
import type { Result } from '../contract/errors.ts';
import { homeDataFolder, resolveDataFolder } from '../engine/store/data-folder.ts';

export interface UserPlaces {
  /** Where the data would be had it never been moved. */
  readonly home: string;
  /** Where it is. */
  readonly dataFolder: string;
  /** Chromium's own files; they stay where they are when the data is moved. */
  readonly chromiumFolder: string;
}

/** Errors: `bad_argument` when no home is known. */
export function findUserPlaces(): Result<UserPlaces> {
  const asked = { platform: process.platform, env: process.env, home: homedir() };
  const home = homeDataFolder(asked);
  if (!home.ok) return home;
  const dataFolder = resolveDataFolder(asked);
  if (!dataFolder.ok) return dataFolder;
  return ok({ home: home.value, dataFolder: dataFolder.value, chromiumFolder: join(home.value, 'desktop') });
}

/** The folder that holds out/, in the tree and in a package alike. */
const appFolder = fileURLToPath(new URL('../..', import.meta.url));

export const rendererFolder = join(appFolder, 'out', 'renderer');

/** @param packagedResources `process.resourcesPath` of a packaged app, else null */
export function findResources(packagedResources: string | null): { path: string; icon: string | null } {
  const packaged = packagedResources === null ? null : join(packagedResources, 'resources');
  const path = packaged !== null && existsSync(packaged) ? packaged : join(appFolder, 'resources');
  const icon = join(path, 'icons', 'icon.png');
  return { path, icon: existsSync(icon) ? icon : null };
}

/** Parley's version. Not Electron's `app.getVersion()`, which tells the launcher's where one is used. */
export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

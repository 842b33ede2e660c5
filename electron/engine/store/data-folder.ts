/**
 * The folder of the user's data: where it is on each platform, made private, and whether it can be written. Owns no
 * file in it.
 */
import { closeSync, mkdirSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { isAbsolute, join, resolve, win32 } from 'node:path';
import { err, faultOf, ok } from '../../contract/errors.ts';
import type { Fault, FaultCode, Result } from '../../contract/errors.ts';
import { hasMovedNote, readMovedTo } from './moved-folder.ts';

export interface DataFolderPlace {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home; empty when unknown. */
  readonly home: string;
}

export interface DataFolderLocation {
  readonly path: string;
  /** `data_folder_lost`: the data was moved to a folder that is not there now, so `path` is where it was before. */
  readonly fault: Fault | null;
}

/**
 * Where the data is: `homeDataFolder`, or where the user moved it from there. PARLEY_DATA is taken as it is. A folder
 * that is gone is not made anew: on a drive that is merely unplugged, an empty history would hide the real one.
 * Errors: `bad_argument` when neither a folder nor a home is known.
 */
export function locateDataFolder(place: DataFolderPlace): Result<DataFolderLocation> {
  const home = homeDataFolder(place);
  if (!home.ok) return home;
  if (place.env['PARLEY_DATA'] || !hasMovedNote(home.value)) return ok({ path: home.value, fault: null });
  const moved = readMovedTo(home.value);
  if (moved !== null && isFolder(moved)) return ok({ path: moved, fault: null });
  return ok({ path: home.value, fault: faultOf('data_folder_lost', moved ?? home.value) });
}

/** The path of `locateDataFolder`. */
export function resolveDataFolder(place: DataFolderPlace): Result<string> {
  const located = locateDataFolder(place);
  return located.ok ? ok(located.value.path) : located;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/**
 * PARLEY_DATA if set; otherwise %APPDATA%\parley, ~/Library/Application Support/parley, or
 * $XDG_DATA_HOME/parley, by default ~/.local/share/parley (XDG base directories: a relative value is ignored).
 * Errors: `bad_argument` when neither a folder nor a home is known.
 */
export function homeDataFolder(place: DataFolderPlace): Result<string> {
  const { platform, env, home } = place;
  if (env['PARLEY_DATA']) return ok(resolve(env['PARLEY_DATA']));
  if (platform === 'win32') {
    const roaming = env['APPDATA'] || (home && win32.join(home, 'AppData', 'Roaming'));
    return roaming ? ok(win32.join(roaming, 'parley')) : noHome();
  }
  if (platform === 'darwin') {
    return home ? ok(join(home, 'Library', 'Application Support', 'parley')) : noHome();
  }
  const xdg = env['XDG_DATA_HOME'];
  if (xdg && isAbsolute(xdg)) return ok(join(xdg, 'parley'));
  return home ? ok(join(home, '.local', 'share', 'parley')) : noHome();
}

function noHome(): Result<string> {
  return err('bad_argument', 'no home folder; set PARLEY_DATA');
}

export interface DataFolder {
  readonly path: string;
  readonly writable: boolean;
  /** Why it cannot be written: `store_readonly`, `store_full`, `file_unwritable` (something else has its name). */
  readonly fault: Fault | null;
}

/** Makes the folder (0700, parents included) if needed and tries a write in it. Never throws. */
export function openDataFolder(path: string): DataFolder {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (!statSync(path).isDirectory()) return unwritable(path, 'file_unwritable');
    const probe = join(path, `.probe-${process.pid}`);
    const file = openSync(probe, 'w', 0o600);
    try {
      writeSync(file, new Uint8Array(4096));
    } finally {
      closeSync(file);
      rmSync(probe, { force: true });
    }
    return { path, writable: true, fault: null };
  } catch (thrown) {
    return unwritable(path, writeFaultCode(thrown));
  }
}

function unwritable(path: string, code: FaultCode): DataFolder {
  return { path, writable: false, fault: faultOf(code, path) };
}

/** The fault code for an error of a file system call that wrote. */
export function writeFaultCode(thrown: unknown): FaultCode {
  switch ((thrown as NodeJS.ErrnoException | null)?.code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'store_full';
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return 'store_readonly';
    default:
      return 'file_unwritable';
  }
}

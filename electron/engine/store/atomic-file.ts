/** Replaces a file whole or not at all, durable when it returns; and sets a damaged one aside. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Ms } from '../../contract/audio.ts';

/**
 * Temporary file, fsync, rename, fsync of the folder. A link is followed, so that it stays a link. Mode 0600.
 * Throws what the file system throws; the old content is then untouched and no temporary file is left.
 */
export function writeFileAtomically(path: string, content: string | Uint8Array): void {
  const target = existsSync(path) ? realpathSync(path) : path;
  const temporary = `${target}.new-${process.pid}`;
  try {
    const file = openSync(temporary, 'w', 0o600);
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw thrown;
  }
  syncFolder(dirname(target));
}

/** Makes a rename durable. Windows cannot open folders and needs no such call. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** `history.db` becomes `history.broken-20251121T101500123Z.db`, or with a number after it if that is taken. */
export function brokenName(path: string, atEpochMs: Ms): string {
  const ending = extname(path);
  const stem = join(dirname(path), basename(path, ending));
  const time = new Date(atEpochMs).toISOString().replace(/[-:.]/g, '');
  for (let number = 1; ; number++) {
    const name = `${stem}.broken-${time}${number === 1 ? '' : `-${number}`}${ending}`;
    if (!existsSync(name)) return name;
  }
}

/**
 * The note that stays behind when the user moves the data elsewhere: one absolute path in the file `moved-to` of the
 * folder the data would otherwise be in. Owns that file; moves nothing.
 */
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { writeFileAtomically } from './atomic-file.ts';

const NAME = 'moved-to';
/** The longest path any system here takes, and a line break. */
const MAXIMUM_BYTES = 4_098;

/** Whether there is a note, readable or not. */
export function hasMovedNote(folder: string): boolean {
  return existsSync(join(folder, NAME));
}

/** @returns where the data is now; null when there is no note, or none that names a place. Never throws. */
export function readMovedTo(folder: string): string | null {
  const path = join(folder, NAME);
  try {
    const found = statSync(path);
    if (!found.isFile() || found.size > MAXIMUM_BYTES) return null;
    const place = readFileSync(path, 'utf8').trim();
    return isAbsolute(place) && !/[\0\r\n]/.test(place) ? place : null;
  } catch {
    return null;
  }
}

/** @param place absolute; null takes the note away. Throws what the file system throws. */
export function writeMovedTo(folder: string, place: string | null): void {
  if (place === null) rmSync(join(folder, NAME), { force: true });
  else writeFileAtomically(join(folder, NAME), `${place}\n`);
}

/**
 * Moves the user's data to another folder: copies, compares, leaves the note that says where it is, and only then
 * removes the old files. Whatever fails before the note is written leaves everything as it was. The voice process must
 * not be running.
 */
import { cp, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { err, ok } from '../contract/errors.ts';
import type { Result } from '../contract/errors.ts';
import { writeFaultCode } from '../engine/store/data-folder.ts';
import { writeMovedTo } from '../engine/store/moved-folder.ts';

/** What stays: Chromium's own files, which are in use, and the note. */
const STAYS: ReadonlySet<string> = new Set(['desktop', 'moved-to']);

export interface DataMove {
  /** Where the data is. */
  readonly from: string;
  /** The folder the user chose. */
  readonly chosen: string;
  /** Where the data would be had it never been moved; the note is kept there. */
  readonly home: string;
}

const isInside = (outer: string, inner: string) => inner === outer || inner.startsWith(outer + sep);

async function entriesOf(folder: string): Promise<readonly string[] | null> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
}

/** The chosen folder itself when it is empty or was the home of the data, else `parley` inside it. */
async function placeIn(chosen: string, home: string): Promise<string> {
  if (chosen === home) return chosen;
  const entries = await entriesOf(chosen);
  return entries === null || entries.length === 0 ? chosen : join(chosen, 'parley');
}

/** Path below the folder -> bytes, for files. */
async function sizesIn(folder: string, skip: ReadonlySet<string>): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name));
    if (!entry.isFile() || skip.has(path.split(sep)[0] ?? '')) continue;
    sizes.set(path, (await stat(join(folder, path))).size);
  }
  return sizes;
}

async function copyAll(from: string, to: string): Promise<boolean> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const skip = (path: string) => STAYS.has(relative(from, path).split(sep)[0] ?? '');
  await cp(from, to, {
    recursive: true,
    preserveTimestamps: true,
    verbatimSymlinks: true,
    errorOnExist: true,
    force: false,
    filter: (path) => !skip(path),
  });
  const [before, after] = [await sizesIn(from, STAYS), await sizesIn(to, STAYS)];
  return [...before].every(([path, size]) => after.get(path) === size);
}

async function removeCopied(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!STAYS.has(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/**
 * @returns the new folder
 * Errors: `bad_argument` (inside the old one, or not empty), `store_full`, `store_readonly`, `file_unwritable`
 */
export async function moveData({ from, chosen, home }: DataMove): Promise<Result<string>> {
  const old = resolve(from);
  const target = await placeIn(resolve(chosen), resolve(home)).catch(() => null);
  if (target === null) return err('file_unreadable', chosen);
  if (target === old) return ok(old);
  if (isInside(old, target) || isInside(target, old)) return err('bad_argument', target);
  let begun = false;
  try {
    const taken = (await entriesOf(target))?.filter((name) => !STAYS.has(name)) ?? [];
    if (taken.length > 0) return err('bad_argument', target);
    begun = true;
    if (!(await copyAll(old, target))) throw new Error('the copy is not complete');
    await mkdir(home, { recursive: true, mode: 0o700 });
    writeMovedTo(home, target === resolve(home) ? null : target);
  } catch (thrown) {
    if (begun) await removeCopied(target).catch(() => {});
    return err(writeFaultCode(thrown), target);
  }
  // it is moved whatever happens now; what cannot be removed stays behind
  await removeCopied(old).catch(() => {});
  return ok(target);
}

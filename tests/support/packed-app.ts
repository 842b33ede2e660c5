/** The packed app, made anew when what it is made of has changed, and ways to look into it. */
import { execFile } from 'node:child_process';
import { closeSync, openSync, readSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

export interface PackedApp {
  readonly folder: string;
  readonly executable: string;
  /** Path of the .deb. */
  readonly deb: string;
}

/** Runs `npm run package` if needed: a minute or two. */
export async function ensurePackedApp(): Promise<PackedApp> {
  await run(process.execPath, [join(root, 'build/package/package.mjs'), '--if-needed'], { cwd: root });
  const packages = join(root, '.cache/package');
  const deb = readdirSync(packages).find((name) => name.endsWith('.deb'));
  if (!deb) throw new Error('packaging made no .deb');
  const folder = join(packages, 'linux-unpacked');
  return { folder, executable: join(folder, 'parley'), deb: join(packages, deb) };
}

interface AsarFolder {
  readonly files: Readonly<
    Record<string, AsarFolder | { readonly size?: number; readonly unpacked?: boolean }>
  >;
}

/**
 * Paths of all files in an archive, with a leading `/`. The format: four little-endian 32-bit numbers, the last the
 * length of a JSON header, which follows.
 */
export function asarFiles(path: string): string[] {
  const file = openSync(path, 'r');
  try {
    const sizes = Buffer.alloc(16);
    readSync(file, sizes, 0, 16, 0);
    const header = Buffer.alloc(sizes.readUInt32LE(12));
    readSync(file, header, 0, header.length, 16);
    const walk = (folder: AsarFolder, at: string): string[] =>
      Object.entries(folder.files).flatMap(([name, entry]) =>
        'files' in entry ? walk(entry, `${at}/${name}`) : [`${at}/${name}`],
      );
    return walk(JSON.parse(header.toString('utf8')) as AsarFolder, '');
  } finally {
    closeSync(file);
  }
}

/** Paths below a folder, with a leading `/`. */
export function folderFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length));
}

/** `key=value` lines of a .desktop file's first group. */
export function desktopEntry(text: string): Record<string, string> {
  const group = text.split(/^\[/m)[1] ?? '';
  return Object.fromEntries(
    [...group.matchAll(/^(\w+)=(.*)$/gm)].map(([, key = '', value = '']) => [key, value]),
  );
}

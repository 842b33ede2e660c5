/**
 * Which file an `app://parley/` address names, if any. Owns containment: whatever the address says, only regular
 * files whose real place is inside the folder and whose kind is known are read.
 */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { isAppAddress } from './app-address.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
};

export interface AppFile {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly isPage: boolean;
}

/** Letters, digits and `-_.~+@,` with no dot in front: what a build names its files, and nothing a file system bends. */
const SEGMENT = /^[A-Za-z0-9_~+@,-][A-Za-z0-9._~+@,-]*$/;

/**
 * The path below the folder, in segments; null when the address is not ours or its path is anything but plain. An
 * address is not decoded: a name that needs escaping is none of ours.
 */
export function appFileSegments(url: string): readonly string[] | null {
  if (!isAppAddress(url)) return null;
  const { pathname } = new URL(url);
  if (pathname === '/' || pathname === '') return ['index.html'];
  const segments = pathname.slice(1).split('/');
  return segments.every((segment) => SEGMENT.test(segment)) ? segments : null;
}

/**
 * Read at once: each of these steps takes microseconds, and a wait between them as long as the main process is busy,
 * which it is when the first window is made.
 *
 * @param folder the built renderer
 * @returns null when there is no such file, or none that may be read
 */
export function readAppFile(folder: string, url: string): AppFile | null {
  const segments = appFileSegments(url);
  const contentType = types[extname(segments?.at(-1) ?? '')];
  if (!segments || !contentType) return null;
  try {
    const root = realpathSync.native(folder);
    const path = realpathSync.native(join(root, ...segments));
    if (!path.startsWith(root + sep) || !statSync(path).isFile()) return null;
    return { bytes: readFileSync(path), contentType, isPage: contentType.startsWith('text/html') };
  } catch {
    return null;
  }
}

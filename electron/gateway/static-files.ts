/**
 * The renderer's files for a browser. The folder is read once and only what was found then is served, by its exact
 * name: no path of a request ever reaches the file system. Links in the folder are not followed.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { err, faultFrom, ok } from '../contract/errors.ts';
import type { Result } from '../contract/errors.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

export interface StaticFile {
  /** As in a request: begins with `/`. */
  readonly path: string;
  readonly contentType: string;
  /** Its name changes with its content. */
  readonly hashed: boolean;
  read(): Uint8Array;
}

export interface StaticFiles {
  /** The page, with a place for the nonce in its head. */
  readonly page: string;
  readonly files: readonly StaticFile[];
}

/** @param below relative folder, '' or ending in `/` */
function filesBelow(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below + entry.name;
    if (entry.isDirectory()) return filesBelow(folder, `${path}/`);
    return entry.isFile() ? [path] : [];
  });
}

/** Errors: `file_missing` when the folder holds no index.html: the renderer was not built. */
export function loadStaticFiles(folder: string): Result<StaticFiles> {
  try {
    const paths = filesBelow(folder);
    if (!paths.includes('index.html')) return err('file_missing', join(folder, 'index.html'));
    const files = paths.flatMap((path): StaticFile[] => {
      const contentType = contentTypes[extname(path)];
      if (contentType === undefined || path === 'index.html') return [];
      const hashed = path.startsWith('assets/');
      return [{ path: `/${path}`, contentType, hashed, read: () => readFileSync(join(folder, path)) }];
    });
    return ok({ page: readFileSync(join(folder, 'index.html'), 'utf8'), files });
  } catch (thrown) {
    return { ok: false, fault: faultFrom(thrown, 'file_missing') };
  }
}

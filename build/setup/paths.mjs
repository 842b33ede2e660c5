/** Where set-up finds and keeps things. Owns no I/O. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
/** What set-up fetches or remembers; git ignores it and deleting it is safe. */
export const cacheFolder = join(root, '.cache');
export const modulesFolder = join(root, 'node_modules');
export const outFolder = join(root, 'out');

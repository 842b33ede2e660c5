/**
 * Is this file what the manifest says? Streams SHA-256 without parsing a byte of it. Owns the memory of what was
 * already checked in this process; a file whose size, times or inode changed is read again.
 */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { ModelFile } from './manifest.ts';

/** `outside`: a link leads out of the models folder. `unreadable`: not a regular file, or no permission. */
export type FileState = 'good' | 'missing' | 'wrong-size' | 'wrong-hash' | 'outside' | 'unreadable';

export interface FileVerifier {
  /**
   * @param realRoot the models folder with links resolved: nothing outside it is opened
   * @param modelFolder the model's folder inside it
   */
  check(realRoot: string, modelFolder: string, file: ModelFile): Promise<FileState>;
}

/** Read size: large enough for full hashing speed, small enough that the loop turns every 2 ms or so. */
const CHUNK_BYTES = 1024 * 1024;

/** A pipe put in place of a file must not block the open. */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

export function createFileVerifier(): FileVerifier {
  const known = new Map<string, { readonly stamp: string; readonly state: FileState }>();

  return {
    async check(realRoot, modelFolder, file) {
      let path: string;
      try {
        path = await realpath(join(modelFolder, ...file.path.split('/')));
      } catch (thrown) {
        return stateOf(thrown);
      }
      if (!path.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep)) return 'outside';
      let handle: FileHandle;
      try {
        handle = await open(path, openFlags);
      } catch (thrown) {
        return stateOf(thrown);
      }
      try {
        const before = await stampOf(handle);
        if (!before.isFile) return 'unreadable';
        if (before.size !== BigInt(file.size)) return 'wrong-size';
        const key = `${path}\0${file.sha256}`;
        const earlier = known.get(key);
        if (earlier?.stamp === before.text) return earlier.state;
        const state: FileState = (await sha256Of(handle)) === file.sha256 ? 'good' : 'wrong-hash';
        if ((await stampOf(handle)).text === before.text) known.set(key, { stamp: before.text, state });
        return state;
      } catch {
        return 'unreadable';
      } finally {
        await handle.close();
      }
    },
  };
}

function stateOf(thrown: unknown): FileState {
  const code = (thrown as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
}

async function stampOf(handle: FileHandle): Promise<{ isFile: boolean; size: bigint; text: string }> {
  const stat = await handle.stat({ bigint: true });
  return {
    isFile: stat.isFile(),
    size: stat.size,
    text: [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' '),
  };
}

async function sha256Of(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, null);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(chunk.subarray(0, bytesRead));
  }
}

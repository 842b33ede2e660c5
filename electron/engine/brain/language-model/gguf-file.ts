/** Looks at a GGUF file before anything parses it: that it is there, is one, and is the one that is meant. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { err, ok } from '../../../contract/errors.ts';
import type { Result } from '../../../contract/errors.ts';

/** Files that were hashed, by path, with what would change if they did. */
const verified = new Map<string, string>();

/** The header alone has 24 bytes: magic, version, and the numbers of tensors and of metadata. */
const HEADER_BYTES = 24;
const CHUNK_BYTES = 1024 * 1024;

/**
 * @param sha256 lower-case hex; hashing 1 GB takes a few seconds, once per file
 * Errors: `llm_file`, with what is wrong. Null when cancelled.
 */
export async function checkGgufFile(
  path: string,
  sha256: string | undefined,
  signal: AbortSignal,
): Promise<Result<true> | null> {
  let file;
  try {
    file = await open(path, 'r');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    return err('llm_file', code === 'ENOENT' ? `${path} does not exist` : `${path} cannot be read, ${code}`);
  }
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return err('llm_file', `${path} is not a file`);
    const header = Buffer.alloc(HEADER_BYTES);
    const { bytesRead } = await file.read(header, 0, HEADER_BYTES, 0);
    if (bytesRead < HEADER_BYTES) return err('llm_file', `${path} is too short`);
    if (header.toString('latin1', 0, 4) !== 'GGUF') return err('llm_file', `${path} is not a GGUF file`);
    const version = header.readUInt32LE(4);
    if (version < 2 || version > 3) return err('llm_file', `${path} has the unknown GGUF version ${version}`);
    if (sha256 === undefined) return ok(true);
    const state = `${sha256} ${stat.size} ${stat.mtimeMs} ${stat.ino}`;
    if (verified.get(path) === state) return ok(true);
    const hash = createHash('sha256');
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let at = 0; ;) {
      const part = await file.read(chunk, 0, CHUNK_BYTES, at);
      if (signal.aborted) return null;
      if (part.bytesRead === 0) break;
      hash.update(chunk.subarray(0, part.bytesRead));
      at += part.bytesRead;
    }
    if (hash.digest('hex') !== sha256) return err('llm_file', `${path} is damaged: its SHA-256 differs`);
    verified.set(path, state);
    return ok(true);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    return err('llm_file', `${path} cannot be read, ${code}`);
  } finally {
    await file.close();
  }
}

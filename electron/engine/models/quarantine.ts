/**
 * Puts a bad file of the user's own models folder aside so that no later start meets it. Refuses to touch anything
 * else: files of the repository or of the installed app stay where they are and are merely not used.
 */
import { mkdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';

/**
 * Moves `path` into `folder` under a name that says where it came from.
 * @returns the new path, or null when it could not be moved (the file is then refused in place)
 */
export async function quarantineFile(path: string, folder: string, model: string): Promise<string | null> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const target = join(folder, `${model}--${basename(path)}.${process.pid}-${process.hrtime.bigint()}`);
    await rename(path, target);
    return target;
  } catch {
    return null;
  }
}

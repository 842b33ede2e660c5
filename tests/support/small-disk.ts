/** Disks that are small or cannot be written, for tests of bad luck. Linux as root; elsewhere such tests are skipped. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly folder: string;
  setWritable(writable: boolean): void;
  unmount(): void;
}

/** Mounts an empty disk of `kilobytes` in memory; null where that is not allowed. */
export function mountSmallDisk(kilobytes: number): SmallDisk | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'parley-disk-'));
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { stdio: 'ignore', timeout: 10_000 });
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=0700`, 'tmpfs', folder);
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return null;
  }
  return {
    folder,
    setWritable: (writable) => run('mount', '-o', `remount,${writable ? 'rw' : 'ro'}`, folder),
    unmount() {
      run('umount', '-l', folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether `mountSmallDisk` works here, asked once so that tests can be skipped by name. */
export function canMountDisks(): boolean {
  const disk = mountSmallDisk(64);
  disk?.unmount();
  return disk !== null;
}

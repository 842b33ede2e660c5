/**
 * A lock between processes, as a file that exists while it is held. For work of milliseconds only: waiting blocks the
 * thread. A lock left by a process that died is broken, at once if that process can be asked for, else by age.
 * Reads no clock: ages are differences between times the file system itself gave.
 */
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import { writeFaultCode } from './data-folder.ts';
import { storeTuning } from './tuning.ts';

let uses = 0;
const pause = new Int32Array(new SharedArrayBuffer(4));

/**
 * Runs `work` while this process alone holds `path`.
 * Errors: `store_busy` if another process does not let go, `store_readonly`, `store_full`, `file_unwritable` if the
 * lock cannot be made. What `work` throws passes through after the lock is released.
 */
export function withFileLock<T>(path: string, work: () => T): Result<T> {
  const token = `${hostname()} ${process.pid} ${++uses}`;
  for (let left: number = storeTuning.lockTries; left > 0; left--) {
    try {
      createWith(path, token);
    } catch (thrown) {
      const code = (thrown as NodeJS.ErrnoException).code;
      if (code !== 'EEXIST' && !(code === 'EPERM' && process.platform === 'win32')) {
        return err(writeFaultCode(thrown), path);
      }
      breakIfStale(path, token);
      Atomics.wait(pause, 0, 0, storeTuning.lockPauseMs);
      continue;
    }
    try {
      return ok(work());
    } finally {
      if (read(path) === token) rmSync(path, { force: true });
    }
  }
  return err('store_busy', path);
}

/** Creates the file with its content; throws EEXIST if it is there. */
function createWith(path: string, token: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, token);
  } catch (thrown) {
    rmSync(path, { force: true });
    throw thrown;
  } finally {
    closeSync(file);
  }
}

/**
 * Only the holder of a second lock may remove a stale first one, and only after reading it again: otherwise two
 * waiting processes could remove each other's fresh locks.
 */
function breakIfStale(path: string, token: string): void {
  const seen = read(path);
  if (seen === null || !isStale(path, seen)) return;
  const breaker = `${path}.break`;
  try {
    createWith(breaker, token);
  } catch {
    if (ageMs(breaker) > storeTuning.lockStaleMs) rmSync(breaker, { force: true });
    return;
  }
  try {
    if (read(path) === seen) rmSync(path, { force: true });
  } finally {
    rmSync(breaker, { force: true });
  }
}

function isStale(path: string, token: string): boolean {
  const [host, pid] = token.split(' ');
  if (host === hostname() && pid && /^\d+$/.test(pid) && !isAlive(Number(pid))) return true;
  return ageMs(path) > storeTuning.lockStaleMs;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Age by the file system's own clock: the difference to a file made now beside it. 0 when it cannot be told. */
function ageMs(path: string): number {
  const probe = `${path}.now-${process.pid}`;
  try {
    closeSync(openSync(probe, 'w', 0o600));
    return statSync(probe).mtimeMs - statSync(path).mtimeMs;
  } catch {
    return 0;
  } finally {
    rmSync(probe, { force: true });
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

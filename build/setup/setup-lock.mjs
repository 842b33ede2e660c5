/**
 * Lets one set-up work at a time in this folder. The lock is a file with the holder's process id; the holder renews
 * it, and a lock whose holder is gone or silent is taken over.
 */
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const RENEW_EVERY_MS = 5_000;
const SILENT_AFTER_MS = 60_000;
const RETRY_EVERY_MS = 250;

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return /** @type {NodeJS.ErrnoException} */ (thrown).code === 'EPERM';
  }
}

/**
 * @param {string} file
 * @returns {number | null} the holder's process id, 0 if unreadable, null if the lock is free or abandoned
 */
export function lockHolder(file) {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    const silentMs = Date.now() - statSync(file).mtimeMs;
    if (silentMs > SILENT_AFTER_MS) return null;
    if (!Number.isInteger(pid)) return 0;
    return isAlive(pid) ? pid : null;
  } catch {
    return null;
  }
}

/** @param {string} file */
function tryTake(file) {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (thrown) {
    if (/** @type {NodeJS.ErrnoException} */ (thrown).code === 'EEXIST') return false;
    throw thrown;
  }
}

/**
 * Runs `work` while holding the lock; waits as long as another living process holds it.
 * @template T
 * @param {string} file
 * @param {(holder: number) => void} onWait called once if another process holds the lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withSetupLock(file, onWait, work) {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!tryTake(file)) {
    const holder = lockHolder(file);
    if (holder === null) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) onWait(holder);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS));
  }
  const renew = setInterval(() => utimesSync(file, new Date(), new Date()), RENEW_EVERY_MS);
  renew.unref();
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(renew);
    process.removeListener('exit', release);
    release();
  }
}

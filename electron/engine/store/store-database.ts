/**
 * history.db while Parley runs: one handle that heals. Owns opening, setting a damaged file aside, noticing that
 * another process did so, and turning SQLite's errors into faults. Knows no tables.
 */
import { existsSync, renameSync, statSync } from 'node:fs';
import { err, faultOf, ok } from '../../contract/errors.ts';
import type { Fault, Result } from '../../contract/errors.ts';
import type { Sqlite, SqliteDatabase } from '../native/sqlite.ts';
import type { Clock } from '../runtime/clock.ts';
import { brokenName } from './atomic-file.ts';
import { closeDatabase, openDatabaseFile, openDatabaseReadOnly } from './database-file.ts';
import { withFileLock } from './file-lock.ts';
import { sqliteFaultCode } from './sqlite-fault.ts';

export interface StoreDatabase {
  readonly path: string;
  /** Runs `work` on the file. Errors: why it cannot be read. Never throws for a failing file. */
  read<T>(work: (db: SqliteDatabase) => T): Result<T>;
  /** Runs `work` as one transaction, durable when this returns ok; undone otherwise. */
  write<T>(work: (db: SqliteDatabase) => T): Result<T>;
  /** Runs `work` outside a transaction (checkpoint, vacuum). */
  maintain(work: (db: SqliteDatabase) => void): Result<void>;
  close(): void;
}

export interface StoreDatabaseOptions {
  readonly sqlite: Sqlite;
  readonly path: string;
  readonly clock: Clock;
  /** A damaged file was set aside, at the start or later. */
  readonly onSetAside: (fault: Fault) => void;
}

type State =
  | { readonly kind: 'open'; readonly db: SqliteDatabase; readonly inode: bigint | null }
  | { readonly kind: 'read-only'; readonly db: SqliteDatabase; readonly fault: Fault }
  | { readonly kind: 'failed'; readonly fault: Fault }
  | { readonly kind: 'closed' };

/** Opens the file or what can be had of it; only `store_newer` is an error, all else is tried again on use. */
export function openStoreDatabase(options: StoreDatabaseOptions): Result<StoreDatabase> {
  const { sqlite, path, clock } = options;
  let state: State = { kind: 'failed', fault: faultOf('store_failed', path) };

  function release(): void {
    if (state.kind === 'open' || state.kind === 'read-only') closeDatabase(state.db);
  }

  function reopen(mayHeal = true): void {
    release();
    const opened = openDatabaseFile(sqlite, path);
    if (opened.ok) {
      state = { kind: 'open', db: opened.value, inode: inodeOf(path) };
      return;
    }
    const { fault } = opened;
    state = { kind: 'failed', fault };
    if (fault.code === 'store_corrupt' && mayHeal) {
      setAside();
      return;
    }
    if (fault.code === 'store_readonly') {
      const readable = openDatabaseReadOnly(sqlite, path);
      if (readable.ok) state = { kind: 'read-only', db: readable.value, fault };
    }
  }

  /** Moves the damaged file and its log away, unless another process was quicker, and begins a new one. */
  function setAside(): void {
    const damaged = inodeOf(path);
    release();
    const moved = withFileLock(`${path}.lock`, () => {
      if (inodeOf(path) !== damaged) return null;
      const aside = brokenName(path, clock.epochNow());
      for (const ending of ['-wal', '-shm', '']) {
        if (existsSync(path + ending)) renameSync(path + ending, aside + ending);
      }
      return aside;
    });
    if (!moved.ok) {
      state = { kind: 'failed', fault: faultOf('store_corrupt', path) };
      return;
    }
    reopen(false);
    if (moved.value !== null) options.onSetAside(faultOf('store_corrupt', `kept as ${moved.value}`));
  }

  /** Someone may have set the file aside or deleted it: what is then written to the old one is lost. */
  function isCurrent(): boolean {
    if (state.kind !== 'open') return false;
    return process.platform === 'win32' || inodeOf(path) === state.inode;
  }

  function run<T>(work: (db: SqliteDatabase) => T, writes: boolean, healed = false): Result<T> {
    if (state.kind === 'closed') return err('closed', 'history');
    if (!isCurrent() && (writes || state.kind !== 'read-only')) reopen();
    if (state.kind === 'failed') return { ok: false, fault: state.fault };
    if (state.kind === 'read-only' && writes) return { ok: false, fault: state.fault };
    const { db } = state;
    try {
      const value = work(db);
      if (writes && !healed && !isCurrent()) return run(work, writes, true);
      return ok(value);
    } catch (thrown) {
      const code = sqliteFaultCode(thrown);
      if (code === null) throw thrown;
      if (code === 'store_corrupt' && state.kind === 'open' && !healed) {
        setAside();
        return run(work, writes, true);
      }
      return err(code, path);
    }
  }

  reopen();
  if (state.kind === 'failed' && state.fault.code === 'store_newer') return { ok: false, fault: state.fault };

  return ok({
    path,
    read: (work) => run(work, false),
    write: (work) => run((db) => inTransaction(db, work), true),
    maintain: (work) => run(work, true),
    close() {
      release();
      state = { kind: 'closed' };
    },
  });
}

/** Runs `work` between BEGIN IMMEDIATE and COMMIT; rolls back and throws on if any of it throws. */
export function inTransaction<T>(db: SqliteDatabase, work: (db: SqliteDatabase) => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const value = work(db);
    db.exec('COMMIT');
    return value;
  } catch (thrown) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw thrown;
  }
}

function inodeOf(path: string): bigint | null {
  try {
    return statSync(path, { bigint: true }).ino;
  } catch {
    return null;
  }
}

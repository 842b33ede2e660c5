/**
 * Opens history.db: private, in WAL mode with full sync, checked, migrated. Owns the decision what kind of file it
 * found; changes nothing of a file that is not ours, is damaged, or is newer than this Parley.
 */
import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import { sqliteCode } from '../native/sqlite.ts';
import type { Sqlite, SqliteDatabase } from '../native/sqlite.ts';
import { SCHEMA_VERSION, hasWholeSchema, isForeign, migrate, schemaVersion } from './migrations.ts';
import { sqliteFaultCode } from './sqlite-fault.ts';
import { storeTuning } from './tuning.ts';
import { rebuildSearch } from './turn-table.ts';

/** SQLITE_ERROR */
const GENERIC_ERROR = 1;

/**
 * Opens the file for writing, making it if it is not there.
 * Errors: `store_corrupt` (damaged, another program's, or no file at all), `store_newer`, `store_readonly`,
 * `store_full`, `store_busy`, `store_failed`; the file is closed then.
 */
export function openDatabaseFile(sqlite: Sqlite, path: string): Result<SqliteDatabase> {
  const found = prepareFile(path);
  if (found === 'not-a-file') return err('store_corrupt', `${path} is not a file`);
  return attempt(path, (opened) => {
    const db = opened(sqlite.open(path, { readOnly: false, busyTimeoutMs: storeTuning.busyTimeoutMs }));
    const version = schemaVersion(db);
    if (version > SCHEMA_VERSION) return err('store_newer', path);
    if (isForeign(db)) return err('store_corrupt', `${path} belongs to another program`);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    harden(db);
    if (version > 0 && found.sizeBytes <= storeTuning.checkedAtOpenBytes && !isSound(db)) {
      return err('store_corrupt', path);
    }
    migrate(db);
    return isWhole(sqlite, db) ? ok(db) : err('store_corrupt', path);
  });
}

/**
 * Opens what a folder that cannot be written holds. Reads only what the last close or checkpoint left in the main
 * file: SQLite cannot use a write-ahead log there (https://sqlite.org/wal.html#read_only_databases).
 * Errors: as above; `store_readonly` when there is nothing to read.
 */
export function openDatabaseReadOnly(sqlite: Sqlite, path: string): Result<SqliteDatabase> {
  return attempt(path, (opened) => {
    const url = `${pathToFileURL(path).href}?immutable=1`;
    const db = opened(sqlite.open(url, { readOnly: true, busyTimeoutMs: 0 }));
    if (schemaVersion(db) !== SCHEMA_VERSION || isForeign(db)) return err('store_readonly', path);
    return isSound(db) && isWhole(sqlite, db) ? ok(db) : err('store_corrupt', path);
  });
}

/** An empty database of the same schema that lives in memory only. */
export function openDatabaseInMemory(sqlite: Sqlite): SqliteDatabase {
  const db = sqlite.open(':memory:', { readOnly: false, busyTimeoutMs: 0 });
  harden(db);
  migrate(db);
  return db;
}

/** Closes, whatever state it is in. */
export function closeDatabase(db: SqliteDatabase): void {
  try {
    if (db.isOpen) db.close();
  } catch {
    // A damaged or vanished file cannot be checkpointed; its handles are released all the same.
  }
}

function attempt(
  path: string,
  open: (opened: (db: SqliteDatabase) => SqliteDatabase) => Result<SqliteDatabase>,
): Result<SqliteDatabase> {
  let db: SqliteDatabase | null = null;
  const fail = (failure: Result<SqliteDatabase>): Result<SqliteDatabase> => {
    if (db) closeDatabase(db);
    return failure;
  };
  try {
    const result = open((opened) => (db = opened));
    return result.ok ? result : fail(result);
  } catch (thrown) {
    // The statements of opening are fixed: a complaint about one is a complaint about the schema in the file.
    const code = sqliteCode(thrown) === GENERIC_ERROR ? 'store_corrupt' : sqliteFaultCode(thrown);
    if (code === null) {
      fail(err('store_failed', path));
      throw thrown;
    }
    return fail(err(code, path));
  }
}

/** Makes folder and file with private modes; SQLite gives its side files the mode of the main one. */
function prepareFile(path: string): 'not-a-file' | { readonly sizeBytes: number } {
  try {
    const found = statSync(path);
    return found.isFile() ? { sizeBytes: found.size } : 'not-a-file';
  } catch {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      closeSync(openSync(path, 'a', 0o600));
    } catch {
      // SQLite meets the same obstacle and names it.
    }
    return { sizeBytes: 0 };
  }
}

/** What is deleted is overwritten; functions in a tampered schema do not run; damaged cells are noticed when read. */
function harden(db: SqliteDatabase): void {
  db.exec(
    `PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
     PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 4194304`,
  );
}

function isWhole(sqlite: Sqlite, db: SqliteDatabase): boolean {
  const fresh = openDatabaseInMemory(sqlite);
  try {
    return hasWholeSchema(db, fresh);
  } finally {
    closeDatabase(fresh);
  }
}

/** Structure of every page and of the search index; a bad index alone is made again. */
function isSound(db: SqliteDatabase): boolean {
  const problems = () =>
    (db.prepare('PRAGMA quick_check(20)').all() as { quick_check: string }[])
      .map((row) => row.quick_check)
      .filter((line) => line !== 'ok');
  const found = problems();
  if (found.length === 0) return true;
  if (!found.every((line) => line.includes('turns_fts'))) return false;
  rebuildSearch(db);
  return problems().length === 0;
}

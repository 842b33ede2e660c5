/**
 * The schema of history.db, as the steps that led to it. A step, once released, is never changed: a later one follows.
 * Each step is one transaction, so a crash leaves the version before or after it, never between.
 */
import type { SqliteDatabase } from '../native/sqlite.ts';

/** Marks a database as ours (PRAGMA application_id): the bytes of `PRLY`. */
export const APPLICATION_ID = 0x50524c59;

const steps: readonly string[] = [
  // 1: finished turns, full-text search over what was said and answered.
  `CREATE TABLE turns (
     id INTEGER PRIMARY KEY,
     session_id TEXT NOT NULL,
     turn_id INTEGER NOT NULL,
     started_at REAL NOT NULL,
     user_text TEXT NOT NULL,
     words TEXT NOT NULL,
     language TEXT NOT NULL,
     confidence REAL NOT NULL,
     end_reason TEXT NOT NULL,
     end_probability REAL,
     end_silence_ms REAL NOT NULL,
     reply_text TEXT NOT NULL,
     heard_text TEXT NOT NULL,
     reply_source TEXT NOT NULL,
     interrupted INTEGER NOT NULL,
     timings TEXT NOT NULL,
     UNIQUE (session_id, turn_id, started_at)
   );
   CREATE INDEX turns_by_time ON turns (started_at, id);
   CREATE VIRTUAL TABLE turns_fts USING fts5 (
     user_text, reply_text, heard_text,
     content = 'turns', content_rowid = 'id', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
   );
   INSERT INTO turns_fts (turns_fts, rank) VALUES ('secure-delete', 1);
   CREATE TRIGGER turns_added AFTER INSERT ON turns BEGIN
     INSERT INTO turns_fts (rowid, user_text, reply_text, heard_text)
       VALUES (new.id, new.user_text, new.reply_text, new.heard_text);
   END;
   CREATE TRIGGER turns_removed AFTER DELETE ON turns BEGIN
     INSERT INTO turns_fts (turns_fts, rowid, user_text, reply_text, heard_text)
       VALUES ('delete', old.id, old.user_text, old.reply_text, old.heard_text);
   END;
   CREATE TRIGGER turns_changed AFTER UPDATE ON turns BEGIN
     INSERT INTO turns_fts (turns_fts, rowid, user_text, reply_text, heard_text)
       VALUES ('delete', old.id, old.user_text, old.reply_text, old.heard_text);
     INSERT INTO turns_fts (rowid, user_text, reply_text, heard_text)
       VALUES (new.id, new.user_text, new.reply_text, new.heard_text);
   END;`,
  // 2: what the skills keep.
  `CREATE TABLE scheduled (
     id TEXT PRIMARY KEY,
     kind TEXT NOT NULL CHECK (kind IN ('timer', 'alarm', 'reminder')),
     label TEXT NOT NULL,
     due_at REAL NOT NULL,
     created_at REAL NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL, at REAL NOT NULL);
   CREATE TABLE list_items (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     list TEXT NOT NULL,
     list_key TEXT NOT NULL,
     item TEXT NOT NULL,
     item_key TEXT NOT NULL
   );
   CREATE INDEX list_items_by_list ON list_items (list_key, id);`,
  // 3: how Parley was, a row a minute.
  `CREATE TABLE trends (
     at REAL PRIMARY KEY,
     load REAL NOT NULL,
     frame_p95 REAL NOT NULL,
     memory REAL NOT NULL,
     cpu REAL NOT NULL,
     turns INTEGER NOT NULL,
     voice_to_voice_p50 REAL,
     errors INTEGER NOT NULL,
     step TEXT NOT NULL
   ) WITHOUT ROWID;`,
];

/** The version this Parley writes. */
export const SCHEMA_VERSION = steps.length;

export function schemaVersion(db: SqliteDatabase): number {
  const row = db.prepare('PRAGMA user_version').get() as { user_version: number };
  return row.user_version;
}

/** True for a database that another program made: it is not changed. */
export function isForeign(db: SqliteDatabase): boolean {
  const { application_id: id } = db.prepare('PRAGMA application_id').get() as { application_id: number };
  if (id === APPLICATION_ID) return false;
  const { tables } = db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number };
  return id !== 0 || tables > 0;
}

/**
 * Brings the schema to `to`. Safe with another process doing the same: the version is read again inside each
 * transaction. Throws what SQLite throws, with that step undone.
 */
export function migrate(db: SqliteDatabase, to: number = SCHEMA_VERSION): void {
  while (schemaVersion(db) < to) {
    db.exec('BEGIN IMMEDIATE');
    try {
      const version = schemaVersion(db);
      const step = steps[version];
      if (version < to && step) {
        db.exec(step);
        db.exec(`PRAGMA user_version = ${version + 1}; PRAGMA application_id = ${APPLICATION_ID};`);
      }
      db.exec('COMMIT');
    } catch (thrown) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw thrown;
    }
  }
}

/** Our tables, indexes and triggers as they stand in the schema; shadow tables are SQLite's own affair. */
const schemaSql = `SELECT type || ' ' || name || ' ' || sql AS entry FROM sqlite_schema
  WHERE sql IS NOT NULL AND name NOT LIKE 'turns\\_fts\\_%' ESCAPE '\\'`;

/**
 * Whether everything a sound database of this version has is there, word for word; a page check does not see a
 * schema whose text was damaged. @param fresh a new database of the same version to compare with
 */
export function hasWholeSchema(db: SqliteDatabase, fresh: SqliteDatabase): boolean {
  const entries = (of: SqliteDatabase) =>
    (of.prepare(schemaSql).all() as { entry: string }[]).map((row) => row.entry);
  const found = new Set(entries(db));
  return entries(fresh).every((entry) => found.has(entry));
}

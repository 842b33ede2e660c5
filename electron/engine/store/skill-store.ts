/**
 * Timers, notes and lists, in the same database as the history. Fits `SkillStorage` of brain/skill-storage.ts without
 * importing it. While the disk refuses changes it goes on with a copy in memory and makes the changes up later.
 */
import type { Fault, Result } from '../../contract/errors.ts';
import type { SqliteDatabase } from '../native/sqlite.ts';
import type { StoreDatabase } from './store-database.ts';
import { storeTuning } from './tuning.ts';

export interface StoredSchedule {
  readonly id: string;
  readonly kind: 'timer' | 'alarm' | 'reminder';
  readonly label: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
  readonly createdAt: number;
}

export interface StoredNote {
  readonly id: number;
  readonly text: string;
  readonly at: number;
}

export interface SkillStore {
  schedule(item: StoredSchedule): void;
  /** Soonest first. */
  scheduled(): readonly StoredSchedule[];
  unschedule(id: string): boolean;
  addNote(text: string, at: number): void;
  /** Oldest first. */
  notes(): readonly StoredNote[];
  removeNote(id: number): boolean;
  /** Oldest first; names of lists do not depend on case. */
  list(name: string): readonly string[];
  addToList(name: string, items: readonly string[]): void;
  removeFromList(name: string, item: string): number;
  clearList(name: string): void;
  listNames(): readonly string[];
}

export interface ManagedSkillStore extends SkillStore {
  /** Makes up the changes the disk refused; ok when none are left. */
  flush(): Result<void>;
  readonly heldChanges: number;
}

export interface SkillStoreOptions {
  readonly database: StoreDatabase;
  /** A new empty in-memory database of the same schema. */
  readonly openMemory: () => SqliteDatabase;
  readonly onRefused: (fault: Fault) => void;
}

type Change = (db: SqliteDatabase) => unknown;

export function createSkillStore(options: SkillStoreOptions): ManagedSkillStore {
  const { database } = options;
  /** Present while changes are held: the state with them applied. */
  let memory: SqliteDatabase | null = null;
  let held: Change[] = [];

  function query<T>(work: (db: SqliteDatabase) => T, empty: T): T {
    if (memory) return work(memory);
    const result = database.read(work);
    return result.ok ? result.value : empty;
  }

  function change<T>(work: (db: SqliteDatabase) => T): T {
    if (!memory) {
      const result = database.write(work);
      if (result.ok) return result.value;
      memory = copyInMemory();
      options.onRefused(result.fault);
    }
    // What is beyond the bound still holds until Parley ends.
    if (held.length < storeTuning.heldSkillChanges) held.push(work);
    return work(memory);
  }

  function copyInMemory(): SqliteDatabase {
    const copy = options.openMemory();
    database.read((db) => copySkills(db, copy));
    return copy;
  }

  return {
    get heldChanges() {
      return held.length;
    },
    flush() {
      if (!memory) return { ok: true, value: undefined };
      const result = database.write((db) => {
        for (const work of held) work(db);
      });
      if (!result.ok) return result;
      held = [];
      memory.close();
      memory = null;
      return { ok: true, value: undefined };
    },
    schedule: (item) =>
      void change((db) =>
        db
          .prepare(
            'INSERT OR REPLACE INTO scheduled (id, kind, label, due_at, created_at) VALUES (?, ?, ?, ?, ?)',
          )
          .run(item.id, item.kind, item.label, item.dueAt, item.createdAt),
      ),
    scheduled: () =>
      query((db) => db.prepare(scheduledSql).all() as StoredSchedule[], []).map((row) => ({ ...row })),
    unschedule: (id) => change((db) => db.prepare('DELETE FROM scheduled WHERE id = ?').run(id).changes > 0),
    addNote: (text, at) =>
      void change((db) => db.prepare('INSERT INTO notes (text, at) VALUES (?, ?)').run(text, at)),
    notes: () =>
      query((db) => db.prepare('SELECT id, text, at FROM notes ORDER BY id').all() as StoredNote[], []).map(
        (row) => ({ ...row }),
      ),
    removeNote: (id) => change((db) => db.prepare('DELETE FROM notes WHERE id = ?').run(id).changes > 0),
    list: (name) =>
      query(
        (db) =>
          db.prepare('SELECT item FROM list_items WHERE list_key = ? ORDER BY id').all(keyOf(name)) as {
            item: string;
          }[],
        [],
      ).map((row) => row.item),
    addToList: (name, items) =>
      void change((db) => {
        const insert = db.prepare(
          'INSERT INTO list_items (list, list_key, item, item_key) VALUES (?, ?, ?, ?)',
        );
        for (const item of items) insert.run(name, keyOf(name), item, keyOf(item));
      }),
    removeFromList: (name, item) =>
      change(
        (db) =>
          db
            .prepare('DELETE FROM list_items WHERE list_key = ? AND item_key = ?')
            .run(keyOf(name), keyOf(item)).changes,
      ),
    clearList: (name) =>
      void change((db) => db.prepare('DELETE FROM list_items WHERE list_key = ?').run(keyOf(name))),
    listNames: () =>
      query((db) => db.prepare(listNamesSql).all() as { list: string }[], []).map((row) => row.list),
  };
}

const scheduledSql = `SELECT id, kind, label, due_at AS dueAt, created_at AS createdAt FROM scheduled
  ORDER BY due_at, id`;
/** A list is called what it was called first. */
const listNamesSql = `SELECT list FROM list_items WHERE id IN (SELECT min(id) FROM list_items GROUP BY list_key)
  ORDER BY id`;

function keyOf(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

function copySkills(from: SqliteDatabase, to: SqliteDatabase): void {
  for (const [table, columns] of skillTables) {
    const insert = to.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    const rows = from.prepare(`SELECT ${columns.join(', ')} FROM ${table}`).all() as Record<
      string,
      unknown
    >[];
    for (const row of rows) insert.run(...columns.map((column) => row[column]));
  }
}

const skillTables: readonly (readonly [table: string, columns: readonly string[]])[] = [
  ['scheduled', ['id', 'kind', 'label', 'due_at', 'created_at']],
  ['notes', ['id', 'text', 'at']],
  ['list_items', ['id', 'list', 'list_key', 'item', 'item_key']],
];

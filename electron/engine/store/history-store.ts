/**
 * The history of finished turns. Owns what is saved where: on disk if it can be, else held in memory, bounded, and
 * saved as soon as the disk takes it. Refuses to throw for a failing disk: it reports once and goes on.
 */
import { join } from 'node:path';
import type { Ms } from '../../contract/audio.ts';
import { err, ok } from '../../contract/errors.ts';
import type { Fault, Result } from '../../contract/errors.ts';
import { loadSqlite } from '../native/sqlite.ts';
import type { Sqlite, SqliteDatabase } from '../native/sqlite.ts';
import { createRealClock } from '../runtime/clock.ts';
import { openDatabaseInMemory } from './database-file.ts';
import { exportTurns } from './export-turns.ts';
import type { HistoryOptions, HistoryPolicy, HistoryStore } from './history-port.ts';
import { searchQuery } from './search-query.ts';
import { SCHEMA_VERSION } from './migrations.ts';
import { createSkillStore } from './skill-store.ts';
import { openStoreDatabase } from './store-database.ts';
import { deleteTrendsBefore, saveTrend, trendsSince } from './trend-table.ts';
import { createTurnHolder } from './turn-holder.ts';
import {
  countTurns,
  deleteTurn,
  deleteTurnsBefore,
  insertTurn,
  rebuildSearch,
  recentTurns,
  searchTurns,
  turnOfRow,
  turnsAfter,
} from './turn-table.ts';
import type { FoundTurn, RecentQuery, StoredTurn } from './turn-table.ts';
import { storeTuning } from './tuning.ts';

export type { HistoryPolicy, HistoryStore } from './history-port.ts';

const DAY_MS: Ms = 86_400_000;

/**
 * Opens history.db in `folder`. A damaged one is set aside and a new one begun; a folder that cannot be written means
 * a history in memory: both are told to the observer.
 * Errors: `store_newer`, `addon_missing`.
 */
export async function openHistory(options: HistoryOptions): Promise<Result<HistoryStore>> {
  const loaded = options.sqlite ? ok(options.sqlite) : await loadSqlite();
  if (!loaded.ok) return loaded;
  return openWith(loaded.value, options);
}

function openWith(sqlite: Sqlite, options: HistoryOptions): Result<HistoryStore> {
  const clock = options.clock ?? createRealClock();
  const observer = options.observer;
  const opened = openStoreDatabase({
    sqlite,
    path: join(options.folder, 'history.db'),
    clock,
    onSetAside: (fault) => observer?.onFault(fault),
  });
  if (!opened.ok) return opened;
  const database = opened.value;
  const openMemory = () => openDatabaseInMemory(sqlite);
  const holder = createTurnHolder(openMemory);

  let policy: HistoryPolicy = { keep: options.keep ?? true, maxAgeDays: options.maxAgeDays ?? 0 };
  let fault: Fault | null = null;
  let cancelRetry: (() => void) | null = null;
  let prunedAt = -Infinity;
  let closed = false;

  const skills = createSkillStore({ database, openMemory, onRefused: refused });

  function refused(why: Fault): void {
    if (fault?.code !== why.code) observer?.onFault(why);
    fault = why;
    if (!cancelRetry && !closed) cancelRetry = clock.schedule(storeTuning.retryEveryMs, retry);
  }

  function retry(): void {
    cancelRetry = null;
    flush();
  }

  function flush(): Result<void> {
    if (fault === null && (holder.count() === 0 || !policy.keep)) return ok(undefined);
    const skillsSaved = skills.flush();
    const saved = skillsSaved.ok && policy.keep ? holder.moveTo(database) : skillsSaved;
    // With nothing held there was nothing to write: a write that changes nothing tells whether the disk takes one.
    const proven = saved.ok
      ? database.write((db) => db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`))
      : saved;
    if (!proven.ok) {
      refused(proven.fault);
      return proven;
    }
    cancelRetry?.();
    cancelRetry = null;
    if (fault) observer?.onRecovered();
    fault = null;
    return ok(undefined);
  }

  function prune(): void {
    if (policy.maxAgeDays <= 0 || clock.now() - prunedAt < storeTuning.retentionEveryMs) return;
    prunedAt = clock.now();
    const oldest = clock.epochNow() - policy.maxAgeDays * DAY_MS;
    const pruned = database.write((db) => deleteTurnsBefore(db, oldest));
    if (!pruned.ok) refused(pruned.fault);
    holder.use((db) => deleteTurnsBefore(db, oldest));
  }

  function searchIn(db: SqliteDatabase, match: string, limit: number): FoundTurn[] {
    try {
      return searchTurns(db, match, limit);
    } catch {
      // The index is derived from the turns: a second failure is theirs.
      rebuildSearch(db);
      return searchTurns(db, match, limit);
    }
  }

  function* allTurns(): Generator<StoredTurn> {
    for (let after = 0; ;) {
      const page = database.read((db) => turnsAfter(db, after, 200));
      if (!page.ok || page.value.length === 0) break;
      yield* page.value;
      after = page.value.at(-1)!.id;
    }
    yield* holder.use((db) => turnsAfter(db, 0, storeTuning.heldTurns)) ?? [];
  }

  const probe = database.write((db) => countTurns(db));
  if (!probe.ok) refused(probe.fault);
  prune();

  return ok({
    path: database.path,
    skills,
    saveTrend(point) {
      if (closed) return err('closed', 'history');
      return database.write((db) => {
        saveTrend(db, point);
        deleteTrendsBefore(db, point.at - storeTuning.trendDays * DAY_MS);
      });
    },
    trendsSince(epochMs) {
      const found = database.read((db) => trendsSince(db, epochMs));
      return found.ok ? found.value : [];
    },
    saveTurn(turn) {
      if (closed) return { durable: false };
      prune();
      if (!policy.keep) {
        holder.add(turn);
        return { durable: false };
      }
      if (holder.count() > 0 && !flush().ok) {
        holder.add(turn);
        return { durable: false };
      }
      const saved = database.write((db) => insertTurn(db, turn));
      if (saved.ok) {
        if (fault) flush();
        return { durable: true };
      }
      holder.add(turn);
      refused(saved.fault);
      return { durable: false };
    },
    recentTurns(query) {
      const held = holder.use((db) => recentTurns(db, heldQuery(query)).map(asHeld)) ?? [];
      const saved = database.read((db) => recentTurns(db, savedQuery(query)));
      return [...held, ...(saved.ok ? saved.value : [])].sort(newestFirst).slice(0, Math.max(0, query.limit));
    },
    getTurn(id) {
      if (id < 0) {
        const held = holder.use((db) => turnOfRow(db, -id));
        return held ? asHeld(held) : null;
      }
      const saved = database.read((db) => turnOfRow(db, id));
      return saved.ok ? saved.value : null;
    },
    search(text, limit) {
      const match = searchQuery(text);
      if (match === null) return [];
      const held = holder.use((db) =>
        searchIn(db, match, limit).map((found) => ({ ...found, turn: asHeld(found.turn) })),
      );
      const saved = database.read((db) => searchIn(db, match, limit));
      return [...(held ?? []), ...(saved.ok ? saved.value : [])].slice(0, Math.max(0, limit));
    },
    deleteTurn(id) {
      if (id < 0) return ok(holder.use((db) => deleteTurn(db, -id)) ?? false);
      return database.write((db) => deleteTurn(db, id));
    },
    clear() {
      const held = holder.count();
      holder.clear();
      const saved = database.write((db) => {
        const count = countTurns(db);
        db.exec('DELETE FROM turns');
        return count;
      });
      if (!saved.ok) return saved;
      // Another Parley may be reading; the text is already overwritten, only space would be won.
      database.maintain((db) => db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)'));
      return ok(held + saved.value);
    },
    export: (format) => exportTurns(format, allTurns()),
    configure(next) {
      // What was not to be kept is not saved after all; what only waits for the disk still is.
      if (next.keep && !policy.keep) holder.clear();
      if (!next.keep) flush();
      policy = next;
      prunedAt = -Infinity;
      prune();
    },
    flush: () => (closed ? err('closed', 'history') : flush()),
    status() {
      const saved = database.read(countTurns);
      return {
        saving: policy.keep && fault === null && !closed,
        fault,
        heldTurns: holder.count(),
        droppedTurns: holder.dropped(),
        turns: (saved.ok ? saved.value : 0) + holder.count(),
      };
    },
    close() {
      if (closed) return;
      flush();
      closed = true;
      cancelRetry?.();
      cancelRetry = null;
      holder.close();
      database.close();
    },
  });
}

const asHeld = (turn: StoredTurn): StoredTurn => ({ ...turn, id: -turn.id });

/** Of the same moment, held turns come before saved ones: a cursor on one kind is placed among the other. */
function heldQuery(query: RecentQuery): RecentQuery {
  if (!query.before) return query;
  const { startedAt, id } = query.before;
  return { ...query, before: { startedAt, id: id < 0 ? -id : 0 } };
}

function savedQuery(query: RecentQuery): RecentQuery {
  if (!query.before || query.before.id >= 0) return query;
  return { ...query, before: { startedAt: query.before.startedAt, id: Number.MAX_SAFE_INTEGER } };
}

function newestFirst(a: StoredTurn, b: StoredTurn): number {
  if (a.startedAt !== b.startedAt) return b.startedAt - a.startedAt;
  if (a.id < 0 !== b.id < 0) return a.id < 0 ? -1 : 1;
  return Math.abs(b.id) - Math.abs(a.id);
}

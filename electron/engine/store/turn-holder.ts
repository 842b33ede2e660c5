/** Turns the disk does not have: a bounded in-memory history that can be moved to the disk later. */
import type { Result } from '../../contract/errors.ts';
import { ok } from '../../contract/errors.ts';
import type { TurnRecord } from '../../contract/turns.ts';
import type { SqliteDatabase } from '../native/sqlite.ts';
import { closeDatabase } from './database-file.ts';
import type { StoreDatabase } from './store-database.ts';
import { countTurns, insertTurn, keepNewest, turnsAfter } from './turn-table.ts';
import { storeTuning } from './tuning.ts';

export interface TurnHolder {
  add(turn: TurnRecord): void;
  count(): number;
  /** Turns forgotten because more than the bound were held. */
  dropped(): number;
  /** Runs `work` on the held turns; null when there are none. */
  use<T>(work: (db: SqliteDatabase) => T): T | null;
  /** All of them in one transaction; on success none is held any more. */
  moveTo(database: StoreDatabase): Result<void>;
  clear(): void;
  close(): void;
}

/** @param openMemory an empty in-memory database, made at the first turn that has to be held */
export function createTurnHolder(openMemory: () => SqliteDatabase): TurnHolder {
  let memory: SqliteDatabase | null = null;
  let count = 0;
  let dropped = 0;

  function clear(): void {
    if (memory) closeDatabase(memory);
    memory = null;
    count = 0;
  }

  return {
    add(turn) {
      memory ??= openMemory();
      insertTurn(memory, turn);
      dropped += keepNewest(memory, storeTuning.heldTurns);
      count = countTurns(memory);
    },
    count: () => count,
    dropped: () => dropped,
    use(work) {
      if (!memory) return null;
      const value = work(memory);
      count = countTurns(memory);
      return value;
    },
    moveTo(database) {
      if (!memory) return ok(undefined);
      const turns = turnsAfter(memory, 0, storeTuning.heldTurns);
      const moved = database.write((db) => {
        for (const turn of turns) insertTurn(db, turn);
      });
      if (moved.ok) clear();
      return moved;
    },
    clear,
    close: clear,
  };
}

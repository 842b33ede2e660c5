import { describe, expect, it } from 'vitest';
import { loadSqlite } from '../../../electron/engine/native/sqlite.ts';
import { openDatabaseInMemory } from '../../../electron/engine/store/database-file.ts';
import { createTurnHolder } from '../../../electron/engine/store/turn-holder.ts';
import { turnsAfter } from '../../../electron/engine/store/turn-table.ts';
import { turnRecord } from '../../support/stored-turn.ts';

describe('turns that cannot be saved', () => {
  it('are held up to a bound: the oldest go, and are counted', async () => {
    const sqlite = await loadSqlite();
    if (!sqlite.ok) throw new Error(sqlite.fault.message);
    const holder = createTurnHolder(() => openDatabaseInMemory(sqlite.value));
    for (let i = 1; i <= 2_050; i++) holder.add(turnRecord(i, { words: [] }));
    expect([holder.count(), holder.dropped()]).toEqual([2_000, 50]);
    const ids = holder.use((db) => [...turnsAfter(db, 0, 3_000)].map((turn) => turn.turnId))!;
    expect([ids[0], ids.at(-1)]).toEqual([51, 2_050]);
    holder.close();
  });
});

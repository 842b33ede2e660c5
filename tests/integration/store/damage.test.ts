import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../electron/contract/errors.ts';
import { loadSqlite } from '../../../electron/engine/native/sqlite.ts';
import type { Sqlite } from '../../../electron/engine/native/sqlite.ts';
import { openHistory } from '../../../electron/engine/store/history-store.ts';
import type { HistoryStore } from '../../../electron/engine/store/history-port.ts';
import { SCHEMA_VERSION, migrate, schemaVersion } from '../../../electron/engine/store/migrations.ts';
import { turnRecord } from '../../support/stored-turn.ts';

const loaded = await loadSqlite();
if (!loaded.ok) throw new Error(loaded.fault.message);
const sqlite: Sqlite = loaded.value;

let folder: string;
let path: string;
let faults: Fault[];
const stores: HistoryStore[] = [];
const codes = () => faults.map((fault) => fault.code);
const broken = () => readdirSync(folder).filter((name) => /\.broken-.*\.db$/.test(name));

async function open(): Promise<HistoryStore> {
  const observer = { onFault: (fault: Fault) => void faults.push(fault), onRecovered: () => {} };
  const opened = await openHistory({ folder, sqlite, observer });
  if (!opened.ok) throw new Error(opened.fault.message);
  stores.push(opened.value);
  return opened.value;
}

async function fill(turns: number): Promise<void> {
  const store = await open();
  for (let i = 1; i <= turns; i++) store.saveTurn(turnRecord(i));
  store.close();
}

/** It must take a turn, find it, and still have it after a restart. */
async function expectToWork(): Promise<void> {
  const store = await open();
  expect(store.saveTurn(turnRecord(9_999, { userText: 'unmistakable' }))).toEqual({ durable: true });
  expect(store.search('unmistak', 1)).toHaveLength(1);
  store.close();
  const again = await open();
  expect(again.search('unmistak', 1)).toHaveLength(1);
  again.close();
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-damage-'));
  path = join(folder, 'history.db');
  faults = [];
});
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a damaged history', () => {
  it.each([
    ['a text file', () => writeFileSync(path, 'This is no database. '.repeat(1_000))],
    [
      'random bytes',
      () => writeFileSync(path, Buffer.from(Array.from({ length: 9_000 }, (_, i) => (i * 7919) % 251))),
    ],
    ['cut in the middle', () => truncateSync(path, 10_000)],
    ['cut to its header', () => truncateSync(path, 100)],
    ['with a header of zeros', () => writeAt(path, 0, Buffer.alloc(100))],
    ['with its first page of zeros', () => writeAt(path, 100, Buffer.alloc(3_996))],
    ['a folder', () => replaceBy(() => mkdirSync(path))],
  ])('is set aside: %s', async (_, damage) => {
    await fill(50);
    damage();
    const store = await open();
    expect(codes()).toEqual(['store_corrupt']);
    expect(broken()).toHaveLength(1);
    expect(store.recentTurns({ limit: 5 })).toEqual([]);
    store.close();
    await expectToWork();
    expect(broken()).toHaveLength(1);
  });

  it.runIf(process.platform !== 'win32')('is set aside: a pipe', async () => {
    execFileSync('mkfifo', [path]);
    await expectToWork();
    expect(codes()).toEqual(['store_corrupt']);
  });

  it('begins anew in an empty file', async () => {
    writeFileSync(path, '');
    await expectToWork();
    expect(codes()).toEqual([]);
  });

  it('leaves the database of another program alone', async () => {
    const other = sqlite.open(path, { readOnly: false, busyTimeoutMs: 0 });
    other.exec('CREATE TABLE precious (a); INSERT INTO precious VALUES (42)');
    other.close();
    await expectToWork();
    expect(codes()).toEqual(['store_corrupt']);
    const aside = sqlite.open(join(folder, broken()[0]!), { readOnly: true, busyTimeoutMs: 0 });
    expect(aside.prepare('SELECT a FROM precious').get()).toEqual({ a: 42 });
    aside.close();
  });

  it('goes on with bytes flipped anywhere, either whole or set aside', async () => {
    await fill(60);
    const good = join(folder, 'good');
    copyFileSync(path, good);
    const size = statSync(good).size;
    let setAside = 0;
    for (let round = 0; round < 60; round++) {
      copyFileSync(good, path);
      rmSync(`${path}-wal`, { force: true });
      rmSync(`${path}-shm`, { force: true });
      const bytes = readFileSync(path);
      for (let i = 0; i <= round % 8; i++)
        bytes[(round * 7_907 + i * 104_729) % size]! ^= 1 << ((round + i) % 8);
      writeFileSync(path, bytes);
      faults = [];
      const store = await open();
      for (let i = 0; i < 3; i++) {
        store.recentTurns({ limit: 100 });
        store.search('question', 50);
      }
      expect(store.saveTurn(turnRecord(9_999)).durable).toBe(true);
      expect([...store.export('json')].join('').length).toBeGreaterThan(10);
      store.skills.addNote('x', 1);
      store.close();
      expect(codes().every((code) => code === 'store_corrupt')).toBe(true);
      setAside += codes().length;
    }
    expect(setAside).toBeGreaterThan(0);
    expect(setAside).toBeLessThan(60);
  });

  it('is noticed while running, and the turn being saved is not lost', async () => {
    const store = await open();
    // Larger than SQLite's page cache of 2 MB, so that pages are read from the file again.
    for (let i = 1; i <= 100; i++) store.saveTurn(turnRecord(i, { userText: 'word '.repeat(10_000) }));
    store.close();
    const running = await open();
    const bytes = readFileSync(path);
    bytes.fill(0xff, 4_096);
    writeFileSync(path, bytes);
    running.recentTurns({ limit: 100 });
    let durable = true;
    for (let i = 1; i <= 5; i++) durable &&= running.saveTurn(turnRecord(1_000 + i)).durable;
    expect(durable).toBe(true);
    expect(codes()).toEqual(['store_corrupt']);
    expect(running.recentTurns({ limit: 5 }).map((turn) => turn.turnId)).toContain(1_005);
    running.close();
    await expectToWork();
  });

  it('follows when the file is deleted or set aside under its hands', async () => {
    const one = await open();
    const two = await open();
    one.saveTurn(turnRecord(1));
    two.saveTurn(turnRecord(2));
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    expect(one.saveTurn(turnRecord(3)).durable).toBe(true);
    expect(two.saveTurn(turnRecord(4)).durable).toBe(true);
    expect(one.recentTurns({ limit: 9 }).map((turn) => turn.turnId)).toEqual([4, 3]);
    expect(codes()).toEqual([]);
  });

  it('makes a damaged search index again without losing a turn', async () => {
    await fill(30);
    // The leaf of the index that holds the term: FTS5 writes terms of the main index with a leading 0.
    const bytes = readFileSync(path);
    const at = bytes.indexOf('0question');
    expect(at).toBeGreaterThan(0);
    bytes.fill(0xff, at - 2, at + 40);
    writeFileSync(path, bytes);
    const store = await open();
    expect(store.search('question', 50)).toHaveLength(30);
    expect(store.recentTurns({ limit: 50 })).toHaveLength(30);
    expect(codes()).toEqual([]);
  });

  it('ignores a write-ahead log that is garbage', async () => {
    await fill(10);
    appendFileSync(`${path}-wal`, Buffer.alloc(50_000, 0xab));
    const store = await open();
    expect(store.recentTurns({ limit: 50 })).toHaveLength(10);
    expect(codes()).toEqual([]);
  });
});

describe('versions', () => {
  it.each(Array.from({ length: SCHEMA_VERSION }, (_, version) => version))(
    'goes on from version %i',
    async (version) => {
      const db = sqlite.open(path, { readOnly: false, busyTimeoutMs: 0 });
      migrate(db, version);
      if (version >= 1) {
        db.exec(`INSERT INTO turns (session_id, turn_id, started_at, user_text, words, language, confidence, end_reason,
        end_probability, end_silence_ms, reply_text, heard_text, reply_source, interrupted, timings)
        VALUES ('s', 1, 5, 'from long ago', '[]', 'en', 1, 'policy', NULL, 0, 'yes', 'yes', 'x', 0, '{}')`);
      }
      expect(schemaVersion(db)).toBe(version);
      db.close();
      const store = await open();
      expect(store.search('ago', 5)).toHaveLength(version >= 1 ? 1 : 0);
      store.skills.addNote('works', 1);
      expect(store.skills.notes()).toHaveLength(1);
      store.close();
      await expectToWork();
      expect(codes()).toEqual([]);
    },
  );

  it('refuses a newer one and leaves every byte of it', async () => {
    await fill(3);
    const db = sqlite.open(path, { readOnly: false, busyTimeoutMs: 0 });
    db.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}; PRAGMA wal_checkpoint(TRUNCATE)`);
    db.close();
    const before = readFileSync(path);
    const opened = await openHistory({ folder, sqlite });
    expect(!opened.ok && opened.fault.code).toBe('store_newer');
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(broken()).toEqual([]);
  });

  it('undoes a step that fails half way', () => {
    const db = sqlite.open(path, { readOnly: false, busyTimeoutMs: 0 });
    migrate(db, 1);
    db.exec('CREATE TABLE notes (in_the_way)');
    expect(() => migrate(db)).toThrow(/notes/);
    expect(schemaVersion(db)).toBe(1);
    expect(db.prepare(`SELECT count(*) AS n FROM sqlite_schema WHERE name = 'scheduled'`).get()).toEqual({
      n: 0,
    });
    db.close();
  });
});

function writeAt(file: string, at: number, bytes: Buffer): void {
  const content = readFileSync(file);
  bytes.copy(content, at);
  writeFileSync(file, content);
}

function replaceBy(make: () => void): void {
  rmSync(path);
  make();
}

import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../electron/contract/errors.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { openDataFolder } from '../../../electron/engine/store/data-folder.ts';
import { openHistory } from '../../../electron/engine/store/history-store.ts';
import type { HistoryStore } from '../../../electron/engine/store/history-port.ts';
import { openSettings } from '../../../electron/engine/store/settings-file.ts';
import { canMountDisks, mountSmallDisk } from '../../support/small-disk.ts';
import type { SmallDisk } from '../../support/small-disk.ts';
import { turnRecord } from '../../support/stored-turn.ts';

/*
 * Needs a disk of its own: a mount in memory, allowed to root on Linux. Elsewhere these are skipped: a quota or a
 * file size limit would stop SQLite with other errors than a full disk does.
 */
const describeWithDisk = describe.skipIf(!canMountDisks());

let disk: SmallDisk;
let events: string[];
const clock = createVirtualClock(1_800_000_000_000);
const stores: HistoryStore[] = [];
const ballast = () => join(disk.folder, 'ballast');
const ids = (store: HistoryStore) => store.recentTurns({ limit: 5_000 }).map((turn) => turn.turnId);

async function open(): Promise<HistoryStore> {
  const observer = {
    onFault: (fault: Fault) => void events.push(fault.code),
    onRecovered: () => void events.push('recovered'),
  };
  const opened = await openHistory({ folder: disk.folder, clock, observer });
  if (!opened.ok) throw new Error(opened.fault.message);
  stores.push(opened.value);
  return opened.value;
}

/** Takes every byte that is left. */
function fillDisk(): void {
  for (let size = 4 * 1024 * 1024, part = 0; size >= 1;) {
    try {
      writeFileSync(`${ballast()}${part++}`, Buffer.alloc(size));
    } catch {
      size = Math.floor(size / 2);
    }
  }
}

function freeDisk(): void {
  for (const name of readdirSync(disk.folder)) {
    if (name.startsWith('ballast')) rmSync(join(disk.folder, name));
  }
}

beforeEach(() => {
  disk = mountSmallDisk(2_048)!;
  events = [];
});
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  disk.unmount();
});

describeWithDisk('a full disk', () => {
  it('holds turns in memory, finds them, and saves them by itself once there is room', async () => {
    const store = await open();
    store.saveTurn(turnRecord(1));
    fillDisk();
    let refused = 0;
    const last = 150;
    for (let i = 2; i <= last; i++) {
      if (!store.saveTurn(turnRecord(i, { userText: `pangolin ${'word '.repeat(100)}` })).durable) refused++;
    }
    expect(refused).toBeGreaterThan(0);
    expect(events).toEqual(['store_full']);
    expect(store.status()).toMatchObject({ saving: false, heldTurns: refused, droppedTurns: 0, turns: last });
    expect(ids(store)).toEqual(Array.from({ length: last }, (_, i) => last - i));
    expect(store.search('pangol', 500)).toHaveLength(last - 1);

    freeDisk();
    await clock.advance(31_000);
    expect(events).toEqual(['store_full', 'recovered']);
    expect(store.status()).toMatchObject({ saving: true, heldTurns: 0, fault: null });
    store.close();
    expect(ids(await open())).toHaveLength(last);
  });

  it('pages through held and saved turns in one order', async () => {
    const store = await open();
    const long = 'word '.repeat(400);
    for (let i = 1; i <= 40; i++) store.saveTurn(turnRecord(i, { startedAt: i % 5 }));
    fillDisk();
    for (let i = 41; i <= 80; i++) store.saveTurn(turnRecord(i, { startedAt: i % 5, userText: long }));
    expect(store.status().heldTurns).toBeGreaterThan(20);
    const whole = ids(store);
    const paged: number[] = [];
    for (let page = store.recentTurns({ limit: 7 }); page.length > 0;) {
      paged.push(...page.map((turn) => turn.turnId));
      page = store.recentTurns({ limit: 7, before: page.at(-1)! });
    }
    expect(paged).toEqual(whole);
    expect(new Set(paged).size).toBe(80);
  });

  it('goes on with timers, notes and lists and saves them later', async () => {
    const store = await open();
    store.skills.addToList('shopping', ['milk']);
    store.skills.addNote('before', 1);
    fillDisk();
    for (let i = 0; i < 200; i++) store.skills.addNote(`note ${i} ${'x'.repeat(2_000)}`, i);
    store.skills.schedule({ id: 't', kind: 'timer', label: 'tea', dueAt: 5, createdAt: 1 });
    expect(store.skills.removeFromList('shopping', 'milk')).toBe(1);
    expect(store.skills.list('shopping')).toEqual([]);
    const notes = store.skills.notes();
    expect(notes).toHaveLength(201);
    expect(events).toEqual(['store_full']);
    freeDisk();
    expect(store.flush().ok).toBe(true);
    store.close();
    const again = await open();
    expect(again.skills.notes()).toEqual(notes);
    expect(again.skills.scheduled()).toHaveLength(1);
    expect(again.skills.list('shopping')).toEqual([]);
  });

  it('does not stop a start: the history begins in memory', async () => {
    fillDisk();
    const store = await open();
    expect(store.saveTurn(turnRecord(1))).toEqual({ durable: false });
    expect(events).toEqual(['store_full']);
    freeDisk();
    expect(store.saveTurn(turnRecord(2))).toEqual({ durable: true });
    expect(events).toEqual(['store_full', 'recovered']);
    expect(ids(store)).toEqual([2, 1]);
  });

  it('refuses a deletion it cannot make, and leaves the settings as they were', () => {
    const settings = openSettings(disk.folder);
    settings.set('volume', 0.3);
    fillDisk();
    const long = settings.set('microphone', 'x'.repeat(500));
    expect(!long.ok && long.fault.code).toBe('store_full');
    expect(settings.current().microphone).toBe('');
    expect(openSettings(disk.folder).current().volume).toBe(0.3);
    expect(readdirSync(disk.folder).filter((name) => name.startsWith('settings'))).toEqual(['settings.json']);
    expect(openDataFolder(disk.folder).fault?.code).toBe('store_full');
    freeDisk();
    expect(settings.set('volume', 0.4).ok).toBe(true);
  });
});

describeWithDisk('a folder that cannot be written', () => {
  it('shows the history there is, holds new turns, and saves them when it can', async () => {
    const before = await open();
    before.saveTurn(turnRecord(1));
    before.skills.addNote('kept', 1);
    before.close();
    disk.setWritable(false);
    const store = await open();
    expect(events).toEqual(['store_readonly']);
    expect(ids(store)).toEqual([1]);
    expect(store.saveTurn(turnRecord(2))).toEqual({ durable: false });
    expect(ids(store)).toEqual([2, 1]);
    expect(store.search('question', 5)).toHaveLength(2);
    store.skills.addNote('held', 2);
    expect(store.skills.notes().map((note) => note.text)).toEqual(['kept', 'held']);
    expect(
      store.deleteTurn(
        store.recentTurns({ limit: 1, sessionId: 's1', before: { startedAt: Infinity, id: 0 } })[0]!.id,
      ).ok,
    ).toBe(true);
    const saved = ids(store);
    expect(saved).toEqual([1]);
    const refused = store.deleteTurn(store.recentTurns({ limit: 1 })[0]!.id);
    expect(!refused.ok && refused.fault.code).toBe('store_readonly');
    expect(store.clear().ok).toBe(false);
    expect(events).toEqual(['store_readonly']);

    disk.setWritable(true);
    expect(store.saveTurn(turnRecord(3))).toEqual({ durable: true });
    expect(store.skills.notes().map((note) => note.text)).toEqual(['kept', 'held']);
    store.close();
    expect(ids(await open())).toEqual([3, 1]);
  });

  it('works without any history in it', async () => {
    disk.setWritable(false);
    const store = await open();
    for (let i = 1; i <= 3; i++) expect(store.saveTurn(turnRecord(i))).toEqual({ durable: false });
    expect(ids(store)).toEqual([3, 2, 1]);
    expect(events).toEqual(['store_readonly']);
    expect(existsSync(join(disk.folder, 'history.db'))).toBe(false);
  });

  it('is told for the folder and the settings', () => {
    writeFileSync(join(disk.folder, 'settings.json'), 'garbage');
    disk.setWritable(false);
    expect(openDataFolder(disk.folder).fault?.code).toBe('store_readonly');
    const settings = openSettings(disk.folder);
    expect(settings.faults().map((fault) => fault.code)).toEqual(['settings_corrupt']);
    const changed = settings.set('volume', 0.3);
    expect(!changed.ok && changed.fault.code).toBe('store_readonly');
    expect(settings.current().volume).toBe(0.9);
  });
});

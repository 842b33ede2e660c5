import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHistory } from '../../../electron/engine/store/history-store.ts';
import type { HistoryStore } from '../../../electron/engine/store/history-port.ts';

let folder: string;
let store: HistoryStore;

async function reopen(): Promise<void> {
  store?.close();
  const opened = await openHistory({ folder });
  if (!opened.ok) throw new Error(opened.fault.message);
  store = opened.value;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-skills-'));
  await reopen();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('skill store', () => {
  it('keeps timers in the order they ring, across a restart', async () => {
    const timer = { id: 't1', kind: 'timer', label: 'tea', dueAt: 2_000, createdAt: 1 } as const;
    const alarm = { id: 't2', kind: 'alarm', label: '', dueAt: 1_000, createdAt: 2 } as const;
    store.skills.schedule(timer);
    store.skills.schedule(alarm);
    await reopen();
    expect(store.skills.scheduled()).toEqual([alarm, timer]);
    store.skills.schedule({ ...timer, dueAt: 500 });
    expect(store.skills.scheduled().map((item) => item.id)).toEqual(['t1', 't2']);
    expect(store.skills.unschedule('t1')).toBe(true);
    expect(store.skills.unschedule('t1')).toBe(false);
    expect(store.skills.scheduled()).toEqual([alarm]);
  });

  it('keeps notes and never gives a number twice', async () => {
    store.skills.addNote('first', 1);
    store.skills.addNote('second "quoted"', 2);
    const [, second] = store.skills.notes();
    expect(store.skills.removeNote(second!.id)).toBe(true);
    expect(store.skills.removeNote(second!.id)).toBe(false);
    await reopen();
    store.skills.addNote('third', 3);
    expect(store.skills.notes().map((note) => note.text)).toEqual(['first', 'third']);
    expect(store.skills.notes()[1]!.id).toBeGreaterThan(second!.id);
  });

  it('keeps lists whatever the case of their names', () => {
    store.skills.addToList('Shopping', ['Milk', 'eggs', 'milk ']);
    store.skills.addToList('shopping', ['bread']);
    store.skills.addToList('todo', ['call']);
    expect(store.skills.list('SHOPPING')).toEqual(['Milk', 'eggs', 'milk ', 'bread']);
    expect(store.skills.listNames()).toEqual(['Shopping', 'todo']);
    expect(store.skills.removeFromList('shopping', 'MILK')).toBe(2);
    expect(store.skills.removeFromList('shopping', 'wine')).toBe(0);
    expect(store.skills.list('shopping')).toEqual(['eggs', 'bread']);
    store.skills.clearList('shopping');
    expect(store.skills.list('shopping')).toEqual([]);
    expect(store.skills.list('nothing')).toEqual([]);
    expect(store.skills.listNames()).toEqual(['todo']);
  });

  it('takes hostile text as text', () => {
    const text = `'); DROP TABLE notes; --"\u{1F600}${'x'.repeat(100_000)}`;
    store.skills.addNote(text, 1);
    store.skills.addToList(text, [text]);
    expect(store.skills.notes()[0]!.text).toBe(text);
    expect(store.skills.list(text)).toEqual([text]);
  });
});

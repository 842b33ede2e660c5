import fc from 'fast-check';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../electron/contract/errors.ts';
import { openHistory } from '../../../electron/engine/store/history-store.ts';
import type { HistoryOptions, HistoryStore } from '../../../electron/engine/store/history-port.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import { turnRecord } from '../../support/stored-turn.ts';

let folder: string;
let faults: Fault[];
const stores: HistoryStore[] = [];

async function open(options: Partial<HistoryOptions> = {}): Promise<HistoryStore> {
  const observer = { onFault: (fault: Fault) => void faults.push(fault), onRecovered: () => {} };
  const opened = await openHistory({ folder, observer, ...options });
  if (!opened.ok) throw new Error(opened.fault.message);
  stores.push(opened.value);
  return opened.value;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-history-'));
  faults = [];
});
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('history', () => {
  it('gives back exactly what was saved, after a restart', async () => {
    const store = await open();
    const turn = turnRecord(1, {
      userText: 'Zürich \u2014 "quoted"\n\u{1F600}',
      endProbability: null,
      interrupted: true,
    });
    expect(store.saveTurn(turn)).toEqual({ durable: true });
    store.close();
    const { id, ...read } = (await open()).recentTurns({ limit: 10 })[0]!;
    expect(read).toEqual(turn);
    expect(id).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  });

  it('replaces a turn that is saved again and keeps turns of sessions with the same name apart', async () => {
    const store = await open();
    store.saveTurn(turnRecord(1, { heardText: '' }));
    store.saveTurn(turnRecord(1, { heardText: 'answer' }));
    store.saveTurn(turnRecord(1, { startedAt: 5 }));
    expect(store.recentTurns({ limit: 10 }).map((turn) => turn.heardText)).toEqual(['answer', 'answer 1']);
    expect(store.search('question', 10)).toHaveLength(2);
  });

  it('lists by session, newest first, page by page', async () => {
    const store = await open();
    for (let i = 1; i <= 25; i++) {
      store.saveTurn(turnRecord(i, { sessionId: i % 2 ? 'odd' : 'even', startedAt: Math.floor(i / 3) }));
    }
    const seen: number[] = [];
    for (let page = store.recentTurns({ limit: 7 }); page.length > 0;) {
      seen.push(...page.map((turn) => turn.turnId));
      page = store.recentTurns({ limit: 7, before: page.at(-1)! });
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => 25 - i));
    expect(store.recentTurns({ sessionId: 'even', limit: 3 }).map((turn) => turn.turnId)).toEqual([
      24, 22, 20,
    ]);
    expect(store.recentTurns({ sessionId: 'none', limit: 3 })).toEqual([]);
    for (const limit of [0, -1, Number.NaN]) expect(store.recentTurns({ limit })).toEqual([]);
  });

  it('finds by the beginnings of words in question and answer, with the place marked', async () => {
    const store = await open();
    store.saveTurn(
      turnRecord(1, { userText: 'What is the weather in Zürich?', replyText: 'Sunny, twenty degrees.' }),
    );
    store.saveTurn(
      turnRecord(2, { userText: 'Set a timer', replyText: 'Timer set for weathering the storm.' }),
    );
    const found = store.search('WEATH', 10);
    expect(found.map((hit) => hit.turn.turnId).toSorted()).toEqual([1, 2]);
    const first = found.find((hit) => hit.turn.turnId === 1)!;
    expect(first.highlights.map(({ start, end }) => first.snippet.slice(start, end))).toEqual(['weather']);
    expect(store.search('zurich', 10).map((hit) => hit.turn.turnId)).toEqual([1]);
    expect(store.search('weather timer', 10).map((hit) => hit.turn.turnId)).toEqual([2]);
    expect(store.search('degrees storm', 10)).toEqual([]);
    expect(store.search('weather', 1)).toHaveLength(1);
  });

  it('takes any text as a search', async () => {
    const store = await open();
    store.saveTurn(turnRecord(1));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (text) => {
        store.search(text, 5);
      }),
      { numRuns: 300 },
    );
    for (const text of [
      '"',
      'a OR',
      'user_text:x',
      '(',
      '*',
      'NEAR(',
      '\0question',
      "'; DROP TABLE turns; --",
    ]) {
      store.search(text, 5);
    }
    expect(store.search('\0question', 5)).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  it('saves whatever a turn may hold', async () => {
    const store = await open();
    const odd = turnRecord(1, {
      userText: `a\0b ${'long '.repeat(100_000)}\ud800`,
      confidence: Number.NaN,
      endSilenceMs: Infinity,
      sessionId: '',
    });
    expect(store.saveTurn(odd)).toEqual({ durable: true });
    const read = store.recentTurns({ limit: 1 })[0]!;
    expect(read.userText.startsWith('ab long long')).toBe(true);
    expect(read.userText.length).toBeLessThanOrEqual(200_000);
    expect(read.confidence).toBe(0);
  });

  it('deletes a turn, its search entries and its traces in the files', async () => {
    const store = await open();
    store.saveTurn(turnRecord(1, { userText: 'xylophonesecret', replyText: '', heardText: '' }));
    store.saveTurn(turnRecord(2));
    const id = store.search('xylophone', 1)[0]!.turn.id;
    expect(store.deleteTurn(id)).toEqual({ ok: true, value: true });
    expect(store.deleteTurn(id)).toEqual({ ok: true, value: false });
    expect(store.search('xylophone', 1)).toEqual([]);
    store.close();
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name)).includes('xylophone')).toBe(false);
    }
  });

  it('clears everything at once, timers excepted', async () => {
    const store = await open();
    for (let i = 0; i < 50; i++) store.saveTurn(turnRecord(i, { userText: `xylophonesecret ${i}` }));
    store.skills.schedule({ id: 'a', kind: 'alarm', label: 'wake', dueAt: 5, createdAt: 1 });
    expect(store.clear()).toEqual({ ok: true, value: 50 });
    expect(store.status().turns).toBe(0);
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name)).includes('xylophone')).toBe(false);
    }
    expect(store.skills.scheduled()).toHaveLength(1);
  });

  it('forgets what is older than wanted, at the start and while running', async () => {
    const clock = createVirtualClock(1_800_000_000_000);
    const day = 86_400_000;
    const first = await open({ clock });
    first.saveTurn(turnRecord(1, { startedAt: clock.epochNow() - 8 * day }));
    first.saveTurn(turnRecord(2, { startedAt: clock.epochNow() - 6 * day }));
    first.close();
    const store = await open({ clock, maxAgeDays: 7 });
    expect(store.recentTurns({ limit: 9 }).map((turn) => turn.turnId)).toEqual([2]);
    await clock.advance(2 * day);
    store.saveTurn(turnRecord(3, { startedAt: clock.epochNow() }));
    expect(store.recentTurns({ limit: 9 }).map((turn) => turn.turnId)).toEqual([3]);
  });

  it('writes no turn when not to keep any, yet remembers it until the end', async () => {
    const store = await open({ keep: false });
    expect(store.saveTurn(turnRecord(1, { userText: 'xylophonesecret' }))).toEqual({ durable: false });
    expect(store.search('xylophone', 5).map((hit) => hit.turn.turnId)).toEqual([1]);
    expect(store.status()).toMatchObject({ saving: false, fault: null, heldTurns: 1 });
    store.configure({ keep: true, maxAgeDays: 0 });
    store.saveTurn(turnRecord(2));
    expect(store.recentTurns({ limit: 5 }).map((turn) => turn.turnId)).toEqual([2]);
    store.close();
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name)).includes('xylophone')).toBe(false);
    }
  });

  it('exports as JSON and Markdown', async () => {
    const store = await open();
    const turns = Array.from({ length: 450 }, (_, i) => turnRecord(i + 1));
    for (const turn of turns) store.saveTurn(turn);
    expect(JSON.parse([...store.export('json')].join(''))).toEqual(turns);
    store.clear();
    expect(JSON.parse([...store.export('json')].join(''))).toEqual([]);
    store.saveTurn(turnRecord(1, { userText: '# *hi* <b>\nthere', interrupted: true, heardText: 'ans' }));
    expect([...store.export('markdown')].join('')).toBe(
      '# Parley history\n\n## Session s1\n\n### 2023-11-14 22:13:30 UTC\n\n**You:** \\# \\*hi\\* \\<b\\> there\n\n' +
        '**Parley:** answer 1\n\n*Interrupted; heard was:* ans\n',
    );
  });

  it.runIf(process.platform !== 'win32')('is private on disk', async () => {
    const inner = join(folder, 'data');
    const store = await open({ folder: inner });
    store.saveTurn(turnRecord(1));
    expect(statSync(inner).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(inner)) expect(statSync(join(inner, name)).mode & 0o777).toBe(0o600);
    expect(readdirSync(inner)).toContain('history.db-wal');
  });

  it('works in a folder with an awkward name', async () => {
    const inner = join(folder, 'a b?c#d%20e\u00fc\'"');
    mkdirSync(inner);
    const store = await open({ folder: inner });
    expect(store.saveTurn(turnRecord(1)).durable).toBe(true);
    expect(existsSync(join(inner, 'history.db'))).toBe(true);
  });

  it('closes twice and answers calmly afterwards', async () => {
    const store = await open();
    store.saveTurn(turnRecord(1));
    store.close();
    store.close();
    expect(store.saveTurn(turnRecord(2))).toEqual({ durable: false });
    expect(store.recentTurns({ limit: 5 })).toEqual([]);
    expect(store.deleteTurn(1).ok).toBe(false);
    expect(store.skills.scheduled()).toEqual([]);
  });
});

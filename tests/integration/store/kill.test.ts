import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../electron/contract/errors.ts';
import { loadSqlite } from '../../../electron/engine/native/sqlite.ts';
import { openHistory } from '../../../electron/engine/store/history-store.ts';

const writer = fileURLToPath(new URL('../../support/history-writer.mjs', import.meta.url));
const settingsWriter = fileURLToPath(new URL('../../support/settings-writer.mjs', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-kill-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the writer, kills it once it has acknowledged `killAfter` turns, and returns the last number it printed. */
function runWriter(
  session: string,
  count: number,
  killAfter: number,
): Promise<{ last: number; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [writer, folder, session, String(count)]);
    let output = '';
    let stderr = '';
    child.stdout.on('data', (bytes: Buffer) => {
      output += bytes.toString();
      if (killAfter > 0 && output.split('\n').length > killAfter) child.kill('SIGKILL');
    });
    child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
    child.on('close', () => {
      const acknowledged = output.split('\n').slice(0, -1);
      resolve({ last: Number(acknowledged.at(-1) ?? 0), stderr });
    });
  });
}

function run(script: string, args: string[]): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('close', resolve);
  });
}

async function turnsOf(session: string): Promise<number[]> {
  const faults: Fault[] = [];
  const opened = await openHistory({
    folder,
    observer: { onFault: (fault) => faults.push(fault), onRecovered: () => {} },
  });
  if (!opened.ok) throw new Error(opened.fault.message);
  const store = opened.value;
  const turns = store.recentTurns({ sessionId: session, limit: 10_000 }).map((turn) => turn.turnId);
  if (turns.length > 0) expect(store.search('question', 1)).toHaveLength(1);
  store.close();
  expect(faults).toEqual([]);
  return turns.toSorted((a, b) => a - b);
}

describe('a process that is killed while it saves', () => {
  it('loses no acknowledged turn and leaves a sound database, twenty times over', async () => {
    const sqlite = await loadSqlite();
    if (!sqlite.ok) throw new Error(sqlite.fault.message);
    for (let round = 0; round < 20; round++) {
      const session = `round-${round}`;
      const { last, stderr } = await runWriter(session, 0, 1 + ((round * 37) % 150));
      expect(stderr).toBe('');
      expect(last).toBeGreaterThan(0);
      const saved = await turnsOf(session);
      expect(saved.slice(0, last)).toEqual(Array.from({ length: last }, (_, i) => i + 1));
      // The turn being written when the kill came may be there or not, but nothing after it.
      expect(saved.length - last).toBeLessThanOrEqual(2);
      const db = sqlite.value.open(join(folder, 'history.db'), { readOnly: false, busyTimeoutMs: 1_000 });
      expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
      db.close();
    }
    expect(readdirSync(folder).filter((name) => name.includes('broken'))).toEqual([]);
  });

  it('can be killed while it opens a new database', async () => {
    for (let round = 0; round < 10; round++) {
      const child = spawn(process.execPath, [writer, folder, 'opening', '3'], { stdio: 'ignore' });
      setTimeout(() => child.kill('SIGKILL'), 60 + round * 25);
      await new Promise((resolve) => child.on('close', resolve));
      await turnsOf('opening');
    }
  });
});

describe('several processes at once', () => {
  it('save into one history without losing a turn', async () => {
    const results = await Promise.all(['a', 'b', 'c'].map((session) => runWriter(session, 150, 0)));
    expect(results.map((result) => result.stderr)).toEqual(['', '', '']);
    expect(results.map((result) => result.last)).toEqual([150, 150, 150]);
    for (const session of ['a', 'b', 'c']) {
      expect(await turnsOf(session)).toEqual(Array.from({ length: 150 }, (_, i) => i + 1));
    }
  });

  it('change settings without losing each other’s keys', async () => {
    const { openSettings } = await import('../../../electron/engine/store/settings-file.ts');
    const rates = Array.from({ length: 40 }, (_, i) => String(0.5 + i / 100));
    const volumes = Array.from({ length: 40 }, (_, i) => String(i / 100));
    const ages = Array.from({ length: 40 }, (_, i) => String(i));
    const codes = await Promise.all([
      run(settingsWriter, [folder, 'speechRate', ...rates]),
      run(settingsWriter, [folder, 'volume', ...volumes]),
      run(settingsWriter, [folder, 'history.maxAgeDays', ...ages]),
    ]);
    expect(codes).toEqual([0, 0, 0]);
    const settings = openSettings(folder);
    expect(settings.faults()).toEqual([]);
    expect(settings.current()).toMatchObject({ speechRate: 0.89, volume: 0.39, history: { maxAgeDays: 39 } });
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });
});

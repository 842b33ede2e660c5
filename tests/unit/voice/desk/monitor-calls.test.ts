/** What is asked of the desk about how Parley is, with a real settings file and an engine that only notes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAlertBoard } from '../../../../electron/engine/observe/alert-board.ts';
import { createVirtualClock } from '../../../../electron/engine/runtime/virtual-clock.ts';
import { openSettings } from '../../../../electron/engine/store/settings-file.ts';
import type { DeskParts } from '../../../../electron/voice/desk/desk-calls.ts';
import type { Connection } from '../../../../electron/voice/desk/connection.ts';
import { createMonitorCalls } from '../../../../electron/voice/desk/monitor-calls.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-mute-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A Parley as it starts: what the settings mute is muted. */
function start() {
  const settingsFile = openSettings(folder);
  const board = createAlertBoard(createVirtualClock(0), () => {});
  board.muteOnly(settingsFile.current().monitor.mutedAlerts);
  const closed: string[] = [];
  const engine = {
    onPressure: () => () => {},
    onAlert: () => () => {},
    muteAlert: board.mute,
    sessions: () => [{ id: 's-1', close: () => Promise.resolve(closed.push('s-1')) }],
  };
  const services = { settings: () => settingsFile.current(), settingsFile };
  const parts = { engine, services, broadcast() {}, connections: () => [] } as unknown as DeskParts;
  const { calls } = createMonitorCalls(parts);
  const connection = {} as Connection;
  board.step({ load_high: 99, queue_long: 500, errors_high: 50 });
  const muted = () => board.list().flatMap(({ code, muted: is }) => (is ? [code] : []));
  return { calls, connection, settingsFile, muted, closed };
}

describe('muting an alert', () => {
  it('lasts over a restart, and so does taking it back', async () => {
    const first = start();
    expect(first.muted()).toEqual([]);
    expect(await first.calls.muteAlert({ code: 'load_high', muted: true }, first.connection)).toMatchObject({
      ok: true,
    });
    await first.calls.muteAlert({ code: 'queue_long', muted: true }, first.connection);
    await first.calls.muteAlert({ code: 'queue_long', muted: true }, first.connection);
    expect(first.settingsFile.get('monitor.mutedAlerts')).toEqual({
      ok: true,
      value: 'load_high, queue_long',
    });
    const second = start();
    expect(second.muted().sort()).toEqual(['load_high', 'queue_long']);
    await second.calls.muteAlert({ code: 'load_high', muted: false }, second.connection);
    expect(start().muted()).toEqual(['queue_long']);
  });

  it('counts for this run when it cannot be saved, and says that it was not', async () => {
    const desk = start();
    // a folder that is gone takes no file, whoever writes
    rmSync(folder, { recursive: true });
    const answer = await desk.calls.muteAlert({ code: 'load_high', muted: true }, desk.connection);
    expect(answer.ok).toBe(false);
    expect(desk.muted()).toEqual(['load_high']);
  });
});

describe('closing a session', () => {
  it('closes the one that is there and knows no other', async () => {
    const { calls, closed, connection } = start();
    expect(await calls.closeSession({ session_id: 's-2' }, connection)).toMatchObject({
      fault: { code: 'session_unknown' },
    });
    expect(await calls.closeSession({ session_id: 's-1' }, connection)).toMatchObject({ ok: true });
    expect(closed).toEqual(['s-1']);
  });
});

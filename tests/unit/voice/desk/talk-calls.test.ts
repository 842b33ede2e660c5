/** A talk key that is held in a window, which may go while it is held; a microphone that is off whatever the disk says. */
import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../../electron/contract/errors.ts';
import { defaultSettings } from '../../../../electron/contract/settings.ts';
import type { Session } from '../../../../electron/engine/session.ts';
import type { Connection } from '../../../../electron/voice/desk/connection.ts';
import type { DeskParts } from '../../../../electron/voice/desk/desk-calls.ts';
import { createTalkCalls } from '../../../../electron/voice/desk/talk-calls.ts';
import { initialTalk } from '../../../../electron/voice/desk/talk-state.ts';

function desk() {
  const held: boolean[] = [];
  const muted: boolean[] = [];
  const session = {
    hold: (pressed: boolean) => void held.push(pressed),
    setMuted: (off: boolean) => void muted.push(off),
  } as unknown as Session;
  const disk = { takes: true, muted: false };
  const settings = () => ({ ...defaultSettings, talk: { ...defaultSettings.talk, muted: disk.muted } });
  const connections = new Set<Connection>();
  let talk = initialTalk(defaultSettings);
  const parts = {
    conversation: {
      isOpen: true,
      hears: true,
      wish(run: (session: Session) => void) {
        run(session);
        return ok(null);
      },
    },
    talk: () => talk,
    setTalk: (next: typeof talk) => void (talk = next),
    connections: () => connections,
    faults: { raise() {} },
    services: {
      settings,
      settingsFile: {
        set(_path: string, value: boolean) {
          if (!disk.takes) return err('store_busy');
          disk.muted = value;
          return ok(null);
        },
      },
    },
  } as unknown as DeskParts;
  const { calls, leave, follow, onStarted } = createTalkCalls(parts);
  function connect(): Connection {
    const connection = { holdsTalk: false } as Connection;
    connections.add(connection);
    return connection;
  }
  function go(connection: Connection): void {
    connections.delete(connection);
    leave(connection);
  }
  const followFile = () => follow(settings());
  return { held, muted, disk, calls, connect, go, followFile, onStarted, isHeld: () => talk.talk.held };
}

describe('a talk key that is held', () => {
  it('is let go of when its window goes', () => {
    const { held, calls, connect, go, isHeld } = desk();
    const window = connect();
    void calls.pressTalk({}, window);
    expect(isHeld()).toBe(true);
    go(window);
    expect(held).toEqual([true, false]);
    expect(isHeld()).toBe(false);
  });

  it('stays held when a window goes that did not hold it, or let go of it', () => {
    const { held, calls, connect, go } = desk();
    const [one, two] = [connect(), connect()];
    void calls.pressTalk({}, one);
    void calls.releaseTalk({}, one);
    void calls.pressTalk({}, two);
    go(one);
    expect(held).toEqual([true, false, true]);
  });

  it('stays held as long as somebody holds it', () => {
    const { held, calls, connect, go } = desk();
    const [one, two] = [connect(), connect()];
    void calls.pressTalk({}, one);
    void calls.pressTalk({}, two);
    go(one);
    expect(held).toEqual([true, true]);
    go(two);
    expect(held).toEqual([true, true, false]);
  });
});

describe('a microphone that was switched off while the disk did not take it', () => {
  async function mutedWithoutDisk() {
    const made = desk();
    made.disk.takes = false;
    await made.calls.setMuted({ muted: true }, made.connect());
    expect(made.muted).toEqual([true]);
    made.disk.takes = true;
    return made;
  }

  it('stays off when another setting is changed, and is saved then', async () => {
    const { muted, disk, followFile } = await mutedWithoutDisk();
    expect(followFile()).toBe(true);
    await Promise.resolve();
    expect(muted).toEqual([true, true]);
    expect(disk.muted).toBe(true);
    expect(followFile()).toBe(true);
    expect(muted).toHaveLength(2);
  });

  it('stays off in the next session, which follows the file', async () => {
    const { muted, onStarted } = await mutedWithoutDisk();
    onStarted();
    expect(muted).toEqual([true, true]);
  });

  it('is on again when that is set', async () => {
    const { muted, disk, calls, connect, followFile } = await mutedWithoutDisk();
    await calls.setMuted({ muted: false }, connect());
    expect(followFile()).toBe(false);
    expect(muted).toEqual([true, false]);
    expect(disk.muted).toBe(false);
  });
});

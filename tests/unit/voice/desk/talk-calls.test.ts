/** A talk key that is held in a window, which may go while it is held. */
import { describe, expect, it } from 'vitest';
import { ok } from '../../../../electron/contract/errors.ts';
import { defaultSettings } from '../../../../electron/contract/settings.ts';
import type { Session } from '../../../../electron/engine/session.ts';
import type { Connection } from '../../../../electron/voice/desk/connection.ts';
import type { DeskParts } from '../../../../electron/voice/desk/desk-calls.ts';
import { createTalkCalls } from '../../../../electron/voice/desk/talk-calls.ts';
import { initialTalk } from '../../../../electron/voice/desk/talk-state.ts';

function desk() {
  const held: boolean[] = [];
  const session = { hold: (pressed: boolean) => void held.push(pressed) } as unknown as Session;
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
  } as unknown as DeskParts;
  const { calls, leave } = createTalkCalls(parts);
  function connect(): Connection {
    const connection = { holdsTalk: false } as Connection;
    connections.add(connection);
    return connection;
  }
  function go(connection: Connection): void {
    connections.delete(connection);
    leave(connection);
  }
  return { held, calls, connect, go, isHeld: () => talk.talk.held };
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

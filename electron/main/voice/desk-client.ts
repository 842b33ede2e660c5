/**
 * The main process's own line to the desk, the same protocol as a window's, kept across restarts of the voice process.
 * Owns the mirror of the desk's state and the matching of answers; refuses to queue calls while there is no desk.
 */
import type { DeskEvent } from '../../contract/desk-events.ts';
import type { Snapshot } from '../../contract/desk-views.ts';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { DeskMessage, RpcCall } from '../../contract/rpc.ts';
import type { DeskClient } from '../main-context.ts';
import { createListeners } from '../listeners.ts';
import { applyDeskEvent } from './desk-mirror.ts';

/** What is used of Electron's MessagePortMain. */
export interface DeskPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  start(): void;
  close(): void;
}

export interface DeskLineClient extends DeskClient {
  /** A new line: asks for the snapshot. Resolves with it; an error means that the desk cannot be used. */
  use(port: DeskPort): Promise<Result<Snapshot>>;
  /** The desk is gone: open calls are answered `closed`. */
  lose(): void;
}

export function createDeskClient(): DeskLineClient {
  const events = createListeners<DeskEvent>();
  const snapshots = createListeners<Snapshot>();
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  let port: DeskPort | null = null;
  let snapshot: Snapshot | null = null;
  /** Events count only once the line's own snapshot is there. */
  let live = false;
  let nextId = 1;

  function become(next: Snapshot): void {
    if (next === snapshot) return;
    snapshot = next;
    snapshots.tell(next);
  }

  function take(message: DeskMessage): void {
    if (message.type === 'answer') {
      const resolve = waiting.get(message.id);
      waiting.delete(message.id);
      resolve?.(message.ok ? ok(message.value) : { ok: false, fault: message.fault });
    } else if (message.type === 'event' && live && snapshot) {
      become(applyDeskEvent(snapshot, message.event));
      events.tell(message.event);
    }
  }

  const call: DeskClient['call'] = (method, params) => {
    if (!port) return Promise.resolve(err('closed'));
    const id = nextId++;
    port.postMessage({ type: 'call', id, method, params } satisfies RpcCall);
    return new Promise((resolve) => waiting.set(id, resolve as (result: Result<unknown>) => void));
  };

  function lose(): void {
    port?.close();
    port = null;
    live = false;
    for (const resolve of waiting.values()) resolve(err('closed'));
    waiting.clear();
  }

  return {
    call,
    onEvent: events.add,
    snapshot: () => snapshot,
    onSnapshot: snapshots.add,
    async use(given) {
      lose();
      port = given;
      given.on('message', ({ data }) => {
        if (port === given) take(data as DeskMessage);
      });
      given.start();
      // settled here and not after an await: the next message may already be an event on top of it
      return new Promise((resolve) => {
        const id = nextId++;
        waiting.set(id, (result) => {
          if (result.ok) {
            live = true;
            become(result.value as Snapshot);
          }
          resolve(result as Result<Snapshot>);
        });
        given.postMessage({ type: 'call', id, method: 'getSnapshot', params: {} } satisfies RpcCall);
      });
    },
    lose,
  };
}

/**
 * One window's line to the desk: parses what it asks, has it answered exactly once, and tells it what happens. Bad
 * messages cost their own answer and nothing else. Owns what belongs to this window alone (level, sound, trial).
 */
import type { Carrier } from '../../contract/carrier.ts';
import type { DeskEvent } from '../../contract/desk-events.ts';
import { err, faultOf, FaultError } from '../../contract/errors.ts';
import type { Fault, Result } from '../../contract/errors.ts';
import { rpcCallSchema, rpcSchemas } from '../../contract/rpc.ts';
import type { LevelMessage, MonitorMessage, RpcCall, RpcMethod } from '../../contract/rpc.ts';
import type { Logger } from '../../engine/runtime/logger.ts';
import type { DeskCalls } from './desk-calls.ts';
import { createOutbox } from './outbox.ts';
import { deskTuning } from './tuning.ts';

export interface Connection {
  readonly carrier: Carrier;
  watchesLevel: boolean;
  watchesMonitor: boolean;
  triesWake: boolean;
  /** It pressed the talk key and has not let go of it. */
  holdsTalk: boolean;
  /** Sound that this window sends; null while nobody wants it. */
  onSound: ((bytes: Uint8Array) => void) | null;
  /** Aborted when the connection is gone: what only it waits for is given up. */
  readonly gone: AbortSignal;
  tell(event: DeskEvent): void;
  tellLevel(message: LevelMessage): void;
  tellMonitor(message: MonitorMessage): void;
  close(code: number, reason: string): void;
}

export interface ConnectionParts {
  readonly carrier: Carrier;
  readonly calls: DeskCalls;
  readonly log: Logger;
  readonly onGone: (connection: Connection) => void;
}

/** Of what was thrown only a fault is told; anything else is a bug, whose text might quote what was said. */
function faultOfThrown(thrown: unknown): Fault {
  return thrown instanceof FaultError ? thrown.fault : faultOf('internal');
}

const isMethod = (name: string): name is RpcMethod => Object.hasOwn(rpcSchemas, name);

export function createConnection(parts: ConnectionParts): Connection {
  const { carrier, log } = parts;
  const outbox = createOutbox(carrier);
  const gone = new AbortController();
  let inProgress = 0;

  function answer(id: number, result: Result<unknown>): void {
    if (gone.signal.aborted) return;
    outbox.post(
      result.ok
        ? { type: 'answer', id, ok: true, value: result.value }
        : { type: 'answer', id, ok: false, fault: result.fault },
    );
  }

  /** A call begins before the next message is looked at, so that what is pressed and released stays in order. */
  function run(call: RpcCall): Result<unknown> | Promise<Result<unknown>> {
    const { method } = call;
    if (!isMethod(method)) return err('method_unknown');
    const params = rpcSchemas[method].safeParse(call.params ?? {});
    if (!params.success) {
      const where = params.error.issues[0]?.path.map(String).join('.').slice(0, 100);
      return err('bad_argument', where || method);
    }
    if (inProgress >= deskTuning.callsAtOnceMost) return err('desk_busy');
    const call_ = parts.calls[method] as (params: unknown, connection: Connection) => Result<unknown>;
    return call_(params.data, connection);
  }

  async function serve(call: RpcCall): Promise<void> {
    try {
      const result = run(call);
      if (!(result instanceof Promise)) return answer(call.id, result);
      inProgress++;
      try {
        answer(call.id, await result);
      } finally {
        inProgress--;
      }
    } catch (thrown) {
      const fault = faultOfThrown(thrown);
      const error = thrown instanceof Error ? thrown.name : typeof thrown;
      log.error({ method: call.method.slice(0, 60), code: fault.code, error }, 'a call failed');
      answer(call.id, { ok: false, fault });
    }
  }

  function receive(message: unknown): void {
    const call = rpcCallSchema.safeParse(message);
    if (call.success) return void serve(call.data);
    const id: unknown =
      typeof message === 'object' && message !== null && 'id' in message ? message.id : undefined;
    const known = typeof id === 'number' && Number.isSafeInteger(id) && id >= 0;
    answer(known ? id : -1, err('bad_argument', 'not a call'));
  }

  const connection: Connection = {
    carrier,
    watchesLevel: false,
    watchesMonitor: false,
    triesWake: false,
    holdsTalk: false,
    onSound: null,
    gone: gone.signal,
    tell: (event) => outbox.post({ type: 'event', event }),
    tellLevel: (message) => outbox.postLevel(message),
    tellMonitor: (message) => outbox.postLevel(message),
    close: (code, reason) => carrier.close(code, reason),
  };
  carrier.onClose(() => {
    if (gone.signal.aborted) return;
    gone.abort();
    outbox.close();
    connection.onSound = null;
    parts.onGone(connection);
  });
  carrier.onSound((bytes) => connection.onSound?.(bytes));
  carrier.onMessage(receive);
  return connection;
}

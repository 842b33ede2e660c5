/**
 * Asks the desk for what it measures, over a line of its own inside this process: the gateway holds no key to the
 * engine but this one. The line is opened with the first question and again when it was lost.
 */
import type { Carrier } from '../contract/carrier.ts';
import { err, ok } from '../contract/errors.ts';
import type { FaultCode, Result } from '../contract/errors.ts';
import type { MonitorView, OptimizeReport, OptimizeRequest } from '../contract/metrics.ts';
import type { RpcAnswer, RpcCall } from '../contract/rpc.ts';

export interface MonitorDoor {
  /** Errors: the desk's, `closed`. */
  view(): Promise<Result<MonitorView>>;
  /** Errors: the desk's, `closed`. */
  optimize(request: OptimizeRequest): Promise<Result<OptimizeReport>>;
}

interface Line {
  ask(method: string, params: unknown): Promise<Result<unknown>>;
}

const isAnswer = (message: unknown): message is RpcAnswer =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'answer';

/** @param onGone the line cannot be used any more */
function openLine(desk: { connect(carrier: Carrier): void }, onGone: () => void): Line {
  const waiting = new Map<number, (answer: Result<unknown>) => void>();
  const calls: ((message: unknown) => void)[] = [];
  const closings: (() => void)[] = [];
  let nextId = 1;
  let isOpen = true;

  const end = () => {
    if (!isOpen) return;
    isOpen = false;
    onGone();
    for (const settle of waiting.values()) settle(err('closed'));
    waiting.clear();
    for (const listener of closings) listener();
  };
  desk.connect({
    post(message) {
      // events and levels of the desk are for windows
      if (!isAnswer(message)) return;
      const settle = waiting.get(message.id);
      waiting.delete(message.id);
      settle?.(message.ok ? ok(message.value) : { ok: false, fault: message.fault });
    },
    postSound() {},
    waitingBytes: 0,
    onMessage: (listener) => void calls.push(listener),
    onSound() {},
    onClose: (listener) => void closings.push(listener),
    close: end,
  });
  return {
    ask(method, params) {
      if (!isOpen) return Promise.resolve(err('closed'));
      const id = nextId++;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        for (const call of calls) call({ type: 'call', id, method, params } satisfies RpcCall);
      });
    },
  };
}

export function createMonitorDoor(desk: { connect(carrier: Carrier): void }): MonitorDoor {
  let line: Line | null = null;
  async function ask(method: string, params: unknown): Promise<Result<unknown>> {
    line ??= openLine(desk, () => (line = null));
    return line.ask(method, params);
  }
  return {
    // the other end of this line is our own desk, whose answers the contract types
    view: () => ask('getMonitor', {}) as Promise<Result<MonitorView>>,
    optimize: (request) => ask('optimize', request) as Promise<Result<OptimizeReport>>,
  };
}

/** The status of HTTP for a fault of the desk. */
export function statusOfFault(code: FaultCode): number {
  if (code === 'session_unknown' || code === 'not_found') return 404;
  if (code === 'bad_argument') return 400;
  return code === 'closed' ? 503 : 500;
}

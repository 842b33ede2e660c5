/** A window without a window: the other end of a carrier in memory, which asks, listens and keeps what it was told. */
import type { Carrier } from '../../electron/contract/carrier.ts';
import type { DeskEvent } from '../../electron/contract/desk-events.ts';
import type { Fault } from '../../electron/contract/errors.ts';
import type {
  DeskMessage,
  RpcAnswer,
  RpcMethod,
  RpcParams,
  RpcResults,
} from '../../electron/contract/rpc.ts';

export interface DeskLine {
  /** The desk's end. */
  readonly carrier: Carrier;
  /** What waits to be sent, as the desk sees it. */
  waitingBytes: number;
  readonly messages: readonly DeskMessage[];
  readonly events: readonly DeskEvent[];
  /** Sound received so far, in order. */
  readonly sound: readonly Uint8Array[];
  readonly closedWith: number | null;
  /** Rejects with a RefusedCall. */
  call<M extends RpcMethod>(method: M, params: RpcParams<M>): Promise<RpcResults[M]>;
  /** Sends anything at all. */
  sendRaw(message: unknown): void;
  sendSound(bytes: Uint8Array): void;
  ofType<T extends DeskEvent['type']>(type: T): Extract<DeskEvent, { type: T }>[];
  /** Resolves with the first event from `since` on (past ones included) that fits. */
  waitFor(
    fits: (event: DeskEvent) => boolean,
    options?: { since?: number; limitMs?: number },
  ): Promise<DeskEvent>;
  close(): void;
}

export class RefusedCall extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(`${fault.code}: ${fault.message}`);
    this.fault = fault;
  }
}

export function createDeskLine(): DeskLine {
  const messages: DeskMessage[] = [];
  const events: DeskEvent[] = [];
  const sound: Uint8Array[] = [];
  const asked = new Map<number, (answer: RpcAnswer) => void>();
  const watchers = new Set<(event: DeskEvent) => void>();
  let toDesk: (message: unknown) => void = () => {};
  let soundToDesk: (bytes: Uint8Array) => void = () => {};
  let onClose: () => void = () => {};
  let closedWith: number | null = null;
  let nextId = 1;

  function take(message: DeskMessage): void {
    messages.push(message);
    if (message.type === 'answer') {
      const settle = asked.get(message.id);
      asked.delete(message.id);
      settle?.(message);
    } else if (message.type === 'event') {
      events.push(message.event);
      for (const watcher of [...watchers]) watcher(message.event);
    }
  }

  function end(code: number): void {
    if (closedWith !== null) return;
    closedWith = code;
    onClose();
  }

  const line: DeskLine = {
    carrier: {
      post(message) {
        if (closedWith === null) take(structuredClone(message) as DeskMessage);
      },
      postSound: (bytes) => void sound.push(bytes.slice()),
      get waitingBytes() {
        return line.waitingBytes;
      },
      onMessage: (listener) => void (toDesk = listener),
      onSound: (listener) => void (soundToDesk = listener),
      onClose: (listener) => void (onClose = listener),
      close: (code) => end(code ?? 1000),
    },
    waitingBytes: 0,
    messages,
    events,
    sound,
    get closedWith() {
      return closedWith;
    },
    call(method, params) {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        asked.set(id, (answer) =>
          answer.ok ? resolve(answer.value as never) : reject(new RefusedCall(answer.fault)),
        );
        toDesk({ type: 'call', id, method, params });
      });
    },
    sendRaw: (message) => toDesk(message),
    sendSound: (bytes) => soundToDesk(bytes),
    ofType: <T extends DeskEvent['type']>(type: T) =>
      events.filter((event): event is Extract<DeskEvent, { type: T }> => event.type === type),
    waitFor(fits, { since = 0, limitMs = 60_000 } = {}) {
      const past = events.slice(since).find(fits);
      if (past) return Promise.resolve(past);
      return new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer);
          watchers.delete(watcher);
        };
        const timer = setTimeout(() => {
          stop();
          const seen = events.map((event) => (event.type === 'session' ? event.event.type : event.type));
          reject(new Error(`waited ${limitMs} ms for an event; seen: ${seen.join(' ')}`));
        }, limitMs);
        const watcher = (event: DeskEvent) => {
          if (!fits(event)) return;
          stop();
          resolve(event);
        };
        watchers.add(watcher);
      });
    },
    close: () => end(1000),
  };
  return line;
}

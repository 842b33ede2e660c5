/**
 * Calls and answers over one line: numbers the calls, matches the answers, hands on events, levels and sound. Owns no
 * reconnecting; a client lives as long as its line.
 */
import type { Carrier } from '../../../electron/contract/carrier.ts';
import type { DeskEvent } from '../../../electron/contract/desk-events.ts';
import { err } from '../../../electron/contract/errors.ts';
import type { Result } from '../../../electron/contract/errors.ts';
import type { MonitorView } from '../../../electron/contract/metrics.ts';
import type {
  DeskMessage,
  LevelMessage,
  RpcCall,
  RpcMethod,
  RpcParams,
  RpcResults,
  SoundFormatMessage,
  SoundGainMessage,
  SoundStopMessage,
} from '../../../electron/contract/rpc.ts';

export type SoundMessage = SoundFormatMessage | SoundGainMessage | SoundStopMessage;

export interface RpcClientParts {
  readonly carrier: Carrier;
  readonly onEvent: (event: DeskEvent) => void;
  readonly onLevel: (level: LevelMessage) => void;
  readonly onMonitor: (view: MonitorView) => void;
  readonly onSoundMessage: (message: SoundMessage) => void;
  readonly onSound: (bytes: Uint8Array) => void;
  readonly onClosed: () => void;
}

export interface RpcClient {
  call<M extends RpcMethod>(method: M, params: RpcParams<M>): Promise<Result<RpcResults[M]>>;
  sendSound(bytes: Uint8Array): void;
  close(): void;
}

export function createRpcClient({ carrier, ...parts }: RpcClientParts): RpcClient {
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  let nextId = 1;
  let closed = false;

  carrier.onMessage((data) => {
    const message = data as DeskMessage;
    switch (message.type) {
      case 'answer': {
        const resolve = waiting.get(message.id);
        waiting.delete(message.id);
        resolve?.(message.ok ? { ok: true, value: message.value } : { ok: false, fault: message.fault });
        return;
      }
      case 'event':
        return parts.onEvent(message.event);
      case 'level':
        return parts.onLevel(message);
      case 'monitor':
        return parts.onMonitor(message.view);
      case 'soundFormat':
      case 'soundGain':
      case 'soundStop':
        return parts.onSoundMessage(message);
    }
  });
  carrier.onSound(parts.onSound);
  carrier.onClose(() => {
    if (closed) return;
    closed = true;
    for (const resolve of waiting.values()) resolve(err('closed'));
    waiting.clear();
    parts.onClosed();
  });

  return {
    call(method, params) {
      if (closed) return Promise.resolve(err('closed'));
      const id = nextId++;
      return new Promise((resolve) => {
        waiting.set(id, resolve as (result: Result<unknown>) => void);
        carrier.post({ type: 'call', id, method, params } satisfies RpcCall);
      });
    },
    sendSound: (bytes) => carrier.postSound(bytes),
    close: () => carrier.close(),
  };
}

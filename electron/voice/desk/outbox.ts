/**
 * What one connection is sent, in order and without loss, except that of a replaceable message only the newest need
 * arrive. Owns the limits of a slow reader; knows nothing of what the messages mean but their key.
 */
import type { Carrier } from '../../contract/carrier.ts';
import type { DeskMessage, LevelMessage, MonitorMessage } from '../../contract/rpc.ts';
import { deskTuning } from './tuning.ts';

export interface Outbox {
  /** In order with everything else; `replaceable` ones give way to the next of the same key when there is no time. */
  post(message: DeskMessage): void;
  /** Left out when the reader is slow. */
  postLevel(message: LevelMessage | MonitorMessage): void;
  close(): void;
}

/** Messages of the same key replace each other; null arrives whatever happens. */
export function coalesceKey(message: DeskMessage): string | null {
  if (message.type !== 'event') return null;
  const { event } = message;
  switch (event.type) {
    case 'liveChanged':
      return 'live';
    case 'measureProgress':
      return 'measure';
    case 'downloadChanged':
      // its end is told, whatever follows
      return event.download?.state === 'running' ? `download ${event.name}` : null;
    case 'session':
      return event.event.type === 'partialTranscription' ? 'partial' : null;
    case 'dictated':
      return event.isFinal ? null : 'dictated';
    default:
      return null;
  }
}

export function createOutbox(carrier: Carrier): Outbox {
  /** Held back, by key, in the order in which the keys first came. */
  const held = new Map<string, DeskMessage>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastSentMs = -Infinity;
  let closed = false;

  function send(message: DeskMessage): void {
    if (closed) return;
    if (carrier.waitingBytes > deskTuning.lostReaderBytes) {
      close();
      carrier.close(1013, 'the reader is too slow');
      return;
    }
    carrier.post(message);
  }

  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (held.size === 0) return;
    const messages = [...held.values()];
    held.clear();
    lastSentMs = performance.now();
    for (const message of messages) send(message);
  }

  function flushLater(ms: number): void {
    timer ??= setTimeout(() => {
      timer = null;
      if (carrier.waitingBytes > deskTuning.slowReaderBytes && !isLost()) flushLater(deskTuning.coalesceMs);
      else flush();
    }, ms);
  }

  const isLost = () => carrier.waitingBytes > deskTuning.lostReaderBytes;

  function close(): void {
    closed = true;
    held.clear();
    if (timer) clearTimeout(timer);
    timer = null;
  }

  return {
    post(message) {
      if (closed) return;
      const key = coalesceKey(message);
      if (key === null) {
        // what came before it is told before it
        flush();
        return send(message);
      }
      held.delete(key);
      held.set(key, message);
      const waitMs = lastSentMs + deskTuning.coalesceMs - performance.now();
      if (waitMs <= 0 && carrier.waitingBytes <= deskTuning.slowReaderBytes) flush();
      else flushLater(Math.max(0, waitMs));
    },
    postLevel(message) {
      if (!closed && carrier.waitingBytes <= deskTuning.slowReaderBytes) carrier.post(message);
    },
    close,
  };
}

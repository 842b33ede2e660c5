/**
 * The line to the desk over time: it may be lost and come back. Keeps listeners across lines, tells the state, and
 * asks for levels and measurements only while somebody listens. How a new carrier is had is the caller's business.
 */
import type { Carrier } from '../../../electron/contract/carrier.ts';
import { err } from '../../../electron/contract/errors.ts';
import type { MonitorView } from '../../../electron/contract/metrics.ts';
import type { Bridge, LineState } from './bridge.ts';
import { createRpcClient } from './rpc-client.ts';
import type { RpcClient, SoundMessage } from './rpc-client.ts';

export interface DeskLine extends Pick<Bridge, 'call' | 'onEvent' | 'onLine' | 'onLevel' | 'onMonitor'> {
  /** A line is there; an earlier one is let go. */
  use(carrier: Carrier): void;
  /** Without a line: why. */
  tell(state: Exclude<LineState, 'connected'>): void;
  onLost(listener: () => void): () => void;
  onSoundMessage(listener: (message: SoundMessage) => void): () => void;
  /** PCM16 mono; what is sent without a line is lost. */
  sendSound(bytes: Uint8Array): void;
  onSound(listener: (bytes: Uint8Array) => void): () => void;
}

function createListeners<T>() {
  const all = new Set<(value: T) => void>();
  return {
    get size() {
      return all.size;
    },
    add(listener: (value: T) => void) {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell(value: T) {
      for (const listener of [...all]) listener(value);
    },
  };
}

export function createDeskLine(): DeskLine {
  const events = createListeners<Parameters<Parameters<Bridge['onEvent']>[0]>[0]>();
  const levels = createListeners<Parameters<Parameters<Bridge['onLevel']>[0]>[0]>();
  const views = createListeners<MonitorView>();
  const lines = createListeners<LineState>();
  const losses = createListeners<void>();
  const sounds = createListeners<SoundMessage>();
  const pieces = createListeners<Uint8Array>();
  let client: RpcClient | null = null;
  let state: LineState = 'connecting';

  function become(next: LineState): void {
    if (state === next) return;
    state = next;
    lines.tell(next);
  }

  const line: DeskLine = {
    use(carrier) {
      const earlier = client;
      const mine = createRpcClient({
        carrier,
        onEvent: events.tell,
        onLevel: levels.tell,
        onMonitor: views.tell,
        onSoundMessage: sounds.tell,
        onSound: pieces.tell,
        onClosed() {
          if (client !== mine) return;
          client = null;
          become('lost');
          losses.tell();
        },
      });
      client = mine;
      earlier?.close();
      // told even when it was connected before: a new line has to be asked for everything again
      state = 'connected';
      lines.tell('connected');
      if (levels.size > 0) void mine.call('watchLevel', { on: true });
      if (views.size > 0) void mine.call('watchMonitor', { on: true });
    },
    tell: become,
    call: (method, params) => client?.call(method, params) ?? Promise.resolve(err('closed')),
    onEvent: events.add,
    onLine(listener) {
      listener(state);
      return lines.add(listener);
    },
    onLevel(listener) {
      const stop = levels.add(listener);
      if (levels.size === 1) void line.call('watchLevel', { on: true });
      return () => {
        stop();
        if (levels.size === 0) void line.call('watchLevel', { on: false });
      };
    },
    onMonitor(listener) {
      const stop = views.add(listener);
      if (views.size === 1) void line.call('watchMonitor', { on: true });
      return () => {
        stop();
        if (views.size === 0) void line.call('watchMonitor', { on: false });
      };
    },
    onLost: losses.add,
    onSoundMessage: sounds.add,
    sendSound: (bytes) => client?.sendSound(bytes),
    onSound: pieces.add,
  };
  return line;
}

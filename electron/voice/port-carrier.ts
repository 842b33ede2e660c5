/**
 * A line to a window over a message port (Electron's MessagePortMain, or Node's): objects as they are, sound as bytes.
 * Owns nothing but the port; a port has no measure of what waits, so nothing ever waits as far as it knows.
 */
import type { Carrier } from '../contract/carrier.ts';

/** What Electron's MessagePortMain and Node's MessagePort share, described here because nothing here imports electron. */
export interface PortLike {
  postMessage(message: unknown): void;
  /** Electron gives `{ data }`, Node the message itself. */
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start?(): void;
  close(): void;
}

export interface PortCarrierOptions {
  /** Electron wraps what arrives: `{ data }`. Default true. */
  readonly wrapped?: boolean;
}

/** Takes the port over: starts it, and closes it when the carrier is closed. */
export function createPortCarrier(port: PortLike, options: PortCarrierOptions = {}): Carrier {
  const wrapped = options.wrapped ?? true;
  let onMessage: ((message: unknown) => void) | null = null;
  let onSound: ((bytes: Uint8Array) => void) | null = null;
  let onClose: (() => void) | null = null;
  let closed = false;
  /** Arrived before anybody listened. */
  const early: unknown[] = [];

  function deliver(data: unknown): void {
    if (closed) return;
    if (!onMessage) return void (early.length < 64 && early.push(data));
    if (data instanceof Uint8Array) onSound?.(data);
    else if (data instanceof ArrayBuffer) onSound?.(new Uint8Array(data));
    else onMessage(data);
  }

  function end(): void {
    if (closed) return;
    closed = true;
    onClose?.();
  }

  port.on('message', (message) => deliver(wrapped ? (message as { data: unknown }).data : message));
  port.on('close', end);
  port.start?.();

  return {
    post(message) {
      if (!closed) port.postMessage(message);
    },
    postSound(bytes) {
      if (!closed) port.postMessage(bytes);
    },
    waitingBytes: 0,
    onMessage(listener) {
      onMessage = listener;
      for (const data of early.splice(0)) deliver(data);
    },
    onSound(listener) {
      onSound = listener;
    },
    onClose(listener) {
      onClose = listener;
    },
    close() {
      if (closed) return;
      port.close();
      end();
    },
  };
}

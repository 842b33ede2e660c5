/**
 * A line over a WebSocket: text frames carry messages as JSON, binary frames carry sound. Cuts off who does not read,
 * answers what is not JSON and goes on. Knows no meaning of a message.
 */
import type { RawData, WebSocket } from 'ws';
import type { Carrier } from '../contract/carrier.ts';
import { faultOf } from '../contract/errors.ts';
import type { RpcAnswer } from '../contract/rpc.ts';
import type { GatewayTuning } from './tuning.ts';

/** Close codes of RFC 6455 and its registry. */
export const closeCodes = { goingAway: 1001, tryLater: 1013 } as const;

/** Stands in an answer to what was no call and therefore had no number. */
export const NO_CALL_ID = -1;

type Limits = Pick<GatewayTuning, 'maxWaitingBytes' | 'closeGraceMs'>;

/** A copy of its own: consumers read it as 16-bit samples, which a slice of a shared buffer may not be aligned for. */
function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data));
  return new Uint8Array(data);
}

function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(bytesOf(data)).toString('utf8');
}

/** @param socket open; the carrier sets its listeners */
export function createSocketCarrier(socket: WebSocket, limits: Limits): Carrier {
  const messages: ((message: unknown) => void)[] = [];
  const sounds: ((bytes: Uint8Array) => void)[] = [];
  const closings: (() => void)[] = [];
  let closed = false;

  function onData(data: RawData, isBinary: boolean): void {
    if (isBinary) {
      const bytes = bytesOf(data);
      for (const listener of sounds) listener(bytes);
      return;
    }
    let message: unknown;
    try {
      message = JSON.parse(textOf(data));
    } catch {
      const fault = faultOf('bad_argument', 'not JSON');
      return carrier.post({ type: 'answer', id: NO_CALL_ID, ok: false, fault } satisfies RpcAnswer);
    }
    for (const listener of messages) listener(message);
  }

  function send(data: string | Uint8Array): void {
    if (socket.readyState !== socket.OPEN) return;
    // a send that fails is followed by `close`
    socket.send(data, () => {});
    if (socket.bufferedAmount > limits.maxWaitingBytes) carrier.close(closeCodes.tryLater, 'slow reader');
  }

  const carrier: Carrier = {
    post: (message) => send(JSON.stringify(message)),
    postSound: send,
    get waitingBytes() {
      return socket.bufferedAmount;
    },
    onMessage: (listener) => void messages.push(listener),
    onSound: (listener) => void sounds.push(listener),
    onClose(listener) {
      if (closed) queueMicrotask(listener);
      else closings.push(listener);
    },
    close(code = closeCodes.goingAway, reason = '') {
      if (socket.readyState !== socket.OPEN) return;
      socket.close(code, reason);
      // who does not read does not answer the goodbye either
      setTimeout(() => socket.terminate(), limits.closeGraceMs).unref();
    },
  };

  socket.on('message', onData);
  // too large or malformed: ws closes with the right code by itself
  socket.on('error', () => {});
  socket.once('close', () => {
    closed = true;
    for (const listener of closings.splice(0)) listener();
  });
  return carrier;
}

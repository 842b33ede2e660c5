/** A line over a WebSocket: text frames are messages, binary frames are sound. */
import type { Carrier } from '../../../electron/contract/carrier.ts';
import { err, ok } from '../../../electron/contract/errors.ts';
import type { Result } from '../../../electron/contract/errors.ts';

/** A page does not learn why its socket was refused: over HTTP it does. */
async function isTokenDead(token: string): Promise<boolean> {
  try {
    const { status } = await fetch('/session', { headers: { authorization: `Bearer ${token}` } });
    return status === 401 || status === 429;
  } catch {
    return false;
  }
}

/** Errors: `unauthorized` (the token is not known any more), `closed` (no server). */
export function openSocketCarrier(token: string): Promise<Result<Carrier>> {
  const address = new URL('/desk', location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address, ['parley', `parley.token.${token}`]);
  socket.binaryType = 'arraybuffer';
  const messages: ((message: unknown) => void)[] = [];
  const sounds: ((bytes: Uint8Array) => void)[] = [];
  const closings: (() => void)[] = [];
  let opened = false;

  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (typeof data === 'string') {
      const message: unknown = JSON.parse(data);
      for (const listener of messages) listener(message);
    } else {
      const bytes = new Uint8Array(data);
      for (const listener of sounds) listener(bytes);
    }
  };
  const carrier: Carrier = {
    post: (message) => socket.send(JSON.stringify(message)),
    postSound: (bytes) => socket.send(bytes as Uint8Array<ArrayBuffer>),
    get waitingBytes() {
      return socket.bufferedAmount;
    },
    onMessage: (listener) => void messages.push(listener),
    onSound: (listener) => void sounds.push(listener),
    onClose: (listener) => void closings.push(listener),
    close: (code, reason) => socket.close(code, reason),
  };
  return new Promise((resolve) => {
    socket.onopen = () => {
      opened = true;
      resolve(ok(carrier));
    };
    socket.onclose = () => {
      if (opened) for (const listener of closings) listener();
      else void isTokenDead(token).then((dead) => resolve(err(dead ? 'unauthorized' : 'closed')));
    };
  });
}

/** A line over a MessagePort that the preload script handed to this window. */
import type { Carrier } from '../../../electron/contract/carrier.ts';

/** The port must not have been started. @param onGone hears that the main process says the desk is lost */
export function createPortCarrier(port: MessagePort): Carrier & { lose(): void } {
  const messages: ((message: unknown) => void)[] = [];
  const sounds: ((bytes: Uint8Array) => void)[] = [];
  const closings: (() => void)[] = [];
  let open = true;

  function lose(): void {
    if (!open) return;
    open = false;
    port.close();
    for (const listener of closings) listener();
  }
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data instanceof Uint8Array) for (const listener of sounds) listener(data);
    else for (const listener of messages) listener(data);
  };
  port.addEventListener('close', lose);
  port.start();
  return {
    post: (message) => port.postMessage(message),
    postSound: (bytes) => port.postMessage(bytes),
    waitingBytes: 0,
    onMessage: (listener) => void messages.push(listener),
    onSound: (listener) => void sounds.push(listener),
    onClose: (listener) => void closings.push(listener),
    close: lose,
    lose,
  };
}

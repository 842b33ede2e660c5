/** The line to whoever hosts the voice process: an Electron utilityProcess's parent, a Node parent, or the same process. */
import type { PortLike } from './port-carrier.ts';

export interface HostPort {
  /** `ports` came along with the message; empty where the line cannot carry any. */
  onMessage(listener: (message: unknown, ports: readonly PortLike[]) => void): void;
  post(message: unknown): void;
  /** The host has ended or has let go of this process. */
  onGone(listener: () => void): void;
}

/** Electron's `process.parentPort`, described here because the voice process never imports electron. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports?: readonly PortLike[] }) => void): void;
  postMessage(message: unknown): void;
}

/** The host of this process; null when nobody started it as a voice process. */
export function findHostPort(): HostPort | null {
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort) {
    return {
      onMessage: (listener) => parentPort.on('message', ({ data, ports }) => listener(data, ports ?? [])),
      post: (message) => parentPort.postMessage(message),
      // Electron ends its utility processes itself
      onGone: () => {},
    };
  }
  if (process.send) {
    const send = process.send.bind(process);
    return {
      onMessage: (listener) => process.on('message', (message) => listener(message, [])),
      // a host that goes away in between is no error here: onGone follows
      post: (message) => void (process.connected && send(message, undefined, undefined, () => {})),
      onGone: (listener) => process.once('disconnect', listener),
    };
  }
  return null;
}

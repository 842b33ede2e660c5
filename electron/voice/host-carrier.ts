/**
 * The host's own line as one more window of the desk: calls come in and messages go out beside the host's commands.
 * Carries no sound: a host has its own microphone, and its line may know text only.
 */
import type { Carrier } from '../contract/carrier.ts';

export interface HostCarrier {
  readonly carrier: Carrier;
  /** A call that came over the host's line. */
  deliver(message: unknown): void;
}

export function createHostCarrier(post: (message: unknown) => void): HostCarrier {
  let onMessage: (message: unknown) => void = () => {};
  let onClose: () => void = () => {};
  let closed = false;
  return {
    deliver(message) {
      if (!closed) onMessage(message);
    },
    carrier: {
      post(message) {
        if (!closed) post(message);
      },
      postSound: () => {},
      waitingBytes: 0,
      onMessage: (listener) => void (onMessage = listener),
      onSound: () => {},
      onClose: (listener) => void (onClose = listener),
      close() {
        if (closed) return;
        closed = true;
        onClose();
      },
    },
  };
}

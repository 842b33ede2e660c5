/**
 * A line between one user interface and the desk: an Electron port, a WebSocket, or the host's own line. Carries
 * `RpcCall` one way and `DeskMessage` the other, and sound as bytes in both. Owns no meaning.
 */
export interface Carrier {
  /** @param message a DeskMessage on the desk's side, an RpcCall on the interface's */
  post(message: unknown): void;
  /** PCM16 little-endian mono; the rate is told by the `soundFormat` message before. */
  postSound(bytes: Uint8Array): void;
  /** Bytes waiting to be sent; a reader 4 MiB behind is cut off. */
  readonly waitingBytes: number;
  onMessage(listener: (message: unknown) => void): void;
  onSound(listener: (bytes: Uint8Array) => void): void;
  /** Called once, whoever closed it. */
  onClose(listener: () => void): void;
  /** @param code as in RFC 6455, for instance 1013 for a slow reader */
  close(code?: number, reason?: string): void;
}

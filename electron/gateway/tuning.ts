/** Limits of the gateway. All of them bound what a stranger can cost us; none is heard. */
export const gatewayTuning = {
  /** A one-time link dies after this many milliseconds: long enough to change to another window and paste it. */
  linkLifeMs: 10 * 60_000,
  /** Links that may wait at once; a new one beyond it ends the oldest, so that asking again and again piles up nothing. */
  maxLinks: 5,
  /** A token that no tab has used for this many milliseconds dies; a tab left open uses it all the time. */
  tokenIdleMs: 24 * 3_600_000,
  /** Tokens alive at once; beyond it the one unused for longest dies. */
  maxTokens: 32,
  /** Wrong keys that are answered with 401 in `attemptWindowMs`; what comes after is told to wait. */
  maxAttempts: 10,
  attemptWindowMs: 60_000,
  /** Tabs connected at once. */
  maxSockets: 16,
  /** Bytes of one message from a browser; more closes the socket with 1009. Settings with long word lists need most. */
  maxMessageBytes: 1024 * 1024,
  /** Bytes waiting for a reader; more closes its socket with 1013. From the rules for all protocols. */
  maxWaitingBytes: 4 * 1024 * 1024,
  /** How often a socket is asked whether it lives; one silent from one question to the next is ended. */
  pingEveryMs: 15_000,
  /** What a socket has for its own goodbye before it is cut off. */
  closeGraceMs: 1_000,
  /** Bytes of a request's headers. */
  maxHeaderBytes: 16 * 1024,
  /** A request's headers, and then all of it, have to arrive within these: who dribbles is cut off. */
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveMs: 5_000,
  /** How often those two are looked at. */
  checkEveryMs: 1_000,
  /** TCP connections at once. */
  maxConnections: 128,
  /** Ports tried one after another before any free one is taken. */
  portTries: 20,
} as const;

export type GatewayTuning = { readonly [K in keyof typeof gatewayTuning]: number };

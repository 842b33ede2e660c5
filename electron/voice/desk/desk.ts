/**
 * The voice process's side of every window: one conversation, shared by all connections, which come and go. Owns the
 * conversation and who is told what; refuses to know how a connection is carried.
 */
import type { Carrier } from '../../contract/carrier.ts';
import type { Snapshot } from '../../contract/desk-views.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Logger } from '../../engine/runtime/logger.ts';
import type { Services } from '../../engine/services.ts';

export interface DeskOptions {
  readonly engine: Engine;
  readonly services: Services;
  /** Where this process runs; shown, and decides whether a missing microphone is a fault or simply not there. */
  readonly host: Snapshot['host'];
  /** Parley's. */
  readonly version: string;
  readonly log: Logger;
}

export interface Desk {
  /** `opening` until the conversation can be talked to; `closed` is final. */
  readonly state: 'opening' | 'open' | 'closed';
  /** Serves one more window until its carrier closes. A closed desk closes the carrier with 1001. */
  connect(carrier: Carrier): void;
  /** Ends the conversation and closes every carrier. Engine and services stay open. Idempotent. */
  close(): Promise<void>;
}

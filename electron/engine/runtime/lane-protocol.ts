/** Messages between a lane and its worker thread. */
import type { Fault } from '../../contract/errors.ts';

export type ToWorker =
  | { kind: 'load'; init: unknown; cancelFlags: SharedArrayBuffer }
  | { kind: 'job'; id: number; slot: number; request: unknown }
  | { kind: 'notify'; message: unknown }
  | { kind: 'close' };

export type FromWorker =
  | { kind: 'loaded'; info: unknown }
  | { kind: 'load-failed'; fault: Fault }
  | { kind: 'progress'; id: number; value: unknown }
  | { kind: 'done'; id: number; value: unknown; computeMs: number }
  | { kind: 'failed'; id: number; fault: Fault; computeMs: number }
  | { kind: 'closed' };

/** Jobs that can carry a cancel flag at once; one runs at a time, the rest wait in the lane. */
export const CANCEL_SLOTS = 64;

/**
 * The worker side of a lane: loads models once, runs one job at a time, answers, and closes only between jobs.
 * A cancelled job learns of it through shared memory, since a blocked thread receives no messages.
 */
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { Transferable } from 'node:worker_threads';
import { faultFrom } from '../../contract/errors.ts';
import type { FromWorker, ToWorker } from './lane-protocol.ts';

export interface LaneJobContext {
  /** True once nobody wants the result: check it between decoder steps and return early with anything. */
  isCancelled(): boolean;
  /** Sends an intermediate value to the caller's `onProgress`. */
  progress(value: unknown, transfer?: readonly Transferable[]): void;
}

export interface LaneHandler<Req, Res> {
  run(request: Req, context: LaneJobContext): Promise<Res> | Res;
  /** What of the result to hand over without copying. */
  transferOf?(result: Res): readonly Transferable[];
  /** Handles a message that wants no answer, in order with the jobs. */
  notify?(message: unknown): void;
  close?(): Promise<void> | void;
}

/** Nice value of a lane: sound in and out goes before computing, or a busy machine breaks the sound up. */
const LANE_NICENESS = 5;

/** Where a thread has a priority of its own (Linux), lowers this one's. */
function yieldToSound(): void {
  try {
    const threadId = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    if (threadId > 0) setPriority(threadId, LANE_NICENESS);
  } catch {
    // elsewhere all threads of the process are equal
  }
}

/**
 * Call once in a worker's entry file.
 * @param load builds the handler; throw a FaultError for an expected failure. `info` is passed to the lane's owner.
 */
export function serveLane<Init, Req, Res>(
  load: (init: Init) => Promise<{ handler: LaneHandler<Req, Res>; info?: unknown }>,
): void {
  const port = parentPort;
  if (!port) throw new Error('serveLane must run in a worker thread');
  yieldToSound();
  const post = (message: FromWorker, transfer: readonly Transferable[] = []) =>
    port.postMessage(message, [...transfer]);
  let handler: LaneHandler<Req, Res> | null = null;
  let flags = new Int32Array(new SharedArrayBuffer(0));
  let tail: Promise<void> = Promise.resolve();

  async function runJob(id: number, slot: number, request: Req): Promise<void> {
    const startedAt = performance.now();
    try {
      if (!handler) throw new Error('not loaded');
      const value = await handler.run(request, {
        isCancelled: () => Atomics.load(flags, slot) === id,
        progress: (progressValue, transfer) => post({ kind: 'progress', id, value: progressValue }, transfer),
      });
      post(
        { kind: 'done', id, value, computeMs: performance.now() - startedAt },
        handler.transferOf?.(value) ?? [],
      );
    } catch (thrown) {
      post({
        kind: 'failed',
        id,
        fault: faultFrom(thrown, 'model_failed'),
        computeMs: performance.now() - startedAt,
      });
    }
  }

  async function handle(message: ToWorker): Promise<void> {
    switch (message.kind) {
      case 'load':
        flags = new Int32Array(message.cancelFlags);
        try {
          const loaded = await load(message.init as Init);
          handler = loaded.handler;
          post({ kind: 'loaded', info: loaded.info });
        } catch (thrown) {
          post({ kind: 'load-failed', fault: faultFrom(thrown, 'model_failed') });
        }
        return;
      case 'job':
        return runJob(message.id, message.slot, message.request as Req);
      case 'notify':
        handler?.notify?.(message.message);
        return;
      case 'close':
        await handler?.close?.();
        post({ kind: 'closed' });
        port!.close();
    }
  }

  port.on('message', (message: ToWorker) => {
    tail = tail.then(() => handle(message));
  });
}

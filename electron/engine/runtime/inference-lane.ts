/**
 * One worker thread that owns models, with a priority queue in front. Owns the order of jobs, their
 * cancelling and the worker's life; refuses to know what a job means.
 *
 * A job cancelled while waiting never starts; cancelled while running, its result is thrown away and the
 * worker is told through shared memory. The worker is closed only between jobs: ending a thread inside a
 * native call aborts the whole process.
 */
import { Worker } from 'node:worker_threads';
import type { Transferable } from 'node:worker_threads';
import type { Ms } from '../../contract/audio.ts';
import { err, faultOf, ok } from '../../contract/errors.ts';
import type { Fault, Result } from '../../contract/errors.ts';
import type { Clock } from './clock.ts';
import { lanePriorities } from './core-scheduler.ts';
import type { CoreScheduler, LanePriority } from './core-scheduler.ts';
import { CANCEL_SLOTS } from './lane-protocol.ts';
import type { FromWorker, ToWorker } from './lane-protocol.ts';

/** What the worker is given. */
export interface Handover<Req> {
  readonly request: Req;
  readonly transfer?: readonly Transferable[];
}

interface JobTerms {
  readonly priority: LanePriority;
  readonly sessionId: string;
  /** The user's own: before everybody else's of the same priority. */
  readonly goesFirst?: boolean;
  /** A newer waiting job of the same key replaces the older, which ends as superseded. */
  readonly coalesceKey?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (value: unknown) => void;
}

/** With `handOver` it is asked for its request when its turn has come: what had to wait then works on the newest. */
export type LaneJob<Req> = JobTerms & (Handover<Req> | { readonly handOver: () => Handover<Req> });

export type LaneOutcome<Res> =
  | { readonly kind: 'done'; readonly value: Res; readonly computeMs: Ms; readonly waitedMs: Ms }
  | { readonly kind: 'cancelled'; readonly reason: 'aborted' | 'superseded' | 'closed' }
  | { readonly kind: 'failed'; readonly fault: Fault };

export interface LaneStats {
  readonly name: string;
  readonly waiting: number;
  readonly running: boolean;
  readonly done: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly computeMs: Ms;
  readonly oldestWaitMs: Ms;
  /** The same of what has to be done: no partial, nothing in the background. */
  readonly oldestFirmWaitMs?: Ms;
}

export interface InferenceLane<Req, Res> {
  readonly name: string;
  /** What the worker said about itself when it had loaded. */
  readonly info: unknown;
  submit(job: LaneJob<Req>): Promise<LaneOutcome<Res>>;
  /** Sends a message without an answer, in order with the jobs already handed to the worker. */
  notify(message: unknown, transfer?: readonly Transferable[]): void;
  stats(): LaneStats;
  /** Cancels every job, lets the running one come to its end, then ends the worker. */
  close(): Promise<void>;
}

export interface LaneOptions {
  readonly name: string;
  /** Built JavaScript of the worker, see worker-entry.ts. */
  readonly entry: URL;
  /**
   * Structured-cloneable value for the worker's `load`, or a promise of the Result of one: the thread starts meanwhile,
   * and ends unused with that fault if it fails.
   */
  readonly init: unknown;
  readonly scheduler: CoreScheduler;
  readonly clock: Clock;
  /** Environment for the worker, default: inherited. */
  readonly env?: NodeJS.ProcessEnv;
}

interface Waiting<Req, Res> {
  readonly id: number;
  readonly slot: number;
  readonly job: LaneJob<Req>;
  readonly enqueuedAt: Ms;
  readonly settle: (outcome: LaneOutcome<Res>) => void;
  abandoned: boolean;
}

type WorkerReply = Extract<FromWorker, { kind: 'done' | 'failed' }>;

type Urgency = Pick<JobTerms, 'priority' | 'goesFirst'>;

/** Where a new job belongs among those that wait: by priority, the user's own first, then in the order they came. */
export function placeAmong(waiting: readonly { readonly job: Urgency }[], job: Urgency): number {
  const rank = ({ priority, goesFirst }: Urgency) => 2 * lanePriorities[priority] + (goesFirst ? 0 : 1);
  let at = waiting.length;
  while (at > 0 && rank(waiting[at - 1]!.job) > rank(job)) at--;
  return at;
}

/**
 * Starts the worker and loads its models. Errors: those of `init`, whatever the worker's `load` reports, `model_failed`
 * if it dies.
 */
export async function createInferenceLane<Req, Res>(
  options: LaneOptions,
): Promise<Result<InferenceLane<Req, Res>>> {
  const { name, scheduler, clock } = options;
  const cancelFlags = new SharedArrayBuffer(CANCEL_SLOTS * 4);
  const flags = new Int32Array(cancelFlags);
  const worker = new Worker(options.entry, {
    name: `lane-${name}`,
    // options of the main program, such as --input-type, would keep the worker from starting
    execArgv: [],
    ...(options.env ? { env: options.env } : {}),
  });
  const post = (message: ToWorker, transfer: readonly Transferable[] = []) =>
    worker.postMessage(message, [...transfer]);

  const waiting: Waiting<Req, Res>[] = [];
  let running: Waiting<Req, Res> | null = null;
  let onReply: ((reply: WorkerReply) => void) | null = null;
  let dead: Fault | null = null;
  let closing: Promise<void> | null = null;
  let nextId = 1;
  const totals = { done: 0, failed: 0, cancelled: 0, computeMs: 0 };

  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const loading = new Promise<Result<unknown>>((resolve) => {
    worker.on('message', (message: FromWorker) => {
      switch (message.kind) {
        case 'loaded':
          return resolve(ok(message.info));
        case 'load-failed':
          return resolve({ ok: false, fault: message.fault });
        case 'progress':
          if (running?.id === message.id && !running.abandoned) running.job.onProgress?.(message.value);
          return;
        case 'done':
        case 'failed':
          return onReply?.(message);
        case 'closed':
          return;
      }
    });
    const die = (reason: string) => {
      dead ??= faultOf('model_failed', `${name}: ${reason}`);
      resolve({ ok: false, fault: dead });
      for (const item of waiting.splice(0)) item.settle({ kind: 'failed', fault: dead });
      if (running) onReply?.({ kind: 'failed', id: running.id, fault: dead, computeMs: 0 });
    };
    worker.on('error', (error) => die(error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => die('its thread ended'));
  });

  function finish(item: Waiting<Req, Res>, reply: WorkerReply, startedAt: Ms): void {
    running = null;
    onReply = null;
    totals.computeMs += reply.computeMs;
    if (item.abandoned) {
      // already settled when it was aborted
    } else if (reply.kind === 'done') {
      totals.done++;
      item.settle({
        kind: 'done',
        value: reply.value as Res,
        computeMs: reply.computeMs,
        waitedMs: startedAt - item.enqueuedAt,
      });
    } else {
      totals.failed++;
      item.settle({ kind: 'failed', fault: reply.fault });
    }
    scheduler.release();
  }

  const lane = {
    nextRank: () => (running || waiting.length === 0 ? null : lanePriorities[waiting[0]!.job.priority]),
    startNext() {
      const item = waiting.shift()!;
      running = item;
      const startedAt = clock.now();
      void clock
        .timed(
          () =>
            new Promise<WorkerReply>((resolve) => {
              onReply = resolve;
              if (dead) return resolve({ kind: 'failed', id: item.id, fault: dead, computeMs: 0 });
              Atomics.store(flags, item.slot, 0);
              const { request, transfer } = 'handOver' in item.job ? item.job.handOver() : item.job;
              post({ kind: 'job', id: item.id, slot: item.slot, request }, transfer);
            }),
        )
        .then((reply) => finish(item, reply, startedAt));
    },
  };

  function cancel(item: Waiting<Req, Res>, reason: 'aborted' | 'superseded' | 'closed'): void {
    totals.cancelled++;
    item.settle({ kind: 'cancelled', reason });
  }

  /** Nobody waits for the running job any more: it is told, and its answer will be thrown away. */
  function abandon(item: Waiting<Req, Res>, reason: 'aborted' | 'closed'): void {
    if (item.abandoned) return;
    item.abandoned = true;
    Atomics.store(flags, item.slot, item.id);
    cancel(item, reason);
  }

  function enqueue(item: Waiting<Req, Res>): void {
    const { coalesceKey } = item.job;
    if (coalesceKey !== undefined) {
      const older = waiting.findIndex((held) => held.job.coalesceKey === coalesceKey);
      if (older >= 0) cancel(waiting.splice(older, 1)[0]!, 'superseded');
    }
    waiting.splice(placeAmong(waiting, item.job), 0, item);
    scheduler.pump();
  }

  const init = options.init instanceof Promise ? ((await options.init) as Result<unknown>) : ok(options.init);
  if (init.ok) post({ kind: 'load', init: init.value, cancelFlags });
  const loaded = init.ok ? await loading : init;
  if (!loaded.ok) {
    post({ kind: 'close' });
    await exited;
    return loaded;
  }
  const leave = scheduler.join(lane);

  return ok({
    name,
    info: loaded.value,
    submit(job) {
      if (closing) return Promise.resolve({ kind: 'cancelled', reason: 'closed' });
      if (dead) return Promise.resolve({ kind: 'failed', fault: dead });
      if (job.signal?.aborted) return Promise.resolve({ kind: 'cancelled', reason: 'aborted' });
      return new Promise((resolve) => {
        const id = nextId++;
        const onAbort = () => {
          const at = waiting.indexOf(item);
          if (at >= 0) {
            waiting.splice(at, 1);
            cancel(item, 'aborted');
          } else if (running === item) {
            abandon(item, 'aborted');
          }
        };
        const item: Waiting<Req, Res> = {
          id,
          slot: id % CANCEL_SLOTS,
          job,
          enqueuedAt: clock.now(),
          abandoned: false,
          settle(outcome) {
            job.signal?.removeEventListener('abort', onAbort);
            resolve(outcome);
          },
        };
        job.signal?.addEventListener('abort', onAbort, { once: true });
        enqueue(item);
      });
    },
    notify(message, transfer) {
      if (!dead && !closing) post({ kind: 'notify', message }, transfer);
    },
    stats: () => ({
      name,
      waiting: waiting.length,
      running: running !== null,
      ...totals,
      oldestFirmWaitMs: waiting.reduce(
        (oldest, { job, enqueuedAt }) =>
          lanePriorities[job.priority] < lanePriorities.partial
            ? Math.max(oldest, clock.now() - enqueuedAt)
            : oldest,
        0,
      ),
      oldestWaitMs: waiting.reduce((oldest, item) => Math.max(oldest, clock.now() - item.enqueuedAt), 0),
    }),
    close() {
      closing ??= (async () => {
        for (const item of waiting.splice(0)) cancel(item, 'closed');
        if (running) abandon(running, 'closed');
        leave();
        // handled after the running job: the worker takes one message after the other
        if (!dead) post({ kind: 'close' });
        await exited;
      })();
      return closing;
    },
  });
}

/** The value of an outcome as a Result: a cancelled job becomes `closed`. */
export function outcomeToResult<Res>(outcome: LaneOutcome<Res>): Result<Res> {
  if (outcome.kind === 'done') return ok(outcome.value);
  return outcome.kind === 'failed' ? { ok: false, fault: outcome.fault } : err('closed', outcome.reason);
}

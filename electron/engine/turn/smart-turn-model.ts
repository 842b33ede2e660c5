/**
 * The end-of-turn port on a lane worker that runs Smart Turn v3.2. Owns the lane and, for each stream, the samples
 * on their way to it; the features are made in the worker while speech goes on, so that a question finds
 * nearly everything done.
 */
import { ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { Clock } from '../runtime/clock.ts';
import type { CoreScheduler } from '../runtime/core-scheduler.ts';
import { createInferenceLane } from '../runtime/inference-lane.ts';
import type { InferenceLane } from '../runtime/inference-lane.ts';
import { workerEntry } from '../runtime/worker-entry.ts';
import type { EndOfTurnModel, EndOfTurnStream } from './end-of-turn-port.ts';
import type { SmartTurnAnswer, SmartTurnNotice, SmartTurnQuestion } from './smart-turn-protocol.ts';

export interface SmartTurnOptions {
  /** Of the verified file; while it is still being verified, the worker starts but does not open it. */
  readonly modelPath: string | Promise<Result<string>>;
  readonly clock: Clock;
  readonly scheduler: CoreScheduler;
}

/** Samples collected before they are sent: ten frames. Fewer messages; a question sends the rest first. */
const BATCH_SAMPLES = 5_120;

type Lane = InferenceLane<SmartTurnQuestion, SmartTurnAnswer>;

/** Starts the worker and loads the model. Errors: those of `modelPath`, `addon_missing`, `model_failed`. */
export async function createSmartTurnModel(options: SmartTurnOptions): Promise<Result<EndOfTurnModel>> {
  const { modelPath } = options;
  const path = modelPath instanceof Promise ? modelPath : Promise.resolve(ok(modelPath));
  const created = await createInferenceLane<SmartTurnQuestion, SmartTurnAnswer>({
    name: 'end-of-turn',
    entry: workerEntry(import.meta.url, 'smart-turn-worker'),
    init: path.then((verified) => (verified.ok ? ok({ modelPath: verified.value }) : verified)),
    clock: options.clock,
    scheduler: options.scheduler,
  });
  if (!created.ok) return created;
  const lane = created.value;
  let nextStream = 1;
  let closed = false;
  return ok({
    createStream: (sessionId) => createStream(lane, nextStream++, sessionId, () => closed),
    stats: () => lane.stats(),
    close() {
      closed = true;
      return lane.close();
    },
  });
}

/** `push` before `begin`, and everything after `close`, has no effect; `ask` then is cancelled. */
function createStream(
  lane: Lane,
  stream: number,
  sessionId: string,
  isModelClosed: () => boolean,
): EndOfTurnStream {
  const batch = new Float32Array(BATCH_SAMPLES);
  let batched = 0;
  let pushed = 0;
  let epoch = 0;
  let closed = false;
  const tell = (notice: SmartTurnNotice, transfer?: readonly ArrayBuffer[]) => lane.notify(notice, transfer);

  function flush(): void {
    if (batched === 0) return;
    const samples = batch.slice(0, batched);
    batched = 0;
    tell({ kind: 'push', stream, epoch, samples }, [samples.buffer]);
  }

  return {
    begin() {
      if (closed) return;
      epoch++;
      batched = 0;
      pushed = 0;
      tell({ kind: 'begin', stream, epoch });
    },
    push(samples) {
      if (closed || epoch === 0) return;
      for (let at = 0; at < samples.length;) {
        const piece = samples.subarray(at, at + BATCH_SAMPLES - batched);
        batch.set(piece, batched);
        batched += piece.length;
        at += piece.length;
        if (batched === BATCH_SAMPLES) flush();
      }
      pushed += samples.length;
    },
    async ask(signal) {
      if (closed || epoch === 0 || isModelClosed()) return { kind: 'cancelled' };
      flush();
      const outcome = await lane.submit({
        priority: 'endOfTurn',
        sessionId,
        request: { stream, epoch, endSamples: pushed },
        coalesceKey: String(stream),
        ...(signal ? { signal } : {}),
      });
      if (outcome.kind === 'failed') return { kind: 'failed', fault: outcome.fault };
      if (outcome.kind === 'cancelled' || outcome.value === null) return { kind: 'cancelled' };
      return { kind: 'done', probability: outcome.value, computeMs: outcome.computeMs };
    },
    close() {
      if (closed) return;
      closed = true;
      if (epoch > 0) tell({ kind: 'close', stream });
    },
  };
}

/**
 * The keyword spotter of sherpa-onnx in a lane of its own. No weights for it ship with Parley; a model of kind
 * `wake` in the library has the four files of keyword-protocol.ts. Without one the recogniser does this work.
 */
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { msToSamples } from '../../contract/audio.ts';
import { err, faultFrom, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { Clock } from '../runtime/clock.ts';
import type { CoreScheduler } from '../runtime/core-scheduler.ts';
import { createInferenceLane } from '../runtime/inference-lane.ts';
import type { InferenceLane } from '../runtime/inference-lane.ts';
import { workerEntry } from '../runtime/worker-entry.ts';
import { keywordFiles } from './keyword-protocol.ts';
import type { KeywordAnswer, KeywordInit, KeywordRequest } from './keyword-protocol.ts';
import type { KeywordSpotter, KeywordStream, KeywordStreamOptions } from './keyword-spotter-port.ts';
import { keywordLine, parseTokens } from './keyword-tokens.ts';
import { keywordTuning as tuning } from './tuning.ts';

export interface SherpaKeywordSpotterOptions {
  /** Name and absolute folder of verified files. */
  readonly model: { readonly name: string; readonly folder: string };
  readonly phrase: string;
  /** As in the settings: 0 misses rather than answers wrongly, 1 the other way round. */
  readonly sensitivity: number;
  readonly clock: Clock;
  readonly scheduler: CoreScheduler;
  /** Another worker over the same handler. */
  readonly workerUrl?: URL;
}

type Lane = InferenceLane<KeywordRequest, KeywordAnswer>;

const thresholdOf = (sensitivity: number) =>
  tuning.strictThreshold +
  (tuning.lenientThreshold - tuning.strictThreshold) * Math.min(1, Math.max(0, sensitivity));

function createStream(lane: Lane, id: string, options: KeywordStreamOptions): KeywordStream {
  const { sessionId, onFound, onFault } = options;
  const atLeast = msToSamples(tuning.pieceMs);
  const atMost = msToSamples(tuning.maxWaitingMs);
  let waiting: Float32Array[] = [];
  let waitingSamples = 0;
  let running = false;
  let closed = false;
  let asking = new AbortController();

  function take(): Float32Array {
    const piece = new Float32Array(waitingSamples);
    let at = 0;
    for (const part of waiting) {
      piece.set(part, at);
      at += part.length;
    }
    waiting = [];
    waitingSamples = 0;
    return piece;
  }

  async function work(): Promise<void> {
    running = true;
    while (!closed && waitingSamples >= atLeast) {
      const { signal } = asking;
      const samples = take();
      const request = { stream: id, samples };
      const outcome = await lane.submit({
        priority: 'background',
        sessionId,
        request,
        transfer: [samples.buffer as ArrayBuffer],
        signal,
      });
      if (closed || signal.aborted) continue;
      if (outcome.kind === 'failed') {
        close();
        onFault(outcome.fault);
      } else if (outcome.kind === 'done' && outcome.value.found) onFound();
    }
    running = false;
  }

  function forget(): void {
    asking.abort();
    asking = new AbortController();
    waiting = [];
    waitingSamples = 0;
    lane.notify({ forget: id });
  }

  function close(): void {
    if (closed) return;
    closed = true;
    forget();
  }

  return {
    hear(samples) {
      if (closed) return;
      waiting.push(samples.slice());
      waitingSamples += samples.length;
      // a lane that is busy elsewhere: the oldest sound goes
      while (waitingSamples > atMost && waiting.length > 1) waitingSamples -= waiting.shift()!.length;
      if (!running) void work();
    },
    reset: () => {
      if (!closed) forget();
    },
    close,
  };
}

/** The phrase in the model's tokens. */
async function spell(folder: string, phrase: string): Promise<Result<string>> {
  try {
    return keywordLine(phrase, parseTokens(await readFile(join(folder, keywordFiles.tokens), 'utf8')));
  } catch (thrown) {
    return { ok: false, fault: faultFrom(thrown, 'model_failed') };
  }
}

/**
 * Errors: `model_missing` naming the file, `bad_argument` for a phrase the model cannot spell, `model_failed`,
 * `addon_missing`.
 */
export async function createSherpaKeywordSpotter(
  options: SherpaKeywordSpotterOptions,
): Promise<Result<KeywordSpotter>> {
  const { model, phrase } = options;
  for (const file of Object.values(keywordFiles)) {
    try {
      await access(join(model.folder, file));
    } catch {
      // the addon ends the whole process when a file is not there
      return err(
        'model_missing',
        `${model.name}: no ${file}; the recogniser listens for the wake phrase instead`,
      );
    }
  }
  const keyword = await spell(model.folder, phrase);
  if (!keyword.ok) return keyword;
  const created = await createInferenceLane<KeywordRequest, KeywordAnswer>({
    name: 'wake',
    entry: options.workerUrl ?? workerEntry(import.meta.url, 'keyword-worker'),
    init: {
      folder: model.folder,
      threads: 1,
      keyword: keyword.value,
      threshold: thresholdOf(options.sensitivity),
    } satisfies KeywordInit,
    scheduler: options.scheduler,
    clock: options.clock,
  });
  if (!created.ok) return created;
  const lane = created.value;
  let streams = 0;
  return ok({
    name: model.name,
    phrase,
    createStream: (stream) => createStream(lane, `${stream.sessionId}#${++streams}`, stream),
    close: () => lane.close(),
  });
}

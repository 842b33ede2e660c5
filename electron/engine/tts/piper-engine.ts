/**
 * The default voice: Piper through sherpa-onnx in a lane of its own, with remembered phrases in front.
 * Refuses text longer than a piece; whoever holds sentences divides them first (speech-pieces.ts).
 */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { err, faultOf, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { Clock } from '../runtime/clock.ts';
import type { CoreScheduler } from '../runtime/core-scheduler.ts';
import { createInferenceLane } from '../runtime/inference-lane.ts';
import { workerEntry } from '../runtime/worker-entry.ts';
import { createPhraseCache } from './phrase-cache.ts';
import type { PiperInfo, PiperInit, PiperReply, PiperRequest } from './piper-protocol.ts';
import { divideSpeech } from './speech-pieces.ts';
import type { TtsEngine, TtsOutcome, TtsRequest } from './tts-port.ts';
import { ttsTuning } from './tuning.ts';

export interface PiperEngineOptions {
  readonly model: { readonly name: string; readonly folder: string };
  readonly clock: Clock;
  readonly scheduler: CoreScheduler;
  /** Memory for remembered sounds, default `ttsTuning.cacheBytes`. */
  readonly cacheBytes?: number;
}

const voiceFiles = ['model.onnx', 'tokens.txt', 'espeak-ng-data/phontab', 'espeak-ng-data/phondata'];

/** A rate the voice can do: 0.5 to 2, and 1 for anything that is no number. */
const usableRate = (rate: number) => (Number.isFinite(rate) ? Math.max(0.5, Math.min(2, rate)) : 1);

/** Loads the voice. Errors: `model_missing`, `addon_missing`, `model_failed`. */
export async function createPiperEngine(options: PiperEngineOptions): Promise<Result<TtsEngine>> {
  const { model } = options;
  for (const file of voiceFiles) {
    const path = join(model.folder, file);
    try {
      await access(path);
    } catch {
      // The addon ends the whole process when a file of the voice is not there.
      return err('model_missing', path);
    }
  }
  const created = await createInferenceLane<PiperRequest, PiperReply>({
    name: `tts-${model.name}`,
    entry: workerEntry(import.meta.url, 'piper-worker'),
    init: { folder: model.folder } satisfies PiperInit,
    scheduler: options.scheduler,
    clock: options.clock,
  });
  if (!created.ok) return created;
  const lane = created.value;
  const { sampleRateHz } = lane.info as PiperInfo;
  const cache = createPhraseCache(options.cacheBytes ?? ttsTuning.cacheBytes);

  const done = (samples: Float32Array, computeMs: number, cached: boolean): TtsOutcome => ({
    kind: 'done',
    sound: { samples, sampleRateHz },
    computeMs,
    cached,
  });

  /** What is being made now: who asks for the same meanwhile shares it. */
  const making = new Map<string, ReturnType<typeof lane.submit>>();

  async function synthesize(request: TtsRequest, pinned = false): Promise<TtsOutcome> {
    if (request.signal?.aborted) return { kind: 'cancelled' };
    const text = request.text.trim();
    if (!/[\p{L}\p{N}]/u.test(text)) return done(new Float32Array(0), 0, true);
    if (text.length > ttsTuning.maxRequestChars) {
      return { kind: 'failed', fault: faultOf('text_too_long', `${text.length} characters`) };
    }
    const rate = usableRate(request.rate);
    const known = cache.get(text, rate);
    if (known) {
      if (pinned) cache.put(text, rate, known, true);
      return done(known, 0, true);
    }
    const key = `${rate} ${text}`;
    const underWay = making.get(key);
    if (underWay) {
      const shared = await unlessAborted(underWay, request.signal);
      if (!shared) return { kind: 'cancelled' };
      if (shared.kind === 'done') return done(shared.value.samples, 0, true);
    }
    const submitted = lane.submit({
      priority: request.priority,
      sessionId: request.sessionId,
      request: { text, rate },
      ...(request.signal ? { signal: request.signal } : {}),
    });
    making.set(key, submitted);
    const outcome = await submitted;
    if (making.get(key) === submitted) making.delete(key);
    if (outcome.kind !== 'done') return outcome.kind === 'failed' ? outcome : { kind: 'cancelled' };
    const { samples } = outcome.value;
    if (pinned || text.length <= ttsTuning.cacheableChars) cache.put(text, rate, samples, pinned);
    return done(samples, outcome.computeMs, false);
  }

  return ok({
    name: model.name,
    sampleRateHz,
    synthesize: (request) => synthesize(request),
    async warm(phrases) {
      for (const phrase of phrases) {
        // As it is divided at the beginning of a reply, and as it is further on.
        const pieces = [true, false].flatMap((hurried) => divideSpeech(phrase, { hurried }).pieces);
        for (const { speakText } of pieces) {
          const request = { sessionId: 'warm', text: speakText, rate: 1, priority: 'background' } as const;
          if ((await synthesize(request, true)).kind !== 'done') return;
        }
      }
    },
    get cachedBytes() {
      return cache.bytes;
    },
    trimCache: () => cache.trim(),
    stats: () => lane.stats(),
    close: () => lane.close(),
  });
}

/** The result, or null as soon as `signal` aborts: who shares another's work must not have to wait for it. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | null> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const give = () => resolve(null);
    if (signal.aborted) return give();
    signal.addEventListener('abort', give, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
  });
}

/**
 * A recogniser that hears as it goes: a sherpa-onnx streaming transducer behind the same port as Whisper.
 * No such weights ship with Parley; a user adds them as a folder of four files, see transducer-protocol.ts.
 */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { Clock } from '../runtime/clock.ts';
import type { CoreScheduler } from '../runtime/core-scheduler.ts';
import { createInferenceLane } from '../runtime/inference-lane.ts';
import { workerEntry } from '../runtime/worker-entry.ts';
import type { SttEngine } from './stt-port.ts';
import { transducerFiles } from './transducer-protocol.ts';
import type { TransducerAnswer, TransducerInit, TransducerRequest } from './transducer-protocol.ts';
import { createTransducerStream } from './transducer-stream.ts';
import { sttTuning } from './tuning.ts';

export interface StreamingTransducerOptions {
  /** Name and absolute folder of verified files. */
  readonly model: { readonly name: string; readonly folder: string };
  readonly clock: Clock;
  readonly scheduler: CoreScheduler;
  readonly threads?: number;
  /** Primary tags the weights were trained on, default English. */
  readonly languages?: readonly string[];
  /** Another worker over the same handler, for a recogniser that is not sherpa's. */
  readonly workerUrl?: URL;
}

/** The first of the model's files that is not there, or null. Checked here because the addon would end the process. */
async function findMissingFile(folder: string): Promise<string | null> {
  for (const file of Object.values(transducerFiles)) {
    try {
      await access(join(folder, file));
    } catch {
      return file;
    }
  }
  return null;
}

/** Errors: `model_missing` naming the file, `model_failed`, `addon_missing`. */
export async function createStreamingTransducerEngine(
  options: StreamingTransducerOptions,
): Promise<Result<SttEngine>> {
  const { name, folder } = options.model;
  if (!options.workerUrl) {
    const missing = await findMissingFile(folder);
    if (missing !== null)
      return err(
        'model_missing',
        `${name}: no ${missing} in ${folder}; no streaming weights ship with Parley`,
      );
  }
  const init: TransducerInit = { folder, threads: options.threads ?? sttTuning.threads };
  const created = await createInferenceLane<TransducerRequest, TransducerAnswer>({
    name: 'stt',
    entry: options.workerUrl ?? workerEntry(import.meta.url, 'transducer-worker'),
    init,
    scheduler: options.scheduler,
    clock: options.clock,
  });
  if (!created.ok) return created;
  const lane = created.value;
  const languages = options.languages ?? ['en'];
  let streams = 0;
  return ok({
    name,
    kind: 'streaming',
    languages,
    createStream({ sessionId, language }) {
      const primary = language.trim().toLowerCase().split(/[-_]/)[0] ?? '';
      return createTransducerStream(lane, {
        sessionId,
        streamId: `${sessionId}#${++streams}`,
        language: primary,
        languageKnown: primary === 'auto' || languages.includes(primary),
      });
    },
    stats: () => lane.stats(),
    close: () => lane.close(),
  });
}

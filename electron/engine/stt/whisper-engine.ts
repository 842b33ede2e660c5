/** The default recogniser: Whisper with right-sized windows in a lane of its own, shared by all sessions. */
import { ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { Clock } from '../runtime/clock.ts';
import type { CoreScheduler } from '../runtime/core-scheduler.ts';
import { createInferenceLane } from '../runtime/inference-lane.ts';
import { workerEntry } from '../runtime/worker-entry.ts';
import { tagOfWhisperLanguage, whisperLanguageOf } from './language-tag.ts';
import type { SttEngine } from './stt-port.ts';
import { sttTuning } from './tuning.ts';
import type { WhisperAnswer, WhisperInfo, WhisperInit, WhisperRequest } from './whisper-protocol.ts';
import { createWhisperStream } from './whisper-stream.ts';

/** Name as in the manifest and the absolute folder of verified files. */
export interface WhisperFiles {
  readonly name: string;
  readonly folder: string;
}

export interface WhisperEngineOptions {
  /** While they are still being verified, the worker starts but opens none of them. */
  readonly model: WhisperFiles | Promise<Result<WhisperFiles>>;
  readonly clock: Clock;
  readonly scheduler: CoreScheduler;
  /** Cores for one job; default in tuning.ts. */
  readonly threads?: number;
}

/** Errors: those of `model`, `model_missing`, `model_corrupt`, `model_failed`, `addon_missing`. */
export async function createWhisperEngine(options: WhisperEngineOptions): Promise<Result<SttEngine>> {
  const files = options.model instanceof Promise ? options.model : Promise.resolve(ok(options.model));
  const init = files.then((model): Result<WhisperInit> => {
    if (!model.ok) return model;
    const { name, folder } = model.value;
    return ok({ name, folder, threads: options.threads ?? sttTuning.threads });
  });
  const [created, opened] = await Promise.all([
    createInferenceLane<WhisperRequest, WhisperAnswer>({
      name: 'stt',
      entry: workerEntry(import.meta.url, 'whisper-worker'),
      init,
      scheduler: options.scheduler,
      clock: options.clock,
    }),
    files,
  ]);
  if (!created.ok) return created;
  if (!opened.ok) return opened;
  const lane = created.value;
  const { name } = opened.value;
  const { languages } = lane.info as WhisperInfo;
  let streams = 0;
  return ok({
    name,
    kind: 'window',
    languages: languages.map(tagOfWhisperLanguage),
    createStream: (stream) =>
      createWhisperStream(lane, {
        ...stream,
        streamId: `${stream.sessionId}#${++streams}`,
        whisperLanguage: whisperLanguageOf(stream.language, languages),
      }),
    stats: () => lane.stats(),
    close: () => lane.close(),
  });
}

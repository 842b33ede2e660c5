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

export interface WhisperEngineOptions {
  /** Name as in the manifest and the absolute folder of verified files. */
  readonly model: { readonly name: string; readonly folder: string };
  readonly clock: Clock;
  readonly scheduler: CoreScheduler;
  /** Cores for one job; default in tuning.ts. */
  readonly threads?: number;
}

/** Errors: `model_missing`, `model_corrupt`, `model_failed`, `addon_missing`. */
export async function createWhisperEngine(options: WhisperEngineOptions): Promise<Result<SttEngine>> {
  const { name, folder } = options.model;
  const init: WhisperInit = { name, folder, threads: options.threads ?? sttTuning.threads };
  const created = await createInferenceLane<WhisperRequest, WhisperAnswer>({
    name: 'stt',
    entry: workerEntry(import.meta.url, 'whisper-worker'),
    init,
    scheduler: options.scheduler,
    clock: options.clock,
  });
  if (!created.ok) return created;
  const lane = created.value;
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

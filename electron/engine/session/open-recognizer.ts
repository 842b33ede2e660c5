/** Opens the recogniser of a name: its files verified, its worker loaded. Where files are missing, no worker starts. */
import type { Settings } from '../../contract/settings.ts';
import type { Result } from '../../contract/errors.ts';
import type { ModelLibrary } from '../models/model-port.ts';
import type { Clock } from '../runtime/clock.ts';
import type { CoreScheduler } from '../runtime/core-scheduler.ts';
import { createStreamingTransducerEngine } from '../stt/streaming-transducer-engine.ts';
import type { SttEngine } from '../stt/stt-port.ts';
import { createWhisperEngine } from '../stt/whisper-engine.ts';

export type RecognizerName = Settings['recognizer'];

export interface RecognizerParts {
  readonly library: ModelLibrary;
  readonly clock: Clock;
  readonly scheduler: CoreScheduler;
}

/** Errors: `model_unknown`, `model_missing`, `model_corrupt`, `model_failed`, `addon_missing`. */
export async function openRecognizer(
  name: RecognizerName,
  { library, clock, scheduler }: RecognizerParts,
): Promise<Result<SttEngine>> {
  const opening = library.open(name);
  if (name !== 'sherpa-streaming' && (await library.isPresent(name)))
    return createWhisperEngine({ model: opening, clock, scheduler });
  const model = await opening;
  if (!model.ok) return model;
  return name === 'sherpa-streaming'
    ? createStreamingTransducerEngine({ model: model.value, clock, scheduler })
    : createWhisperEngine({ model: model.value, clock, scheduler });
}

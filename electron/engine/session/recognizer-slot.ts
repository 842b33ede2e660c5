/**
 * The place of the recogniser: what stands in it follows the settings while conversations go on. An utterance that has
 * begun is heard to its end by the recogniser that began it; the next one is heard by the new one.
 */
import type { Result } from '../../contract/errors.ts';
import type { SttEngine, SttStream, SttStreamOptions } from '../stt/stt-port.ts';
import type { RecognizerName } from './open-recognizer.ts';
import { createSuccession } from './succession.ts';

export interface RecognizerSlot extends SttEngine {
  /** As `Succession.follow`. */
  follow(name: RecognizerName, again: boolean): Promise<Result<void>>;
}

/** @param wish what the settings name, which may not have been there to open */
export function createRecognizerSlot(
  first: SttEngine,
  wish: RecognizerName,
  open: (name: RecognizerName) => Promise<Result<SttEngine>>,
): RecognizerSlot {
  const engines = createSuccession(first, wish, open);
  const now = (): SttEngine => engines.present!;

  function createStream(options: SttStreamOptions): SttStream {
    let used = engines.use();
    let { language } = options;
    const start = (): SttStream => {
      ({ language } = options);
      const { sessionId, prompt, goesFirst } = options;
      return used.engine.createStream({
        sessionId,
        language,
        ...(prompt === undefined ? {} : { prompt }),
        ...(goesFirst === undefined ? {} : { goesFirst }),
      });
    };
    let inner = start();
    let over = false;
    const end = (): void => {
      inner.close();
      used.done();
    };
    return {
      begin() {
        if (!over && (used.engine !== engines.present || language !== options.language)) {
          end();
          used = engines.use();
          inner = start();
        }
        inner.begin();
      },
      push: (samples) => inner.push(samples),
      partial: (signal) => inner.partial(signal),
      final: (wanted) => inner.final(wanted),
      close() {
        if (over) return;
        over = true;
        end();
      },
    };
  }

  return {
    get name() {
      return now().name;
    },
    get kind() {
      return now().kind;
    },
    get languages() {
      return now().languages;
    },
    createStream,
    stats: () => now().stats(),
    follow: (name, again) => engines.follow(name, again),
    close: () => engines.close(),
  };
}

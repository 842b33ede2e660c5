/**
 * The place of the recogniser: what stands in it follows the settings while conversations go on. An utterance that has
 * begun is heard to its end by the recogniser that began it; the next one is heard by the new one. Owns closing a
 * recogniser when nobody listens with it any more.
 */
import { ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { SttEngine, SttStream, SttStreamOptions } from '../stt/stt-port.ts';
import type { RecognizerName } from './open-recognizer.ts';

export interface RecognizerSlot extends SttEngine {
  /**
   * Opens the named recogniser and lets it take over. While it loads, the present one goes on, and it stays when the
   * other cannot be had. Only the newest wish counts; the same wish is not tried twice unless `again` is set.
   */
  follow(name: RecognizerName, again: boolean): Promise<Result<void>>;
}

interface Held {
  readonly engine: SttEngine;
  streams: number;
  closing: Promise<void> | null;
}

/** @param wish what the settings name, which may not have been there to open */
export function createRecognizerSlot(
  first: SttEngine,
  wish: RecognizerName,
  open: (name: RecognizerName) => Promise<Result<SttEngine>>,
): RecognizerSlot {
  const all = new Set<Held>();
  const hold = (engine: SttEngine): Held => {
    const held = { engine, streams: 0, closing: null };
    all.add(held);
    return held;
  };
  let current = hold(first);
  let wished = wish;
  let wishes = 0;
  let closed = false;

  function dismiss(held: Held): void {
    if (held.streams > 0 || (held === current && !closed)) return;
    held.closing ??= held.engine.close().finally(() => all.delete(held));
  }

  function createStream(options: SttStreamOptions): SttStream {
    let held = current;
    let { language } = options;
    const start = (): SttStream => {
      held = current;
      held.streams++;
      ({ language } = options);
      const { sessionId, prompt, goesFirst } = options;
      return held.engine.createStream({
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
      held.streams--;
      dismiss(held);
    };
    return {
      begin() {
        if (!over && (held !== current || language !== options.language)) {
          end();
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
      return current.engine.name;
    },
    get kind() {
      return current.engine.kind;
    },
    get languages() {
      return current.engine.languages;
    },
    createStream,
    stats: () => current.engine.stats(),
    async follow(name, again) {
      if (name === wished && !again) return ok(undefined);
      wished = name;
      const number = ++wishes;
      if (name === current.engine.name) return ok(undefined);
      const opened = await open(name);
      if (!opened.ok) return opened;
      if (closed || number !== wishes) {
        await opened.value.close();
        return ok(undefined);
      }
      const before = current;
      current = hold(opened.value);
      dismiss(before);
      return ok(undefined);
    },
    async close() {
      closed = true;
      for (const held of all) {
        held.streams = 0;
        dismiss(held);
      }
      await Promise.all([...all].flatMap(({ closing }) => (closing ? [closing] : [])));
    },
  };
}

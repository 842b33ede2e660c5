/**
 * The voice that the settings choose, also while conversations go on. A piece that is being made is made by the voice
 * that began it; the next piece is made by the new one.
 */
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { TtsEngine } from '../tts/tts-port.ts';
import { createSuccession } from './succession.ts';

export interface ChosenVoice<E extends TtsEngine> {
  /** A voice that goes on standing for whichever is chosen; while the first one loads, it is waited for. */
  voice(): Promise<Result<TtsEngine>>;
  /** As `Succession.follow`. */
  follow(name: string, again: boolean): Promise<Result<void>>;
  /** The one that stands there now; null while there is none. */
  present(): E | null;
  close(): Promise<void>;
}

/**
 * @param wish what the settings name; opened at once
 * @param phrases said often: made ready by each voice that takes over
 */
export function createChosenVoice<E extends TtsEngine>(
  wish: string,
  open: (name: string) => Promise<Result<E>>,
  phrases: readonly string[],
): ChosenVoice<E> {
  const voices = createSuccession<E, string>(null, wish, open, (voice) => void voice.warm(phrases));
  let closed = false;
  const now = (): TtsEngine => voices.present!;

  /** Handed out only when there is a voice, and from then on there always is one. */
  const standing: TtsEngine = {
    get name() {
      return now().name;
    },
    get sampleRateHz() {
      return now().sampleRateHz;
    },
    async synthesize(request) {
      const { engine, done } = voices.use();
      try {
        return await engine.synthesize(request);
      } finally {
        done();
      }
    },
    warm: (texts) => now().warm(texts),
    get cachedBytes() {
      return now().cachedBytes ?? 0;
    },
    trimCache: () => now().trimCache?.() ?? 0,
    stats: () => now().stats(),
    // whoever was handed it does not own it
    close: () => Promise.resolve(),
  };

  return {
    async voice() {
      for (;;) {
        const awaited = voices.opening;
        const opened = voices.present ? ok(undefined) : await awaited;
        if (voices.present) return ok(standing);
        if (!opened.ok && awaited === voices.opening) return opened;
        if (closed) return err('closed');
      }
    },
    follow: (name, again) => voices.follow(name, again),
    present: () => voices.present,
    async close() {
      closed = true;
      await voices.opening;
      await voices.close();
    },
  };
}

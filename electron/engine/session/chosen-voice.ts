/**
 * The voice that the settings choose, also while conversations go on. A piece that is being made is made by the voice
 * that began it; the next piece is made by the new one. Owns closing a voice nobody waits for.
 */
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { TtsEngine } from '../tts/tts-port.ts';

export interface ChosenVoice<E extends TtsEngine> {
  /** A voice that goes on standing for whichever is chosen; while the first one loads, it is waited for. */
  voice(): Promise<Result<TtsEngine>>;
  /**
   * Opens the named voice and lets it take over. While it loads, the present one goes on, and it stays when the other
   * cannot be had. Only the newest wish counts; the same wish is not tried twice unless `again` is set.
   */
  follow(name: string, again: boolean): Promise<Result<void>>;
  /** The one that stands there now; null while there is none. */
  present(): E | null;
  close(): Promise<void>;
}

interface Held<E> {
  readonly engine: E;
  /** Pieces being made. */
  jobs: number;
  closing: Promise<void> | null;
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
  const all = new Set<Held<E>>();
  let current: Held<E> | null = null;
  let wished = wish;
  let wishes = 0;
  let closed = false;

  function dismiss(held: Held<E>): void {
    if (held.jobs > 0 || (held === current && !closed)) return;
    held.closing ??= held.engine.close().finally(() => all.delete(held));
  }

  /** Opens a voice; it takes over unless another was wished for meanwhile. */
  async function load(name: string): Promise<Result<void>> {
    const number = ++wishes;
    const opened = await open(name);
    if (!opened.ok) return opened;
    if (closed || number !== wishes) {
      await opened.value.close();
      return ok(undefined);
    }
    const before = current;
    current = { engine: opened.value, jobs: 0, closing: null };
    all.add(current);
    if (before) dismiss(before);
    void opened.value.warm(phrases);
    return ok(undefined);
  }

  const now = (): TtsEngine => current!.engine;

  /** Handed out only when there is a voice, and from then on there always is one. */
  const standing: TtsEngine = {
    get name() {
      return now().name;
    },
    get sampleRateHz() {
      return now().sampleRateHz;
    },
    async synthesize(request) {
      const held = current!;
      held.jobs++;
      try {
        return await held.engine.synthesize(request);
      } finally {
        held.jobs--;
        dismiss(held);
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

  let opening = load(wish);

  return {
    async voice() {
      for (;;) {
        const awaited = opening;
        const opened = current ? ok(undefined) : await awaited;
        if (current) return ok(standing);
        if (!opened.ok && awaited === opening) return opened;
        if (closed) return err('closed');
      }
    },
    async follow(name, again) {
      if (name === wished && !again) return ok(undefined);
      wished = name;
      if (name === current?.engine.name) {
        wishes++;
        return ok(undefined);
      }
      opening = load(name);
      return opening;
    },
    present: () => current?.engine ?? null,
    async close() {
      closed = true;
      await opening;
      for (const held of all) {
        held.jobs = 0;
        dismiss(held);
      }
      await Promise.all([...all].flatMap(({ closing }) => (closing ? [closing] : [])));
    },
  };
}

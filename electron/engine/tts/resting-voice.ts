/**
 * A voice whose model is let go of while nobody speaks and loaded again by who speaks next. Owns whether the model is
 * there; what it counted goes on counting, and the phrases it was told to keep ready are made ready again.
 */
import type { Ms } from '../../contract/audio.ts';
import { err } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { Clock } from '../runtime/clock.ts';
import type { LaneStats } from '../runtime/inference-lane.ts';
import type { TtsEngine } from './tts-port.ts';

export interface RestingVoice extends TtsEngine {
  /** The model is in memory. */
  readonly loaded: boolean;
  /** Loads it ahead of its use; nothing when it is there. */
  prepare(): void;
  /** Lets go of the model if nobody has used it for `idleMs`. True when it was let go of. */
  release(idleMs: Ms): Promise<boolean>;
}

export interface RestingVoiceParts {
  readonly first: TtsEngine;
  /** Loads the same voice again. Errors: the model's; whoever wanted to speak is told. */
  readonly open: () => Promise<Result<TtsEngine>>;
  readonly clock: Clock;
}

type Counted = Pick<LaneStats, 'done' | 'failed' | 'cancelled' | 'computeMs'>;

const plus = (a: Counted, b: Counted): Counted => ({
  done: a.done + b.done,
  failed: a.failed + b.failed,
  cancelled: a.cancelled + b.cancelled,
  computeMs: a.computeMs + b.computeMs,
});

export function createRestingVoice({ first, open, clock }: RestingVoiceParts): RestingVoice {
  const { name, sampleRateHz } = first;
  const laneName = first.stats().name;
  let engine: TtsEngine | null = first;
  let opening: Promise<Result<TtsEngine>> | null = null;
  let dismissing: Promise<void> = Promise.resolve();
  let counted: Counted = { done: 0, failed: 0, cancelled: 0, computeMs: 0 };
  let phrases: readonly string[] = [];
  let users = 0;
  let usedAtMs = clock.now();
  let closed = false;

  async function reopen(): Promise<Result<TtsEngine>> {
    // never two of them in memory
    await dismissing;
    const opened = await open();
    opening = null;
    usedAtMs = clock.now();
    if (!opened.ok) return opened;
    if (closed) {
      await opened.value.close();
      return err('closed');
    }
    engine = opened.value;
    void opened.value.warm(phrases);
    return opened;
  }

  async function use<T>(
    work: (voice: TtsEngine) => Promise<T>,
    failed: (result: Extract<Result<never>, { ok: false }>) => T,
  ): Promise<T> {
    users++;
    try {
      if (engine) return await work(engine);
      if (closed) return failed(err('closed'));
      opening ??= reopen();
      const opened = await opening;
      return opened.ok ? await work(opened.value) : failed(opened);
    } finally {
      users--;
      usedAtMs = clock.now();
    }
  }

  return {
    name,
    sampleRateHz,
    get loaded() {
      return engine !== null;
    },
    prepare() {
      if (!engine && !closed) opening ??= reopen();
    },
    synthesize: (request) =>
      use(
        (voice) => voice.synthesize(request),
        ({ fault }) => (request.signal?.aborted ? { kind: 'cancelled' } : { kind: 'failed', fault }),
      ),
    warm(texts) {
      phrases = texts;
      return use(
        (voice) => voice.warm(texts),
        () => undefined,
      );
    },
    get cachedBytes() {
      return engine?.cachedBytes ?? 0;
    },
    trimCache: () => engine?.trimCache?.() ?? 0,
    stats() {
      const now = engine?.stats();
      if (now) return { ...now, ...plus(counted, now) };
      return { name: laneName, waiting: 0, running: false, oldestWaitMs: 0, ...counted };
    },
    async release(idleMs) {
      if (!engine || users > 0 || closed || clock.now() - usedAtMs < idleMs) return false;
      const last = engine;
      engine = null;
      counted = plus(counted, last.stats());
      dismissing = last.close();
      await dismissing;
      return true;
    },
    async close() {
      closed = true;
      const last = engine;
      engine = null;
      await Promise.all([last?.close(), dismissing, opening]);
    },
  };
}

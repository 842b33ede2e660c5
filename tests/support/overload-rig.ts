/**
 * Ten sessions on one clock that stands still between events, with stages that take as long as they are told: one place
 * in front of VAD and one recogniser for all, as one machine has. Real sessions, pipeline, pressure and frame queue;
 * fakes only at the ports of models, source and sink.
 */
import { FRAME_MS, FRAME_SAMPLES } from '../../electron/contract/audio.ts';
import type { Ms } from '../../electron/contract/audio.ts';
import { err, ok } from '../../electron/contract/errors.ts';
import type { SessionEvent } from '../../electron/contract/events.ts';
import type { PressureFact } from '../../electron/contract/metrics.ts';
import { defaultSettings } from '../../electron/contract/settings.ts';
import type { AudioSource } from '../../electron/engine/capture/source-port.ts';
import { createNullEchoCanceller } from '../../electron/engine/echo/null-echo-canceller.ts';
import { createEngineWatch } from '../../electron/engine/engine-watch.ts';
import type { EngineWatch } from '../../electron/engine/engine-watch.ts';
import { createMemoryMeter } from '../../electron/engine/observe/memory-meter.ts';
import { createNullSink } from '../../electron/engine/playback/null-sink.ts';
import { createFrameQueue } from '../../electron/engine/pressure/frame-queue.ts';
import { sleep } from '../../electron/engine/runtime/clock.ts';
import type { Clock } from '../../electron/engine/runtime/clock.ts';
import { silentLogger } from '../../electron/engine/runtime/logger.ts';
import { createVirtualClock } from '../../electron/engine/runtime/virtual-clock.ts';
import { openSession } from '../../electron/engine/session.ts';
import type { Session } from '../../electron/engine/session.ts';
import type { SttEngine, SttOutcome } from '../../electron/engine/stt/stt-port.ts';
import type { VadModel } from '../../electron/engine/vad/vad-port.ts';

/** Everybody says something for this long, again and again. */
export const UTTERANCE_FRAMES = 36;
export const ROUND_FRAMES = 110;
const LOUD = 0.3;

const FIRM = 0;
const LOOSE = 1;

const sounds = {
  speech: new Float32Array(FRAME_SAMPLES).map((_, i) => (i % 2 === 0 ? LOUD : -LOUD)),
  silence: new Float32Array(FRAME_SAMPLES).fill(0.001),
};

export interface RigSession {
  readonly session: Session;
  readonly events: SessionEvent[];
  /** Frames the source offered. */
  readonly captured: () => number;
  /** Frames that arrived at VAD. */
  readonly processed: () => number;
  count(type: SessionEvent['type']): number;
  readonly droppedMs: () => Ms;
  /** Turns that began and of which neither a text nor the word that there was none ever came. */
  readonly lost: () => number;
}

export interface OverloadRig {
  readonly clock: Clock;
  readonly sessions: readonly RigSession[];
  readonly facts: (PressureFact & { readonly atMs: Ms })[];
  readonly watch: EngineWatch;
  /** Milliseconds a frame takes in front of everybody, and a pass of the recogniser. */
  readonly cost: { frameMs: Ms; passMs: Ms };
  readonly passes: { partial: number; final: number };
  /** Most passes that ever waited for the recogniser. */
  readonly passesWaiting: () => number;
  /** Most that was ever seen, looked at every frame's time. */
  readonly peak: { frames: number; localOldestMs: Ms; oldestMs: Ms; overBound: string[] };
  /** Moves time on; `each` is called every frame's time. */
  run(ms: Ms, each?: () => void): Promise<void>;
  /** Nobody speaks from now on. */
  hush(): void;
  close(): Promise<void>;
}

/** One thing at a time, in the order they came, most urgent first. */
function createStage(clock: Clock) {
  const waiting: { rank: number; sinceMs: Ms; go: () => void }[] = [];
  let busy = false;
  let most = 0;
  function next(): void {
    const at = waiting.reduce((best, one, i) => (one.rank < waiting[best]!.rank ? i : best), 0);
    const one = waiting.splice(at, 1)[0];
    busy = one !== undefined;
    one?.go();
  }
  return {
    /** Most that ever waited. */
    get most() {
      return most;
    },
    oldestMs: (rank: number) =>
      waiting.reduce(
        (oldest, one) => (one.rank === rank ? Math.max(oldest, clock.now() - one.sinceMs) : oldest),
        0,
      ),
    async take(ms: () => Ms, rank = FIRM): Promise<void> {
      if (busy) {
        const turn = new Promise<void>((go) => void waiting.push({ rank, sinceMs: clock.now(), go }));
        most = Math.max(most, waiting.length);
        await turn;
      }
      busy = true;
      await sleep(clock, ms());
      next();
    },
  };
}

export function openOverloadRig(count: number): OverloadRig {
  const virtual = createVirtualClock(Date.UTC(2026, 0, 1));
  // model calls take time of this clock by themselves
  const clock: Clock = { ...virtual, timed: (work) => work() };
  const cost = { frameMs: 1 as Ms, passMs: 40 as Ms };
  const passes = { partial: 0, final: 0 };
  const front = createStage(clock);
  const recogniser = createStage(clock);
  const frameQueue = createFrameQueue(clock);
  const sessions: RigSession[] = [];
  const facts: (PressureFact & { readonly atMs: Ms })[] = [];
  let hushed = false;

  const watch = createEngineWatch({
    clock,
    sessions: () => sessions.map(({ session }) => session),
    lanes: () => [stt.stats()],
    bufferBytes: () => 0,
    off: () => new Set(),
    failed: () => false,
    counts: () => ({ gcTriggered: 0, sessionsCleanedUp: 0, memoryOptimizations: 0 }),
    onMemoryHigh: () => {},
    onTrend: () => {},
    memoryLimitMegabytes: () => 300,
    memory: createMemoryMeter(() => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 })),
  });
  watch.onPressure((fact) => void facts.push({ ...fact, atMs: clock.now() }));

  const stt: SttEngine = {
    name: 'slow',
    kind: 'window',
    languages: ['en'],
    createStream() {
      let utterance = 0;
      async function pass<T>(
        kind: 'partial' | 'final',
        value: T,
        signal?: AbortSignal,
      ): Promise<SttOutcome<T>> {
        await recogniser.take(() => (signal?.aborted ? 0 : cost.passMs), kind === 'final' ? FIRM : LOOSE);
        if (signal?.aborted) return { kind: 'cancelled' };
        passes[kind]++;
        return { kind: 'done', value };
      }
      return {
        begin: () => void utterance++,
        push: () => true,
        partial: (signal) => {
          const text = `what time is it ${utterance} ${passes.partial}`;
          return pass('partial', { text, stable: text, heardSamples: 0 }, signal);
        },
        final: ({ signal }) =>
          pass(
            'final',
            {
              text: 'What time is it?',
              words: [],
              language: 'en',
              confidence: 1,
              phantom: false,
              computeMs: cost.passMs,
            },
            signal,
          ),
        close() {},
      };
    },
    stats: () => ({
      name: 'slow',
      waiting: 0,
      running: false,
      done: 0,
      failed: 0,
      cancelled: 0,
      computeMs: 0,
      oldestWaitMs: recogniser.oldestMs(FIRM),
      oldestFirmWaitMs: recogniser.oldestMs(FIRM),
    }),
    close: () => Promise.resolve(),
  };

  function open(index: number): void {
    const events: SessionEvent[] = [];
    let captured = 0;
    let processed = 0;
    const source: AudioSource = {
      name: `source ${index}`,
      run(output, observer, scope) {
        observer.onCondition({ state: 'hearing' });
        return new Promise((resolve) => {
          let cancel = () => {};
          const tick = () => {
            cancel = clock.schedule(FRAME_MS, tick);
            // each begins a little later than the one before it
            const at = (captured + ROUND_FRAMES - index * 5) % ROUND_FRAMES;
            const samples = (!hushed && at < UTTERANCE_FRAMES ? sounds.speech : sounds.silence).slice();
            output.offer({ samples, startSamples: captured * FRAME_SAMPLES, capturedAtMs: clock.now() });
            captured++;
          };
          cancel = clock.schedule(FRAME_MS, tick);
          scope.defer(() => {
            cancel();
            resolve(ok(undefined));
          });
        });
      },
    };
    const vad: VadModel = {
      createStream: () => ({
        async process(samples) {
          await front.take(() => cost.frameMs);
          processed++;
          return Math.abs(samples[0]!) > LOUD / 2 ? 0.95 : 0.01;
        },
        reset() {},
      }),
      close: () => Promise.resolve(),
    };
    const session = openSession({
      id: `s-${index}`,
      clock,
      log: silentLogger,
      settings: () => defaultSettings,
      isLocal: index === 0,
      watch: watch.stages,
      quality: () => watch.effects.quality,
      frameQueue,
      hearing: { source, vad, canceller: createNullEchoCanceller(), sourceWaits: false },
      stt,
      turnModel: null,
      brain: {
        reply: () => Promise.resolve({ kind: 'done', source: 'skill:none' }),
        close: () => Promise.resolve(),
      },
      voice: () => Promise.resolve(err('model_missing', 'none here')),
      sink: createNullSink({ clock }),
      onEvent(event) {
        events.push(event);
        watch.note(event);
      },
      onTurnFinished: () => {},
    });
    const count = (type: SessionEvent['type']) => events.filter((event) => event.type === type).length;
    const turnsOf = (...types: SessionEvent['type'][]) =>
      new Set(
        events.flatMap((event) => (types.includes(event.type) && 'turn_id' in event ? [event.turn_id] : [])),
      );
    sessions.push({
      session,
      events,
      captured: () => captured,
      processed: () => processed,
      count,
      droppedMs: () => events.reduce((sum, event) => sum + (event.type === 'audioDropped' ? event.ms : 0), 0),
      lost() {
        const answered = turnsOf('finalTranscription', 'turnDiscarded');
        return [...turnsOf('speechStart')].filter((id) => !answered.has(id)).length;
      },
    });
  }

  for (let index = 0; index < count; index++) open(index);
  watch.start();
  const peak: OverloadRig['peak'] = { frames: 0, localOldestMs: 0, oldestMs: 0, overBound: [] };

  function lookAround(): void {
    peak.frames = Math.max(peak.frames, frameQueue.frames);
    for (const { session } of sessions) {
      const waited = session.oldestWaitMs();
      if (session.isLocal) peak.localOldestMs = Math.max(peak.localOldestMs, waited);
      peak.oldestMs = Math.max(peak.oldestMs, waited);
      for (const { name, peakWeight, capacity } of session.channels())
        if (peakWeight > capacity) peak.overBound.push(`${session.id} ${name}`);
    }
  }

  return {
    clock,
    sessions,
    facts,
    watch,
    cost,
    passes,
    passesWaiting: () => recogniser.most,
    peak,
    async run(ms, each = () => {}) {
      for (let at = 0; at < ms; at += FRAME_MS) {
        await virtual.advance(FRAME_MS);
        lookAround();
        each();
      }
    },
    hush() {
      hushed = true;
    },
    async close() {
      watch.stop();
      const closing = Promise.all(sessions.map(({ session }) => session.close()));
      await virtual.advance(2_000);
      await closing;
    },
  };
}

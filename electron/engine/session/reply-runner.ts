/**
 * Runs one reply at a time: brain, voice and sink, in a scope of its own for each turn. Owns the channels between
 * them; refuses to decide when a reply begins or ends. Text still arrives when there is no voice.
 */
import { assertNever } from '../../contract/assert-never.ts';
import type { MonoSound } from '../../contract/audio.ts';
import { faultFrom } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import type { QueueView } from '../../contract/metrics.ts';
import type { ChatMessage } from '../../contract/turns.ts';
import { UNHEARD } from '../brain/brain-port.ts';
import type { Brain, BrainAction, BrainChunk, BrainRequest } from '../brain/brain-port.ts';
import type { AudioSink, Heard, SpokenPiece } from '../playback/sink-port.ts';
import { createBoundedChannel } from '../runtime/bounded-channel.ts';
import { createScope } from '../runtime/scope.ts';
import type { Scope } from '../runtime/scope.ts';
import type { TtsEngine } from '../tts/tts-port.ts';
import { divideSpeech } from '../tts/speech-pieces.ts';
import { createTtsStage } from '../tts/tts-stage.ts';
import type { TtsSentence } from '../tts/tts-stage.ts';
import { createChime, createListenChime } from './chime.ts';
import { createPlaybackQueue } from './playback-queue.ts';
import type { SessionContext } from './session-context.ts';
import { queueViewOf } from './session-facts.ts';
import type { TurnLedger } from './turn-ledger.ts';

/** Words of our own: an alarm, which a bell precedes, text somebody wants read, or a sound that is heard again. */
export interface Announcement {
  readonly text: string;
  readonly bell: boolean;
  /** Played instead of reading `text`, which is what is said in it. */
  readonly sound?: MonoSound;
}

/** Where the words of a reply came from when nobody was answered and nothing fell due; such turns are not kept. */
export const unkeptSources: ReadonlySet<string> = new Set(['read', 'replay']);

export type ReplyJob =
  | {
      readonly kind: 'answer';
      readonly turnId: number;
      readonly text: string;
      readonly history: readonly ChatMessage[];
    }
  | ({ readonly kind: 'announce'; readonly turnId: number } & Announcement)
  /** Says without words that Parley listens; leaves nothing behind. */
  | { readonly kind: 'chime'; readonly turnId: number };

export interface ReplyResult {
  readonly turnId: number;
  readonly heard: Heard;
  /** False when it was cut short. */
  readonly complete: boolean;
}

export interface ReplyRunner {
  /** Starts the reply; `onEnd` is called once unless it is cancelled. */
  start(job: ReplyJob, onEnd: (result: ReplyResult) => void): void;
  /** Has the first sound of the likely answer made, so that it is ready when the turn has ended. Says nothing. */
  prepare(turnId: number, text: string, history: readonly ChatMessage[], signal: AbortSignal): void;
  /**
   * Stops sound, voice and brain of the turn at once and tells what was heard, or without a voice what was shown.
   * `unheard`: what was neither leaves nothing behind.
   */
  cancel(turnId: number, unheard: boolean): Heard;
  /** The edges from brain to speaker, of the reply that is being given or was given last. */
  queues(): readonly QueueView[];
  close(): Promise<void>;
}

export interface ReplyParts {
  readonly context: SessionContext;
  readonly brain: Brain;
  /** Resolves once the voice has loaded; a fault when there is none. */
  readonly voice: () => Promise<Result<TtsEngine>>;
  readonly sink: AudioSink;
  readonly ledger: TurnLedger;
  readonly rate: () => number;
  readonly onAction: (action: BrainAction) => void;
  /** The last reply that was given, for "say that again". */
  readonly lastReply: () => string;
}

const NOTHING_HEARD: Heard = { text: '', ms: 0, complete: true };

export function createReplyRunner(parts: ReplyParts): ReplyRunner {
  const { context, sink, ledger } = parts;
  const { clock } = context;
  const waiting = createPlaybackQueue(sink);
  let current: { turnId: number; scope: Scope; done: Promise<void> } | null = null;
  let voiceFaultTold = false;
  /** Without a voice, a reply is read. */
  let isRead = false;

  async function voiceFor(turnId: number): Promise<TtsEngine | null> {
    const voice = await parts.voice();
    isRead = !voice.ok;
    if (voice.ok) return voice.value;
    if (!voiceFaultTold) context.publishFault(voice.fault, turnId);
    voiceFaultTold = true;
    return null;
  }

  /** Speaks what arrives on `sentences`; resolves with what was heard. */
  async function speak(
    turnId: number,
    sentences: ReturnType<typeof sentenceChannel>,
    scope: Scope,
  ): Promise<Heard> {
    const engine = await voiceFor(turnId);
    if (scope.signal.aborted) return NOTHING_HEARD;
    if (!engine) {
      for (
        let item = await sentences.receive(scope.signal);
        item;
        item = await sentences.receive(scope.signal)
      );
      return NOTHING_HEARD;
    }
    const stage = createTtsStage({
      engine,
      sessionId: context.sessionId,
      rate: parts.rate,
      onFault(id, fault) {
        context.watch.failed('tts');
        context.publishFault(fault, id);
      },
    });
    const pieces = createBoundedChannel<SpokenPiece>({ name: 'tts->playback', capacity: 1, full: 'wait' });
    const running = stage.run(sentences, pieces, scope).finally(() => pieces.end());
    for (let piece = await pieces.receive(scope.signal); piece; piece = await pieces.receive(scope.signal)) {
      ledger.mark(turnId, 'pieceReady', clock.now());
      tellAudio(turnId, piece.sound);
      if (!(await sink.write(piece, scope.signal))) break;
    }
    await running;
    return scope.signal.aborted ? NOTHING_HEARD : sink.finishTurn(turnId);
  }

  /** Plays a sound as it is. */
  async function replay(turnId: number, sound: MonoSound, signal: AbortSignal): Promise<ReplyResult> {
    context.publish({ type: 'replyText', turn_id: turnId, text: '', source: 'replay' });
    tellAudio(turnId, sound);
    await sink.write({ turnId, sound, text: '' }, signal);
    const heard = await sink.finishTurn(turnId);
    return { turnId, heard, complete: heard.complete };
  }

  function tellAudio(turnId: number, sound: MonoSound): void {
    waiting.handed(sound);
    context.publish({
      type: 'replyAudio',
      turn_id: turnId,
      sample_rate: sound.sampleRateHz,
      channels: 1,
      format: 's16le',
      bytes: sound.samples.length * 2,
    });
  }

  const sentenceChannel = () =>
    createBoundedChannel<TtsSentence>({ name: 'brain->tts', capacity: 3, full: 'wait' });
  let latest = sentenceChannel();

  async function answer(
    job: Extract<ReplyJob, { kind: 'answer' }>,
    say: (text: string) => Promise<boolean>,
    scope: Scope,
  ): Promise<void> {
    const entry = ledger.get(job.turnId);
    const show = (text: string) => {
      if (entry) entry.replyText += text;
      context.publish({ type: 'replyText', turn_id: job.turnId, delta: text });
    };
    const onChunk = async (chunk: BrainChunk): Promise<boolean> => {
      if (scope.signal.aborted) return false;
      switch (chunk.kind) {
        case 'delta':
          show(chunk.text);
          return true;
        case 'sentence':
          return say(chunk.text);
        case 'action': {
          parts.onAction(chunk.action);
          if (chunk.action.kind !== 'repeat') return true;
          const again = parts.lastReply() || 'I have not said anything yet.';
          show(again);
          return say(again);
        }
        default:
          return assertNever(chunk);
      }
    };
    const request = requestOf(job.turnId, job.text, job.history);
    const outcome = await parts.brain.reply(request, onChunk, scope.signal);
    if (scope.signal.aborted) return;
    if (outcome.kind === 'failed') {
      context.watch.failed('brain');
      context.publishFault(outcome.fault, job.turnId);
    }
    if (entry) entry.replySource = outcome.kind === 'done' ? outcome.source : outcome.kind;
    context.publish({
      type: 'replyText',
      turn_id: job.turnId,
      text: entry?.replyText ?? '',
      source: entry?.replySource ?? '',
    });
  }

  async function run(job: ReplyJob, scope: Scope, onEnd: (result: ReplyResult) => void): Promise<void> {
    const { turnId } = job;
    const sentences = sentenceChannel();
    latest = sentences;
    sink.beginTurn(turnId);
    waiting.begin();
    const say = (text: string): Promise<boolean> => {
      ledger.mark(turnId, 'sentenceReady', clock.now());
      return sentences.send({ turnId, text }, scope.signal);
    };
    try {
      if (job.kind === 'chime') {
        await sink.write({ turnId, sound: createListenChime(), text: '' }, scope.signal);
        const heard = await sink.finishTurn(turnId);
        if (!scope.signal.aborted) onEnd({ turnId, heard, complete: true });
        return;
      }
      if (job.kind === 'announce') {
        if (job.bell) await sink.write({ turnId, sound: createChime(), text: '' }, scope.signal);
        const source = job.sound ? 'replay' : job.bell ? 'alarm' : 'read';
        const entry = ledger.get(turnId);
        if (entry) {
          entry.replyText = job.text;
          entry.replySource = source;
        }
        if (job.sound) {
          const result = await replay(turnId, job.sound, scope.signal);
          if (!scope.signal.aborted) onEnd(result);
          return;
        }
        context.publish({ type: 'replyText', turn_id: turnId, delta: job.text });
        context.publish({ type: 'replyText', turn_id: turnId, text: job.text, source });
        await say(job.text);
        sentences.end();
        const heard = await speak(turnId, sentences, scope);
        if (!scope.signal.aborted) onEnd({ turnId, heard, complete: heard.complete });
        return;
      }
      const speaking = speak(turnId, sentences, scope);
      await answer(job, say, scope).finally(() => sentences.end());
      const heard = await speaking;
      if (!scope.signal.aborted) onEnd({ turnId, heard, complete: heard.complete });
    } catch (thrown) {
      if (scope.signal.aborted) return;
      context.publishFault(faultFrom(thrown), turnId);
      onEnd({ turnId, heard: sink.stop(), complete: false });
    } finally {
      await scope.close();
    }
  }

  function requestOf(turnId: number, text: string, history: readonly ChatMessage[]): BrainRequest {
    return {
      sessionId: context.sessionId,
      turnId,
      text,
      history,
      nowEpochMs: clock.epochNow(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
  }

  async function makeFirstSound(sentence: string, signal: AbortSignal): Promise<void> {
    const voice = await parts.voice();
    const first = divideSpeech(sentence, { hurried: true }).pieces[0];
    if (!voice.ok || !first || signal.aborted) return;
    // the voice remembers short pieces, and shares one that is still being made
    await voice.value.synthesize({
      sessionId: context.sessionId,
      text: first.speakText,
      rate: parts.rate(),
      priority: 'firstAudio',
      signal,
    });
  }

  function cancel(turnId: number, unheard: boolean): Heard {
    if (current?.turnId !== turnId) return NOTHING_HEARD;
    const { scope } = current;
    current = null;
    const read = isRead ? (ledger.get(turnId)?.replyText ?? '') : '';
    void scope.close(unheard && read === '' ? UNHEARD : 'cancelled');
    const heard = sink.stop();
    return read === '' ? heard : { text: read, ms: 0, complete: false };
  }

  return {
    start(job, onEnd) {
      if (current) cancel(current.turnId, false);
      const scope = createScope();
      const done = run(job, scope, (result) => {
        if (current?.turnId === result.turnId) current = null;
        onEnd(result);
      });
      current = { turnId: job.turnId, scope, done };
    },
    prepare(turnId, text, history, signal) {
      const sentence = parts.brain.preview?.(requestOf(turnId, text, history));
      // only a preparation: the reply itself will tell what keeps it from being spoken
      if (sentence) makeFirstSound(sentence, signal).catch(() => context.watch.failed('tts'));
    },
    cancel,
    // what a reply that was cut short left behind waits for nobody
    queues: () => [
      queueViewOf(current ? latest.stats() : { ...latest.stats(), items: 0, weight: 0 }, 'items'),
      waiting.view(current !== null),
    ],
    async close() {
      const last = current;
      if (!last) return;
      cancel(last.turnId, false);
      await last.done;
    },
  };
}

/**
 * One conversation: its source, its sink, its turn taking. Opening is cheap (the models are shared), closing is
 * idempotent, and its failures stay its own.
 */
import { ENGINE_RATE_HZ, samplesToMs } from '../contract/audio.ts';
import type { MonoSound } from '../contract/audio.ts';
import { faultFrom } from '../contract/errors.ts';
import type { Fault, Result } from '../contract/errors.ts';
import type { SessionEvent, SessionEventBody } from '../contract/events.ts';
import type { Settings } from '../contract/settings.ts';
import type { TurnRecord } from '../contract/turns.ts';
import type { Brain, BrainAction } from './brain/brain-port.ts';
import type { AudioSource, SourceObserver } from './capture/source-port.ts';
import type { EchoCanceller } from './echo/echo-port.ts';
import { startHearing } from './pipeline.ts';
import type { AudioSink, SinkObserver } from './playback/sink-port.ts';
import type { ChannelStats } from './runtime/bounded-channel.ts';
import type { Clock } from './runtime/clock.ts';
import type { Logger } from './runtime/logger.ts';
import { createScope } from './runtime/scope.ts';
import { createReplyRunner } from './session/reply-runner.ts';
import type { SessionContext } from './session/session-context.ts';
import { createTurnLedger } from './session/turn-ledger.ts';
import { createTurnShell } from './session/turn-shell.ts';
import { createUtteranceListener } from './session/utterance-listener.ts';
import type { SttEngine } from './stt/stt-port.ts';
import type { TtsEngine } from './tts/tts-port.ts';
import type { EndOfTurnModel } from './turn/end-of-turn-port.ts';
import type { TurnState } from './turn/turn-events.ts';
import { turnTuning } from './turn/turn-tuning.ts';
import { endpointPresets } from './turn/tuning.ts';
import { vadTuning } from './vad/tuning.ts';
import type { VadModel } from './vad/vad-port.ts';

export interface Session {
  readonly id: string;
  readonly phase: TurnState['phase'];
  /** Resolves once the session has ended, for whatever reason; never rejects. */
  readonly ended: Promise<'input_ended' | 'closed' | 'failed'>;
  /** Nobody speaks, nothing is being thought or said. */
  isIdle(): boolean;
  /** Answers text as if it had been spoken. */
  type(text: string): void;
  /** Stops what is being said or listened to. */
  interrupt(): void;
  /** The talk key: pressed begins a turn at once, released ends it 200 ms later. */
  hold(pressed: boolean): void;
  /** One click: opens the ears for one turn, which ends by itself; called again while it is spoken, ends it. */
  listenOnce(): void;
  /**
   * Closes the microphone, or opens it again; a turn being spoken is discarded, a reply goes on. While it is closed
   * `hold`, `listenOnce` and `dictate` publish an `error` with code `mic_off`.
   */
  setMuted(muted: boolean): void;
  /** The dictation key: what is said while it is pressed comes back as `dictated`, then `dictationEnded`. */
  dictate(pressed: boolean): void;
  /** While on, every utterance is judged against the wake phrase and told as `wakeTried`; nothing is answered. */
  tryWake(on: boolean): void;
  /** Speaks `text` after a bell, as soon as nobody has the floor. */
  announce(text: string): void;
  /** Reads `text` aloud as soon as nobody has the floor. */
  say(text: string): void;
  /** The settings have changed: devices that follow them change at once, and so does the volume. */
  followSettings(now: Settings): void;
  /** An event of the session's own stream, for what happens outside it (an alarm). */
  publish(event: SessionEventBody): void;
  channels(): readonly ChannelStats[];
  close(): Promise<void>;
}

export interface SessionParts {
  readonly id: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: () => Settings;
  /** Which devices are those of the settings. */
  readonly follows?: { readonly microphone: boolean; readonly speaker: boolean };
  /** Null for a session without ears: typed text only. */
  readonly hearing: {
    readonly source: AudioSource;
    readonly vad: VadModel;
    readonly canceller: EchoCanceller;
    /** The source waits for the pipeline instead of losing sound: a file on the virtual clock. */
    readonly sourceWaits: boolean;
  } | null;
  readonly stt: SttEngine | null;
  readonly turnModel: EndOfTurnModel | null;
  readonly brain: Brain;
  readonly voice: () => Promise<Result<TtsEngine>>;
  readonly sink: AudioSink;
  readonly onEvent: (event: SessionEvent) => void;
  /** The sink is open: from now on the session can be spoken in. Not called from inside `openSession`. */
  readonly onStarted?: (session: Session) => void;
  readonly onTurnFinished: (record: TurnRecord, sound: MonoSound | null) => void;
}

/** Errors may quote what was said: only their kind is logged. */
const nameOf = (thrown: unknown) => (thrown instanceof Error ? thrown.name : typeof thrown);

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

export function openSession(parts: SessionParts): Session {
  const { clock, id, sink, hearing } = parts;
  const scope = createScope();
  const startedAt = clock.now();
  const ledger = createTurnLedger();
  let rate = parts.settings().speechRate;
  let volume = parts.settings().volume;
  let channels: () => readonly ChannelStats[] = () => [];

  function publish(body: SessionEventBody): void {
    try {
      parts.onEvent({ ...body, session_id: id, timestamp: Math.round(clock.now() - startedAt) });
    } catch (thrown) {
      // the listener's bug, not the session's: the conversation goes on, and so do all others
      parts.log.error({ session: id, type: body.type, error: nameOf(thrown) }, 'a listener threw');
    }
  }
  function publishFault(fault: Fault, turnId?: number): void {
    parts.log.warn({ session: id, code: fault.code }, 'session fault');
    publish({ type: 'error', ...fault, ...(turnId === undefined ? {} : { turn_id: turnId }) });
  }
  const context: SessionContext = {
    sessionId: id,
    clock,
    log: parts.log,
    settings: parts.settings,
    publish,
    publishFault,
  };

  let failed = false;
  /** A bug in this session: it is told and ended, the others go on. */
  function fail(thrown: unknown): void {
    if (failed || scope.signal.aborted) return;
    failed = true;
    parts.log.error({ session: id, error: nameOf(thrown) }, 'session failed');
    publishFault(faultFrom(thrown));
    void scope.close('failed');
  }

  function act(action: BrainAction): void {
    if (action.kind === 'rate') rate = clamp(rate * action.factor, 0.5, 2);
    if (action.kind === 'volume') sink.setVolume((volume = clamp(volume + action.delta, 0, 1)));
  }

  let usual = parts.settings();
  function followSettings(now: Settings): void {
    const before = usual;
    usual = now;
    if (parts.follows?.microphone && now.microphone !== before.microphone) {
      hearing?.source.switchDevice?.(now.microphone);
    }
    if (parts.follows?.speaker && now.speaker !== before.speaker) void sink.useDevice?.(now.speaker);
    if (now.volume !== before.volume) sink.setVolume((volume = now.volume));
    if (now.speechRate !== before.speechRate) rate = now.speechRate;
  }

  const replies = createReplyRunner({
    context,
    brain: parts.brain,
    voice: parts.voice,
    sink,
    ledger,
    rate: () => rate,
    onAction: act,
    lastReply: () => shell.lastReply(),
  });
  const listener = parts.stt
    ? createUtteranceListener({
        context,
        stt: parts.stt,
        turnModel: parts.turnModel,
        ledger,
        dispatch: (event) => shell.dispatch(event),
      })
    : null;
  const deaf = { hear() {}, begin() {}, transcribe() {}, askTurn() {}, dropPause() {}, end() {}, close() {} };
  const shell = createTurnShell({
    context,
    listener: listener ?? { ...deaf, sound: () => new Float32Array(0) },
    replies,
    sink,
    ledger,
    turnTuning: () => ({
      ...turnTuning,
      endpoint: endpointPresets[parts.settings().endpointing],
      interruptible: parts.settings().interruptible,
    }),
    vadTuning,
    onTurnFinished: (record, samples) =>
      parts.onTurnFinished(record, samples && { samples, sampleRateHz: ENGINE_RATE_HZ }),
    onStateChanged: () => {},
    onBug: fail,
  });

  const sinkObserver: SinkObserver = {
    onStarted: (turnId, atMs) => shell.replyStarted(turnId, atMs),
    onUnderrun: (turnId) => parts.log.warn({ session: id, turn: turnId }, 'playback underrun'),
    onFarEnd: (samples, playsAtMs) => hearing?.canceller.pushFarEnd(samples, playsAtMs),
    onFault: (fault) => publishFault(fault),
    onRecovered: () => parts.log.info({ session: id }, 'speaker recovered'),
  };
  const sourceObserver: SourceObserver = {
    onCondition: (condition) =>
      publish({
        type: 'captureState',
        state: condition.state,
        ...(condition.state === 'hearing' ? {} : condition.fault),
      }),
    onLost: (samples) =>
      publish({ type: 'audioDropped', ms: Math.round(samplesToMs(samples)), where: 'capture' }),
  };

  async function live(): Promise<'input_ended' | 'closed' | 'failed'> {
    try {
      sink.setVolume(volume);
      await sink.open(sinkObserver);
      if (scope.signal.aborted) return 'closed';
      const about = {
        source: hearing?.source.name ?? 'typed',
        sink: sink.name,
        engine: parts.stt?.name ?? 'none',
      };
      publish({ type: 'sessionStarted', ...about });
      parts.onStarted?.(session);
      if (!hearing) {
        await new Promise<void>((resolve) => scope.defer(resolve));
        return failed ? 'failed' : 'closed';
      }
      const running = startHearing({
        source: hearing.source,
        observer: sourceObserver,
        canceller: hearing.canceller,
        vad: hearing.vad.createStream(),
        clock,
        hear: (voice) => shell.hear(voice),
        onDropped: (ms, where) => publish({ type: 'audioDropped', ms: Math.round(ms), where }),
        scope,
        sourceWaits: hearing.sourceWaits,
      });
      channels = running.stats;
      const result = await running.done;
      if (scope.signal.aborted) return failed ? 'failed' : 'closed';
      if (!result.ok) {
        publishFault(result.fault);
        return 'failed';
      }
      shell.dispatch({ type: 'inputEnded' });
      return 'input_ended';
    } catch (thrown) {
      if (!scope.signal.aborted) shell.dispatch({ type: 'failed', fault: faultFrom(thrown) });
      fail(thrown);
      return failed ? 'failed' : 'closed';
    }
  }

  async function tearDown(): Promise<void> {
    await replies.close();
    listener?.close();
    hearing?.canceller.close();
    await sink.close();
  }

  const ended = live().then(async (lived) => {
    let reason = lived;
    for (const step of [() => scope.close(), tearDown]) {
      await step().catch((thrown: unknown) => {
        parts.log.error({ session: id, error: nameOf(thrown) }, 'session not closed cleanly');
        reason = 'failed';
      });
    }
    publish({ type: 'sessionEnded', reason });
    return reason;
  });

  const session: Session = {
    id,
    get phase() {
      return shell.state.phase;
    },
    ended,
    isIdle: () => shell.state.phase === 'idle',
    type(text) {
      if (!scope.signal.aborted) shell.type(text);
    },
    interrupt: () => shell.dispatch({ type: 'stopRequested' }),
    hold(pressed) {
      // without ears no frame would ever end the turn that the key begins
      if (!hearing || scope.signal.aborted) return;
      shell.dispatch(
        pressed ? { type: 'holdPressed', atSamples: shell.heardSamples } : { type: 'holdReleased' },
      );
    },
    listenOnce() {
      if (hearing && !scope.signal.aborted)
        shell.dispatch({ type: 'holdPressed', atSamples: shell.heardSamples });
    },
    setMuted() {},
    dictate() {},
    tryWake() {},
    announce(text) {
      if (!scope.signal.aborted) shell.announce(text, true);
    },
    say(text) {
      if (!scope.signal.aborted) shell.announce(text, false);
    },
    followSettings,
    publish,
    channels: () => channels(),
    async close() {
      // a reply that is being heard ends here, and its turn is kept as far as it was heard
      if (!scope.signal.aborted) shell.dispatch({ type: 'stopRequested' });
      await scope.close('closed').catch(() => {});
      await ended;
    },
  };
  return session;
}

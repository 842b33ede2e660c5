/**
 * One conversation: its source, its sink, its turn taking. Opening is cheap (the models are shared), closing is
 * idempotent, and its failures stay its own.
 */
import { ENGINE_RATE_HZ, samplesToMs } from '../contract/audio.ts';
import type { MonoSound } from '../contract/audio.ts';
import { faultFrom, faultOf } from '../contract/errors.ts';
import type { Result } from '../contract/errors.ts';
import type { SessionEvent, SessionEventBody } from '../contract/events.ts';
import type { Settings } from '../contract/settings.ts';
import type { ChatMessage, TurnRecord } from '../contract/turns.ts';
import type { Brain } from './brain/brain-port.ts';
import type { AudioSource, SourceObserver } from './capture/source-port.ts';
import type { EchoCanceller } from './echo/echo-port.ts';
import { startHearing } from './pipeline.ts';
import type { AudioSink, SinkObserver } from './playback/sink-port.ts';
import type { ChannelStats } from './runtime/bounded-channel.ts';
import type { Clock } from './runtime/clock.ts';
import type { Logger } from './runtime/logger.ts';
import { createScope } from './runtime/scope.ts';
import type { CleanText } from './session/dictation.ts';
import { createLevelTap } from './session/level-tap.ts';
import type { LevelListener } from './session/level-tap.ts';
import { createReplyRunner } from './session/reply-runner.ts';
import type { SessionContext } from './session/session-context.ts';
import { createSessionEars } from './session/session-ears.ts';
import { createSessionTeller, nameOf } from './session/session-teller.ts';
import { createSoundSettings } from './session/sound-settings.ts';
import { createTurnLedger } from './session/turn-ledger.ts';
import { createTurnShell } from './session/turn-shell.ts';
import type { SttEngine } from './stt/stt-port.ts';
import type { TtsEngine } from './tts/tts-port.ts';
import type { EndOfTurnModel } from './turn/end-of-turn-port.ts';
import type { TurnState } from './turn/turn-events.ts';
import { attentionAt } from './turn/attention.ts';
import { turnTuning } from './turn/turn-tuning.ts';
import { endpointPresets } from './turn/tuning.ts';
import { vadTuning } from './vad/tuning.ts';
import type { VadModel } from './vad/vad-port.ts';
import type { WakeJudge } from './wake/wake-port.ts';

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
  /** Reads `text` aloud as soon as nobody has the floor; neither kept nor remembered. */
  say(text: string): void;
  /** The same with a sound, played as it is; `text` is what is said in it, so that it is not taken for a person's. */
  play(sound: MonoSound, text: string): void;
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
  /** As in `OpenSessionOptions`. */
  readonly listen?: 'always' | 'settings';
  readonly onLevel?: LevelListener;
  readonly memory?: readonly ChatMessage[];
  /** The judge of the phrase now in force; null: no phrase calls. */
  readonly wakeJudge?: () => WakeJudge | null;
  /** Makes dictated text fit to be written; default: as it was heard. */
  readonly cleanDictation?: CleanText;
  readonly voice: () => Promise<Result<TtsEngine>>;
  readonly sink: AudioSink;
  readonly onEvent: (event: SessionEvent) => void;
  /** The sink is open: from now on the session can be spoken in. Not called from inside `openSession`. */
  readonly onStarted?: (session: Session) => void;
  readonly onTurnFinished: (record: TurnRecord, sound: MonoSound | null) => void;
}

export function openSession(parts: SessionParts): Session {
  const { clock, id, log, sink, hearing } = parts;
  const scope = createScope();
  const ledger = createTurnLedger();
  const teller = createSessionTeller({ id, clock, log, onEvent: parts.onEvent });
  const { publish, publishFault } = teller;
  const context: SessionContext = { sessionId: id, clock, log, settings: parts.settings, ...teller };
  const follows = parts.follows ?? { microphone: false, speaker: false };
  const sound = createSoundSettings({
    settings: parts.settings(),
    follows,
    source: hearing?.source ?? null,
    sink,
  });
  const followsTalk = parts.listen === 'settings';
  const wakeJudge = parts.wakeJudge ?? (() => null);
  let channels: () => readonly ChannelStats[] = () => [];

  let failed = false;
  /** A bug in this session: it is told and ended, the others go on. */
  function fail(thrown: unknown): void {
    if (failed || scope.signal.aborted) return;
    failed = true;
    log.error({ session: id, error: nameOf(thrown) }, 'session failed');
    publishFault(faultFrom(thrown));
    void scope.close('failed');
  }

  const replies = createReplyRunner({
    context,
    brain: parts.brain,
    voice: parts.voice,
    sink,
    ledger,
    rate: () => sound.rate,
    onAction: (action) => sound.act(action),
    lastReply: () => shell.lastReply(),
  });
  const ears = createSessionEars({
    context,
    stt: hearing ? parts.stt : null,
    turnModel: parts.turnModel,
    ledger,
    clean: parts.cleanDictation ?? ((text) => text),
    judge: wakeJudge,
    isCalled: () => shell.attention.mode === 'wake',
    dispatch: (event) => shell.dispatch(event),
    onCalled: (fromSamples, phraseEndSamples) => shell.called(fromSamples, phraseEndSamples),
    onOver: () => shell.resetGate(),
  });
  const shell = createTurnShell({
    context,
    listener: ears.listener,
    wakeEar: ears.wakeEar,
    startDictation: ears.startDictation,
    replies,
    sink,
    ledger,
    memory: parts.memory ?? [],
    ...(followsTalk ? { attention: attentionAt(parts.settings().talk) } : {}),
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
  const tapLevel =
    parts.onLevel &&
    createLevelTap(parts.onLevel, (thrown) =>
      log.error({ session: id, error: nameOf(thrown) }, 'a level listener threw'),
    );

  const sinkObserver: SinkObserver = {
    onStarted: (turnId, atMs) => shell.replyStarted(turnId, atMs),
    onUnderrun: (turnId) => log.warn({ session: id, turn: turnId }, 'playback underrun'),
    onFarEnd: (samples, playsAtMs) => hearing?.canceller.pushFarEnd(samples, playsAtMs),
    onFault: (fault) => publishFault(fault),
    onRecovered: () => publish({ type: 'speakerState', state: 'playing' }),
  };
  const sourceObserver: SourceObserver = {
    onCondition: (condition) =>
      publish({
        type: 'captureState',
        state: condition.state,
        ...('fault' in condition ? condition.fault : {}),
      }),
    onLost: (samples) =>
      publish({ type: 'audioDropped', ms: Math.round(samplesToMs(samples)), where: 'capture' }),
  };

  /** A source without a device cannot be closed; it is not listened to. */
  function muteSource(muted: boolean): void {
    if (hearing?.source.setMuted) hearing.source.setMuted(muted);
    else publish({ type: 'captureState', state: muted ? 'muted' : 'hearing' });
  }

  function setMuted(muted: boolean): void {
    if (!hearing || scope.signal.aborted || muted === shell.attention.muted) return;
    shell.setMuted(muted);
    muteSource(muted);
  }

  function followTalk({ talk }: Settings): void {
    if (!followsTalk) return;
    shell.setMode(talk.mode);
    setMuted(talk.muted);
  }

  /** Whether the key may open the ears; tells why not. Without ears no frame would ever end what it begins. */
  function mayOpenEars(): boolean {
    if (!hearing || scope.signal.aborted) return false;
    const { muted } = shell.attention;
    if (muted) publishFault(faultOf('mic_off'));
    return !muted;
  }

  /** The same for a turn: a dictation is not to be broken off by mistake. */
  function mayBeginTurn(): boolean {
    const dictating = shell.state.phase === 'dictating';
    if (dictating) publishFault(faultOf('dictation_busy'));
    return !dictating && mayOpenEars();
  }

  async function live(): Promise<'input_ended' | 'closed' | 'failed'> {
    try {
      sink.setVolume(sound.volume);
      await sink.open(sinkObserver);
      if (scope.signal.aborted) return 'closed';
      const about = {
        source: hearing?.source.name ?? 'typed',
        sink: sink.name,
        engine: parts.stt?.name ?? 'none',
      };
      publish({ type: 'sessionStarted', ...about });
      if (followsTalk) publish({ type: 'attention', awake: shell.attention.awake, reason: 'mode' });
      if (shell.attention.muted) muteSource(true);
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
        hear(voice) {
          if (tapLevel && !shell.attention.muted) tapLevel(voice);
          shell.hear(voice);
        },
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
      await ears.written();
      return 'input_ended';
    } catch (thrown) {
      if (!scope.signal.aborted) shell.dispatch({ type: 'failed', fault: faultFrom(thrown) });
      fail(thrown);
      return failed ? 'failed' : 'closed';
    }
  }

  async function tearDown(): Promise<void> {
    await replies.close();
    ears.close();
    hearing?.canceller.close();
    await sink.close();
  }

  const ended = live().then(async (lived) => {
    let reason = lived;
    for (const step of [() => scope.close(), tearDown]) {
      await step().catch((thrown: unknown) => {
        log.error({ session: id, error: nameOf(thrown) }, 'session not closed cleanly');
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
    isIdle: () => shell.state.phase === 'idle' && !ears.wakeEar?.busy && !ears.isWriting(),
    type(text) {
      if (!scope.signal.aborted) shell.type(text);
    },
    interrupt: () => shell.dispatch({ type: 'stopRequested' }),
    hold(pressed) {
      if (pressed && mayBeginTurn()) shell.dispatch({ type: 'holdPressed', atSamples: shell.heardSamples });
      if (!pressed) shell.dispatch({ type: 'holdReleased' });
    },
    listenOnce() {
      if (mayBeginTurn()) shell.dispatch({ type: 'clicked', atSamples: shell.heardSamples });
    },
    setMuted,
    dictate(pressed) {
      if (pressed && mayOpenEars()) shell.dispatch({ type: 'dictationBegan' });
      if (!pressed) shell.dictation?.release();
    },
    tryWake(on) {
      if (ears.wakeEar) ears.wakeEar.trying = on;
    },
    announce(text) {
      if (!scope.signal.aborted) shell.announce({ text, bell: true });
    },
    say(text) {
      if (!scope.signal.aborted) shell.announce({ text, bell: false });
    },
    play(sound, text) {
      if (!scope.signal.aborted) shell.announce({ text, bell: false, sound });
    },
    followSettings(now) {
      sound.follow(now);
      followTalk(now);
    },
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

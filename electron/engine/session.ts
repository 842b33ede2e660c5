/**
 * One conversation: its source, its sink, its turn taking. Opening is cheap (the models are shared), closing is
 * idempotent, and its failures stay its own.
 */
import { ENGINE_RATE_HZ, samplesToMs } from '../contract/audio.ts';
import type { Ms } from '../contract/audio.ts';
import { faultFrom, faultOf } from '../contract/errors.ts';
import type { SessionEndReason } from '../contract/events.ts';
import type { Settings } from '../contract/settings.ts';
import type { SourceObserver } from './capture/source-port.ts';
import { nobodyWatches } from './observe/stage-recorder.ts';
import { startHearing } from './pipeline.ts';
import type { Hearing } from './pipeline.ts';
import type { SinkObserver } from './playback/sink-port.ts';
import { fullQuality } from './pressure/effects.ts';
import { leaveLate } from './runtime/leave-late.ts';
import { createScope } from './runtime/scope.ts';
import { containRecognizer, containTurnModel, containVad } from './session/contained-models.ts';
import { createLastWords } from './session/last-words.ts';
import { createLevelTap } from './session/level-tap.ts';
import { createReplyRunner } from './session/reply-runner.ts';
import type { SessionContext } from './session/session-context.ts';
import { createSessionEars } from './session/session-ears.ts';
import { createSessionFacts, queueViewOf } from './session/session-facts.ts';
import type { Session, SessionParts } from './session/session-port.ts';
import { createSessionTeller, nameOf } from './session/session-teller.ts';
import { createSoundSettings } from './session/sound-settings.ts';
import { createSourceGate } from './session/source-gate.ts';
import { createTurnLedger } from './session/turn-ledger.ts';
import { createTurnShell } from './session/turn-shell.ts';
import { attentionAt } from './turn/attention.ts';
import { turnTuning } from './turn/turn-tuning.ts';
import { endpointPresets } from './turn/tuning.ts';
import { vadTuning } from './vad/tuning.ts';

export type { Session, SessionParts } from './session/session-port.ts';

/** A device or a consumer that does not let go is left behind after this: twice as long as a dead sound server blocks. */
const CLOSE_WITHIN_MS: Ms = 8_000;

export function openSession(parts: SessionParts): Session {
  const { clock, id, log, sink, hearing } = parts;
  const scope = createScope();
  const ledger = createTurnLedger();
  const facts = createSessionFacts(clock);
  const teller = createSessionTeller({
    id,
    clock,
    log,
    onEvent(event) {
      facts.note(event);
      return parts.onEvent(event);
    },
  });
  const { publish, publishFault } = teller;
  const watch = parts.watch ?? nobodyWatches;
  const context: SessionContext = {
    sessionId: id,
    clock,
    log,
    settings: parts.settings,
    watch,
    quality: parts.quality ?? (() => fullQuality),
    ...teller,
  };
  const gate = createSourceGate((ms) =>
    publish({ type: 'audioDropped', ms: Math.round(ms), where: 'paused' }),
  );
  let pauseWanted = false;
  let endReason: SessionEndReason = 'closed';
  const follows = parts.follows ?? { microphone: false, speaker: false };
  const isLocal = parts.isLocal ?? true;
  const sound = createSoundSettings({
    settings: parts.settings(),
    follows,
    source: hearing?.source ?? null,
    sink,
  });
  const followsTalk = parts.listen === 'settings';
  const wakeJudge = parts.wakeJudge ?? (() => null);
  let running: Hearing | null = null;

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
    stt: hearing && parts.stt ? containRecognizer(parts.stt, isLocal) : null,
    turnModel: parts.turnModel && containTurnModel(parts.turnModel),
    ledger,
    clean: parts.cleanDictation ?? ((text) => text),
    judge: wakeJudge,
    small: () => {
      const small = parts.smallStt?.();
      return small ? containRecognizer(small, isLocal) : null;
    },
    spotter: parts.wakeSpotter ?? (() => null),
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
    onStateChanged() {
      lastWords.notePhase();
      followPause();
    },
    onBug: fail,
  });
  const lastWords = createLastWords({
    clock,
    phase: () => shell.state.phase,
    endInput: () => shell.dispatch({ type: 'inputEnded' }),
  });
  const tapLevel =
    parts.onLevel &&
    createLevelTap(parts.onLevel, (thrown) =>
      log.error({ session: id, error: nameOf(thrown) }, 'a level listener threw'),
    );

  const sinkObserver: SinkObserver = {
    onStarted: (turnId, atMs) => shell.replyStarted(turnId, atMs),
    onUnderrun: (turnId) => log.warn({ session: id, turn: turnId }, 'playback underrun'),
    onFarEnd(samples, playsAtMs) {
      // called from a timer, where what it throws would end the whole process
      try {
        hearing?.canceller.pushFarEnd(samples, playsAtMs);
      } catch (thrown) {
        fail(thrown);
      }
    },
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

  /**
   * A turn in progress is heard to its end: the door closes between turns only. What waits behind it is given up, since
   * a turn that begins in it would never hear its end; one that had begun already opens the door again.
   */
  function followPause(): void {
    if (!hearing || scope.signal.aborted) return;
    const close = pauseWanted && session.isIdle();
    if (close === gate.closed) return;
    if (close) gate.close();
    else gate.open();
    if (close) running?.giveUp();
    publish({ type: 'sessionPaused', paused: close });
  }

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

  async function live(): Promise<SessionEndReason> {
    try {
      sink.setVolume(sound.volume);
      await leaveLate(sink.open(sinkObserver), clock, CLOSE_WITHIN_MS, scope.signal);
      if (scope.signal.aborted) return endReason;
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
        return failed ? 'failed' : endReason;
      }
      running = startHearing({
        source: gate.behind(hearing.source),
        observer: sourceObserver,
        canceller: hearing.canceller,
        vad: containVad(hearing.vad.createStream(), (fault) => {
          watch.failed('vad');
          publishFault(fault);
        }),
        clock,
        took: (stage, ms) => watch.took(stage, ms),
        hear(voice) {
          facts.heard();
          followPause();
          if (tapLevel && !shell.attention.muted) tapLevel(voice);
          shell.hear(voice);
        },
        onDropped: (ms, where) => publish({ type: 'audioDropped', ms: Math.round(ms), where }),
        scope,
        sourceWaits: hearing.sourceWaits,
        ...(parts.frameQueue ? { queue: parts.frameQueue } : {}),
        isLocal,
      });
      const result = await leaveLate(running.done, clock, CLOSE_WITHIN_MS, scope.signal);
      if (!result || scope.signal.aborted) return failed ? 'failed' : endReason;
      if (!result.ok) {
        publishFault(result.fault);
        return 'failed';
      }
      shell.dispatch({ type: 'inputEnded' });
      await leaveLate(ears.written(), clock, CLOSE_WITHIN_MS, scope.signal);
      return 'input_ended';
    } catch (thrown) {
      if (!scope.signal.aborted) shell.dispatch({ type: 'failed', fault: faultFrom(thrown) });
      fail(thrown);
      return failed ? 'failed' : endReason;
    }
  }

  /** In this order; one that fails or does not come to an end keeps none of the others from being done. */
  const tearDown: readonly (() => Promise<void>)[] = [
    () => scope.close(),
    () => replies.close(),
    () => Promise.resolve(ears.close()),
    () => Promise.resolve(hearing?.canceller.close()),
    () => sink.close(),
  ];

  const ended = live().then(async (lived) => {
    let reason = lived;
    for (const step of tearDown) {
      try {
        await leaveLate(step(), clock, CLOSE_WITHIN_MS, scope.signal);
      } catch (thrown) {
        log.error({ session: id, error: nameOf(thrown) }, 'session not closed cleanly');
        reason = 'failed';
      }
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
      facts.touched();
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
    channels: () => running?.stats() ?? [],
    isLocal,
    view: () => ({
      session_id: id,
      ...facts.counts(),
      phase: shell.state.phase,
      local: session.isLocal,
      paused: gate.closed,
      queues: [...(running?.stats() ?? []).map((stats) => queueViewOf(stats, 'ms')), ...replies.queues()],
    }),
    oldestWaitMs: () => running?.oldestWaitMs() ?? 0,
    ages() {
      const now = clock.now();
      const expected = running !== null && !shell.attention.muted && !gate.closed;
      return {
        openMs: now - facts.openedAtMs,
        idleMs: session.isIdle() ? now - facts.activeAtMs : 0,
        deafMs: expected
          ? now - Math.min(facts.frameAtMs ?? facts.openedAtMs, facts.silentAtMs ?? Infinity)
          : null,
      };
    },
    setPaused(paused) {
      pauseWanted = paused;
      followPause();
    },
    async close(reason = 'closed') {
      if (!scope.signal.aborted) {
        endReason = reason;
        await lastWords.take();
      }
      // a reply that is being heard ends here, and its turn is kept as far as it was heard
      if (!scope.signal.aborted) shell.dispatch({ type: 'stopRequested' });
      await scope.close('closed').catch(() => {});
      await ended;
    },
  };
  return session;
}

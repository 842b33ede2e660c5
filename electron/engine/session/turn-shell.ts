/**
 * The rim of the turn machine: turns frames, answers and wishes into events, lets only what is meant for Parley
 * through, and hands its commands to turn-commands.ts. Decides nothing itself. One event at a time; those that
 * arrive while commands are carried out wait their turn.
 */
import { FRAME_MS, FRAME_SAMPLES, msToSamples } from '../../contract/audio.ts';
import type { AudioSink } from '../playback/sink-port.ts';
import type { ChatMessage, TurnRecord } from '../../contract/turns.ts';
import { earsOf, initialAttention, stepAttention } from '../turn/attention.ts';
import type { Attention, AttentionEvent, Ears, TalkMode } from '../turn/attention.ts';
import { initialTurnState, stepTurn } from '../turn/turn-machine.ts';
import type { TurnEvent, TurnState, TurnStep } from '../turn/turn-events.ts';
import type { TurnTuning } from '../turn/turn-tuning.ts';
import { createHearingGate } from '../vad/hearing-gate.ts';
import type { VoiceFrame } from '../vad/vad-stage.ts';
import { levelDropTuning } from '../vad/tuning.ts';
import type { VadTuning } from '../vad/tuning.ts';
import type { Dictation } from './dictation.ts';
import type { Announcement, ReplyRunner } from './reply-runner.ts';
import type { SessionContext } from './session-context.ts';
import { createTurnCommands } from './turn-commands.ts';
import { secondsOf } from './turn-facts.ts';
import type { TurnLedger } from './turn-ledger.ts';
import type { UtteranceListener } from './utterance-listener.ts';
import type { WakeEar } from './wake-ear.ts';

export interface TurnShell {
  hear(voice: VoiceFrame): void;
  dispatch(event: TurnEvent): void;
  /** Answers typed text as a turn of its own. */
  type(text: string): void;
  /** Says words of our own as soon as nobody has the floor. */
  announce(announcement: Announcement): void;
  /** The sink played the first sample of a turn. */
  replyStarted(turnId: number, atMs: number): void;
  setMode(mode: TalkMode): void;
  /** What is being heard is discarded, and nothing more is heard until unmuted. */
  setMuted(muted: boolean): void;
  /** The wake phrase was said, in an utterance that began at `fromSamples`. */
  called(fromSamples: number, phraseEndSamples: number): void;
  /** What was listened to while asleep is over. */
  resetGate(): void;
  readonly state: TurnState;
  readonly attention: Attention;
  /** Position in the capture stream up to which was heard. */
  readonly heardSamples: number;
  readonly dictation: Dictation | null;
  lastReply(): string;
}

export interface ShellParts {
  readonly context: SessionContext;
  readonly listener: UtteranceListener;
  readonly replies: ReplyRunner;
  readonly sink: AudioSink;
  readonly ledger: TurnLedger;
  readonly turnTuning: () => TurnTuning;
  readonly vadTuning: VadTuning;
  readonly memory?: readonly ChatMessage[];
  /** Default: hands-free. */
  readonly attention?: Attention;
  /** Hears what is not meant for Parley, for the wake phrase. */
  readonly wakeEar?: WakeEar | null;
  readonly startDictation?: ((turnId: number, onHeard: () => void) => Dictation) | null;
  readonly onTurnFinished: (record: TurnRecord, sound: Float32Array | null) => void;
  readonly onStateChanged: (state: TurnState) => void;
  /** Something threw while an event was carried out: a bug, which ends this session and no other. */
  readonly onBug: (thrown: unknown) => void;
}

/** Phases in which speech is collected. */
const collects = ({ phase }: TurnState) =>
  phase === 'listening' || phase === 'endpointing' || phase === 'interrupted';

export function createTurnShell(parts: ShellParts): TurnShell {
  const { context, listener, ledger } = parts;
  const { clock, publish } = context;
  const wakeEar = parts.wakeEar ?? null;
  const gate = createHearingGate(parts.vadTuning, levelDropTuning);
  const queue: TurnEvent[] = [];
  const announcements: Announcement[] = [];
  let state: TurnState = initialTurnState;
  let attention: Attention = parts.attention ?? initialAttention;
  let ears: Ears = 'open';
  let draining = false;
  let heardSamples = 0;
  /** The last frame that was speech, and the silence since. */
  let spoken = { atMs: 0, silenceMs: 0, speechMs: 0 };

  const commands = createTurnCommands({
    ...parts,
    memory: parts.memory ?? [],
    startDictation: parts.startDictation ?? null,
    dispatch,
    resetGate,
    guarded,
  });

  /** These calls come from timers and promises, where a bug would end the whole process. */
  function guarded(work: () => void): void {
    try {
      work();
    } catch (thrown) {
      parts.onBug(thrown);
    }
  }

  function resetGate(): void {
    gate.reset();
    spoken = { ...spoken, silenceMs: 0, speechMs: 0 };
  }

  function attend(event: AttentionEvent): void {
    const step = stepAttention(attention, event);
    attention = step.attention;
    if (step.told) publish({ type: 'attention', ...step.told });
  }

  function currentEars(): Ears {
    return earsOf(attention, state, wakeEar?.trying ?? false);
  }

  /** Whoever begins to listen begins with a gate that knows nothing of what others heard. */
  function changeEars(to: Ears): void {
    ears = to;
    wakeEar?.drop();
    resetGate();
  }

  /** What an event means for attention, before its commands are carried out. */
  function attendTurn(before: TurnState, event: TurnEvent, step: TurnStep): void {
    const began = step.commands.some((command) => command.type === 'beginUtterance');
    if (began && event.type === 'called') attend({ type: 'opened', reason: 'phrase' });
    if (began && (event.type === 'holdPressed' || event.type === 'clicked')) {
      attend({ type: 'opened', reason: 'key' });
    }
    const after = step.state;
    if (collects(before) && after.phase === 'thinking') attend({ type: 'turnHeard' });
  }

  function attendFloor(before: TurnState, event: TurnEvent): void {
    if (state.phase !== 'idle' || before.phase === 'idle') return;
    const answered = event.type === 'replyEnded' && commands.answering;
    const stopped = event.type === 'stopRequested';
    const followUpSamples = msToSamples(context.settings().wake.followUpSeconds * 1000);
    const how = answered ? 'answered' : stopped ? 'stopped' : 'nothing';
    attend({ type: 'floorFreed', how, atSamples: heardSamples, followUpSamples });
  }

  function dispatch(event: TurnEvent): void {
    queue.push(commands.judgeEcho(event));
    if (!draining) guarded(drain);
  }

  function drain(): void {
    draining = true;
    try {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const before = state;
        const step = stepTurn(state, next, parts.turnTuning());
        state = step.state;
        // whoever leaves the floor leaves the gate ready for the next speaker: one that still knows of speech during a
        // reply would take all that follows for its continuation, which begins no turn
        const freed = state.phase === 'idle' && before.phase !== 'idle';
        if (freed || (collects(before) && !collects(state))) resetGate();
        attendTurn(before, next, step);
        for (const command of step.commands) commands.carryOut(command, state);
        attendFloor(before, next);
        if (before.phase !== state.phase) parts.onStateChanged(state);
      }
    } finally {
      draining = false;
    }
    announceNext();
  }

  function announceNext(): void {
    if (state.phase !== 'idle' || announcements.length === 0) return;
    commands.announced = announcements.shift()!;
    dispatch({ type: 'announced' });
  }

  /** The speech of a turn has paused. */
  function notePause(turnId: number, atSamples: number): void {
    ledger.remark(turnId, 'pauseSeen', clock.now());
    publish({ type: 'speechEnd', turn_id: turnId, at: secondsOf(atSamples) });
  }

  return {
    hear({ frame, probability }) {
      if (attention.muted) return;
      listener.hear(frame);
      const atSamples = frame.startSamples + FRAME_SAMPLES;
      heardSamples = atSamples;
      commands.dictation?.hear(frame, probability);
      if (state.phase === 'idle' && attention.awake && attention.mode === 'wake') {
        attend({ type: 'quietFrame', atSamples });
      }
      const now = currentEars();
      if (now !== ears) changeEars(now);
      if (ears === 'closed') return;
      const decision = gate.step(frame.samples, probability);
      const speechFromSamples = atSamples - msToSamples(decision.speechMs + decision.silenceMs);
      spoken.silenceMs = decision.silenceMs;
      spoken.speechMs = decision.speechMs;
      if (decision.isSpeech) spoken.atMs = frame.capturedAtMs;
      if (ears === 'asleep') return wakeEar?.hear(frame.samples, decision, speechFromSamples);
      if (decision.event === 'rise') commands.noteOnset(frame.capturedAtMs - FRAME_MS);
      if ('utterance' in state && state.utterance && state.phase !== 'thinking') {
        const { turnId } = state.utterance;
        if (decision.isSpeech) ledger.remark(turnId, 'speechEnd', frame.capturedAtMs);
        if (decision.event === 'stop') notePause(turnId, frame.startSamples);
      }
      if (state.phase === 'idle' && decision.event === 'none') return;
      dispatch({
        type: 'voice',
        vad: decision.event,
        isSpeech: decision.isSpeech,
        speechMs: decision.speechMs,
        silenceMs: decision.silenceMs,
        atSamples,
        speechFromSamples,
      });
    },
    dispatch(event) {
      if (event.type === 'holdPressed' || event.type === 'clicked') commands.noteOnset(clock.now());
      dispatch(event);
    },
    type(text) {
      commands.typed = text;
      dispatch({ type: 'typed' });
    },
    announce(announcement) {
      announcements.push(announcement);
      announceNext();
    },
    replyStarted(turnId, atMs) {
      ledger.mark(turnId, 'audioStarted', atMs);
      dispatch({ type: 'replyStarted', turnId });
    },
    setMode(mode) {
      guarded(() => attend({ type: 'modeSet', mode }));
    },
    setMuted(muted) {
      if (muted) dispatch({ type: 'earsClosed' });
      guarded(() => attend({ type: 'muteSet', muted }));
      changeEars(currentEars());
    },
    called(fromSamples, phraseEndSamples) {
      if (currentEars() !== 'asleep') return;
      // the gate goes on: it is in the middle of this very speech, or has already seen its pause
      ears = 'open';
      dispatch({ type: 'called', fromSamples, phraseEndSamples });
      if (state.phase !== 'listening') return;
      const { turnId } = state.utterance;
      const { atMs, silenceMs, speechMs } = spoken;
      ledger.remark(turnId, 'speechEnd', atMs);
      if (silenceMs === 0) return;
      const atSamples = heardSamples;
      guarded(() => notePause(turnId, atSamples - msToSamples(silenceMs)));
      const speechFromSamples = fromSamples;
      dispatch({
        type: 'voice',
        vad: 'stop',
        isSpeech: false,
        speechMs,
        silenceMs,
        atSamples,
        speechFromSamples,
      });
    },
    resetGate,
    get state() {
      return state;
    },
    get attention() {
      return attention;
    },
    get heardSamples() {
      return heardSamples;
    },
    get dictation() {
      return commands.dictation;
    },
    lastReply: () => commands.lastReply(),
  };
}

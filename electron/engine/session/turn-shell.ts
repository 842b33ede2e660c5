/**
 * The rim of the turn machine: turns frames, answers and wishes into events, and carries out its commands with the
 * listener, the reply runner and the sink. Decides nothing itself. One event at a time; those that arrive while
 * commands are carried out wait their turn.
 */
import { ENGINE_RATE_HZ, FRAME_MS, FRAME_SAMPLES, msToSamples } from '../../contract/audio.ts';
import { assertNever } from '../../contract/assert-never.ts';
import type { ChatMessage, TurnRecord } from '../../contract/turns.ts';
import type { Heard, AudioSink } from '../playback/sink-port.ts';
import { isOwnEcho } from '../turn/own-echo.ts';
import { classifyText } from '../turn/text-evidence.ts';
import { initialTurnState, stepTurn } from '../turn/turn-machine.ts';
import type { TurnCommand, TurnEvent, TurnState } from '../turn/turn-events.ts';
import type { TurnTuning } from '../turn/turn-tuning.ts';
import { createLevelDrop } from '../vad/level-drop.ts';
import { createVadGate } from '../vad/vad-gate.ts';
import type { VoiceFrame } from '../vad/vad-stage.ts';
import { levelDropTuning } from '../vad/tuning.ts';
import type { VadTuning } from '../vad/tuning.ts';
import type { ReplyJob, ReplyRunner } from './reply-runner.ts';
import { sessionTuning } from './session-context.ts';
import type { SessionContext } from './session-context.ts';
import { recordOf, timingsOf } from './turn-ledger.ts';
import type { TurnLedger } from './turn-ledger.ts';
import type { UtteranceListener } from './utterance-listener.ts';

export interface TurnShell {
  hear(voice: VoiceFrame): void;
  dispatch(event: TurnEvent): void;
  /** Answers typed text as a turn of its own. */
  type(text: string): void;
  /** Speaks `text` as soon as nobody has the floor, after a bell if wanted. */
  announce(text: string, bell: boolean): void;
  /** The sink played the first sample of a turn. */
  replyStarted(turnId: number, atMs: number): void;
  readonly state: TurnState;
  /** Position in the capture stream up to which was heard. */
  readonly heardSamples: number;
  readonly history: readonly ChatMessage[];
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
  readonly onTurnFinished: (record: TurnRecord, sound: Float32Array | null) => void;
  readonly onStateChanged: (state: TurnState) => void;
  /** Something threw while an event was carried out: a bug, which ends this session and no other. */
  readonly onBug: (thrown: unknown) => void;
}

const seconds = (samples: number) => Math.round((samples / ENGINE_RATE_HZ) * 1000) / 1000;

export function createTurnShell(parts: ShellParts): TurnShell {
  const { context, listener, replies, sink, ledger } = parts;
  const { clock, publish } = context;
  const gate = createVadGate(parts.vadTuning);
  const drop = createLevelDrop(levelDropTuning);
  const queue: TurnEvent[] = [];
  const history: ChatMessage[] = [];
  const announcements: { readonly text: string; readonly bell: boolean }[] = [];
  let state: TurnState = initialTurnState;
  let draining = false;
  let heardSamples = 0;
  let prepared = new AbortController();
  let typedText = '';
  let announced = { text: '', bell: false };
  /** Utterances that began during a reply, with what that reply says: they may be our own voice. */
  let overReply: { readonly turnId: number; readonly replyTurnId: number; spoken: string } | null = null;
  let spokenSound: { turnId: number; sound: Float32Array } | null = null;
  /** When somebody began to speak during the reply, and when the reply was ducked. */
  let onset = { atMs: 0, duckedMs: 0 };

  function remember(userText: string, heardText: string): void {
    if (userText !== '') history.push({ role: 'user', text: userText });
    if (heardText !== '') history.push({ role: 'assistant', text: heardText });
    history.splice(0, Math.max(0, history.length - sessionTuning.historyMessages));
  }

  function finish(turnId: number, heard: Heard, interrupted: boolean): void {
    const entry = ledger.get(turnId);
    if (!entry) return;
    ledger.mark(turnId, 'replyEnded', clock.now());
    // a reply that was only shown (no voice) was read
    const silentReply = entry.marks.audioStarted === undefined && !interrupted;
    entry.heardText = silentReply || (heard.complete && !interrupted) ? entry.replyText : heard.text;
    entry.interrupted = interrupted;
    remember(entry.userText, entry.heardText);
    const sound = spokenSound?.turnId === turnId ? spokenSound.sound : null;
    // saved before it is told: whoever has heard of the end finds the turn in the history, whatever happens next
    parts.onTurnFinished(recordOf(context.sessionId, entry), sound);
    publish({ type: 'replyEnd', turn_id: turnId, heard_text: entry.heardText, complete: !interrupted });
    publish({ type: 'timings', turn_id: turnId, stages: timingsOf(entry) });
    ledger.close(turnId);
  }

  /** These calls come from timers and promises, where a bug would end the whole process. */
  function guarded(work: () => void): void {
    try {
      work();
    } catch (thrown) {
      parts.onBug(thrown);
    }
  }

  function startJob(job: ReplyJob): void {
    const { turnId } = job;
    replies.start(job, ({ heard }) => {
      guarded(() => finish(turnId, heard, false));
      dispatch({ type: 'replyEnded', turnId });
    });
  }

  function startReply(turnId: number, text: string): void {
    startJob({ kind: 'answer', turnId, text, history: [...history] });
  }

  function endTurn(command: Extract<TurnCommand, { type: 'endTurn' }>): void {
    const { turnId, transcript, pause, verdict, reason } = command;
    const now = clock.now();
    spokenSound = { turnId, sound: listener.sound() };
    listener.end();
    ledger.mark(turnId, 'decided', now);
    const entry = ledger.get(turnId);
    const spokenEnd = entry?.marks.speechEnd ?? now;
    const words = transcript.words;
    publish({
      type: 'finalTranscription',
      turn_id: turnId,
      text: transcript.text,
      words,
      language: transcript.language,
      confidence: transcript.confidence,
      start: words[0]?.start ?? 0,
      end: words.at(-1)?.end ?? 0,
      speculative: pause.forced === null,
    });
    publish({
      type: 'turnEnd',
      turn_id: turnId,
      reason,
      probability: verdict.probability,
      silence_ms: Math.round(pause.silenceMs),
      scores: pause.scores.map((score) => ({
        at_silence_ms: Math.round(score.atSilenceMs),
        probability: Math.round(score.probability * 1000) / 1000,
      })),
      text_evidence: classifyText(transcript.text),
      waited_for_ms: Math.round(verdict.requiredSilenceMs),
    });
    if (entry) {
      entry.userText = transcript.text;
      entry.words = words;
      entry.language = transcript.language;
      entry.confidence = transcript.confidence;
      entry.endReason = reason;
      entry.endProbability = verdict.probability;
      entry.endSilenceMs = now - spokenEnd;
    }
    startReply(turnId, transcript.text);
  }

  function cancelReply(turnId: number, interrupted: boolean): void {
    const heard = replies.cancel(turnId, !interrupted);
    sink.fade(1, 0);
    if (!interrupted) {
      ledger.close(turnId);
      return;
    }
    finish(turnId, heard, true);
    const latency = Math.max(0, onset.duckedMs - onset.atMs);
    publish({
      type: 'interruption',
      turn_id: turnId,
      latency_ms: Math.round(latency),
      heard_text: heard.text,
    });
  }

  function carryOut(command: TurnCommand): void {
    switch (command.type) {
      case 'beginUtterance': {
        const { turnId, fromSamples, extendsTurnId } = command;
        ledger.open(turnId, clock.epochNow());
        ledger.mark(turnId, 'speechStart', clock.now());
        listener.begin(turnId, fromSamples);
        if (state.phase === 'interrupted') overReply = { turnId, replyTurnId: state.turnId, spoken: '' };
        const extending = extendsTurnId === null ? {} : { extends: extendsTurnId };
        return publish({ type: 'speechStart', turn_id: turnId, at: seconds(fromSamples), ...extending });
      }
      case 'transcribe':
        return listener.transcribe(command.turnId, command.pauseId);
      case 'askTurn':
        return listener.askTurn(command.turnId, command.pauseId, command.atSilenceMs);
      case 'prepareReply':
        prepared = new AbortController();
        return replies.prepare(command.turnId, command.text, [...history], prepared.signal);
      case 'dropPause':
        prepared.abort();
        return listener.dropPause();
      case 'endTurn':
        return endTurn(command);
      case 'discardTurn':
        prepared.abort();
        listener.end();
        ledger.close(command.turnId);
        if (command.fault) context.publishFault(command.fault, command.turnId);
        return publish({ type: 'turnDiscarded', turn_id: command.turnId, reason: command.reason });
      case 'startTyped': {
        const entry = ledger.open(command.turnId, clock.epochNow());
        entry.userText = typedText;
        entry.endReason = 'typed';
        ledger.mark(command.turnId, 'decided', clock.now());
        return startReply(command.turnId, typedText);
      }
      case 'startAnnouncement': {
        ledger.open(command.turnId, clock.epochNow());
        return startJob({ kind: 'announce', turnId: command.turnId, ...announced });
      }
      case 'cancelReply':
        return cancelReply(command.turnId, command.interrupted);
      case 'duck':
        onset.duckedMs = clock.now();
        sink.fade(sessionTuning.duckGain, sessionTuning.duckRampMs);
        return publish({
          type: 'duck',
          turn_id: command.turnId,
          on: true,
          latency_ms: Math.round(onset.duckedMs - onset.atMs),
        });
      case 'unduck':
        sink.fade(1, sessionTuning.unduckRampMs);
        return publish({ type: 'duck', turn_id: command.turnId, on: false, latency_ms: 0 });
      default:
        return assertNever(command);
    }
  }

  /** Whoever leaves the floor leaves the gate ready for the next speaker. */
  function gateIsDone(before: TurnState, after: TurnState): boolean {
    const collecting = (s: TurnState) =>
      s.phase === 'listening' || s.phase === 'endpointing' || s.phase === 'interrupted';
    return collecting(before) && !collecting(after);
  }

  /** Marks what is our own voice, so that it neither interrupts nor becomes a turn. */
  function judgeEcho(event: TurnEvent): TurnEvent {
    if (event.type !== 'partial' && event.type !== 'transcribed') return event;
    if (overReply?.turnId !== event.turnId) return event;
    overReply.spoken = ledger.get(overReply.replyTurnId)?.replyText ?? overReply.spoken;
    if (event.type === 'partial') return { ...event, own: isOwnEcho(event.text, overReply.spoken) };
    if (!isOwnEcho(event.transcript.text, overReply.spoken)) return event;
    return { ...event, transcript: { ...event.transcript, phantom: true } };
  }

  function dispatch(event: TurnEvent): void {
    queue.push(judgeEcho(event));
    if (!draining) guarded(drain);
  }

  function drain(): void {
    draining = true;
    try {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const before = state;
        const step = stepTurn(state, next, parts.turnTuning());
        state = step.state;
        if (gateIsDone(before, state)) {
          gate.reset();
          drop.reset();
        }
        for (const command of step.commands) carryOut(command);
        if (before.phase !== state.phase) parts.onStateChanged(state);
      }
    } finally {
      draining = false;
    }
    announceNext();
  }

  function announceNext(): void {
    if (state.phase !== 'idle' || announcements.length === 0) return;
    announced = announcements.shift()!;
    dispatch({ type: 'announced' });
  }

  return {
    hear({ frame, probability }) {
      listener.hear(frame);
      const decision = gate.step(drop.weigh(frame.samples, probability));
      const atSamples = frame.startSamples + FRAME_SAMPLES;
      heardSamples = atSamples;
      const speechFromSamples = atSamples - msToSamples(decision.speechMs + decision.silenceMs);
      if (decision.event === 'rise') onset = { atMs: frame.capturedAtMs - FRAME_MS, duckedMs: 0 };
      if ('utterance' in state && state.utterance && state.phase !== 'thinking') {
        const { turnId } = state.utterance;
        if (decision.isSpeech) ledger.remark(turnId, 'speechEnd', frame.capturedAtMs);
        if (decision.event === 'stop') {
          ledger.remark(turnId, 'pauseSeen', clock.now());
          publish({ type: 'speechEnd', turn_id: turnId, at: seconds(frame.startSamples) });
        }
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
    dispatch,
    type(text) {
      typedText = text;
      dispatch({ type: 'typed' });
    },
    announce(text, bell) {
      announcements.push({ text, bell });
      announceNext();
    },
    replyStarted(turnId, atMs) {
      ledger.mark(turnId, 'audioStarted', atMs);
      dispatch({ type: 'replyStarted', turnId });
    },
    get state() {
      return state;
    },
    get heardSamples() {
      return heardSamples;
    },
    history,
    lastReply: () => history.findLast((message) => message.role === 'assistant')?.text ?? '',
  };
}

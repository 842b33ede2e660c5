/**
 * Carries out what the turn machine orders: with listener, reply runner, sink and ledger. Owns the conversation's
 * memory and what is published of a turn; decides nothing.
 */
import { assertNever } from '../../contract/assert-never.ts';
import type { ChatMessage, TurnRecord } from '../../contract/turns.ts';
import type { AudioSink, Heard } from '../playback/sink-port.ts';
import { isOwnEcho } from '../turn/own-echo.ts';
import type { TurnCommand, TurnEvent, TurnState } from '../turn/turn-events.ts';
import type { Dictation } from './dictation.ts';
import { unkeptSources } from './reply-runner.ts';
import type { Announcement, ReplyJob, ReplyRunner } from './reply-runner.ts';
import { sessionTuning } from './session-context.ts';
import type { SessionContext } from './session-context.ts';
import { finalTranscriptionOf, noteEnd, secondsOf, turnEndOf } from './turn-facts.ts';
import type { EndTurn } from './turn-facts.ts';
import { recordOf, timingsOf } from './turn-ledger.ts';
import type { TurnLedger } from './turn-ledger.ts';
import type { UtteranceListener } from './utterance-listener.ts';

type CancelReply = Extract<TurnCommand, { type: 'cancelReply' }>;

export interface TurnCommands {
  /** @param state the machine's state after the event that ordered it */
  carryOut(command: TurnCommand, state: TurnState): void;
  /** Marks what is our own voice, so that it neither interrupts nor becomes a turn. */
  judgeEcho(event: TurnEvent): TurnEvent;
  /** Somebody began to speak, or pressed the key, at this time: what an interruption's latency counts from. */
  noteOnset(atMs: number): void;
  /** What the next `startTyped` is about. */
  typed: string;
  /** What the next `startAnnouncement` is about. */
  announced: Announcement;
  readonly dictation: Dictation | null;
  /** The last reply that began was an answer, not words of our own. */
  readonly answering: boolean;
  lastReply(): string;
}

export interface CommandParts {
  readonly context: SessionContext;
  readonly listener: UtteranceListener;
  readonly replies: ReplyRunner;
  readonly sink: AudioSink;
  readonly ledger: TurnLedger;
  /** The conversation so far. */
  readonly memory: readonly ChatMessage[];
  readonly startDictation: ((turnId: number, onHeard: () => void) => Dictation) | null;
  readonly onTurnFinished: (record: TurnRecord, sound: Float32Array | null) => void;
  readonly dispatch: (event: TurnEvent) => void;
  /** The gate forgets the speech that went on. */
  readonly resetGate: () => void;
  /** Runs work that comes from a timer or a promise, where a bug would end the whole process. */
  readonly guarded: (work: () => void) => void;
}

export function createTurnCommands(parts: CommandParts): TurnCommands {
  const { context, listener, replies, sink, ledger, dispatch } = parts;
  const { clock, publish } = context;
  const history: ChatMessage[] = parts.memory.slice(-sessionTuning.historyMessages);
  let prepared = new AbortController();
  /** Utterances that began during a reply, with what that reply says: they may be our own voice. */
  let overReply: { readonly turnId: number; readonly replyTurnId: number; spoken: string } | null = null;
  let spokenSound: { turnId: number; sound: Float32Array } | null = null;
  /** When somebody began to speak during the reply, and when the reply was ducked. */
  let onset = { atMs: 0, duckedMs: 0 };
  let dictation: Dictation | null = null;
  let answering = false;
  /** The last turn that began with the wake phrase, and where that ends. */
  let called: { readonly turnId: number; readonly phraseEndSamples: number } | null = null;

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
    if (!unkeptSources.has(entry.replySource)) {
      remember(entry.userText, entry.heardText);
      const sound = spokenSound?.turnId === turnId ? spokenSound.sound : null;
      // saved before it is told: whoever has heard of the end finds the turn in the history, whatever happens next
      parts.onTurnFinished(recordOf(context.sessionId, entry), sound);
    }
    publish({ type: 'replyEnd', turn_id: turnId, heard_text: entry.heardText, complete: !interrupted });
    publish({ type: 'timings', turn_id: turnId, stages: timingsOf(entry) });
    ledger.close(turnId);
  }

  function startJob(job: Exclude<ReplyJob, { kind: 'chime' }>): void {
    const { turnId } = job;
    answering = job.kind === 'answer';
    replies.start(job, ({ heard }) => {
      parts.guarded(() => finish(turnId, heard, false));
      dispatch({ type: 'replyEnded', turnId });
    });
  }

  function startReply(turnId: number, text: string): void {
    startJob({ kind: 'answer', turnId, text, history: [...history] });
  }

  function endTurn(command: EndTurn): void {
    const { turnId, transcript } = command;
    const now = clock.now();
    spokenSound = { turnId, sound: listener.sound() };
    listener.end();
    ledger.mark(turnId, 'decided', now);
    publish(finalTranscriptionOf(command));
    publish(turnEndOf(command));
    const entry = ledger.get(turnId);
    if (entry) noteEnd(entry, command, now);
    startReply(turnId, transcript.text);
  }

  /** Stopped before anything was heard: what was asked is kept; what a skill did is taken back, and so are its words. */
  function finishUnheard(turnId: number, heard: Heard): void {
    const entry = ledger.get(turnId);
    if (!entry) return;
    // without a voice, what was shown of the reply was read
    if (heard.text !== '') return finish(turnId, heard, true);
    entry.replyText = '';
    if (entry.userText !== '') return finish(turnId, heard, true);
    // an alarm or words to be read that nobody heard are no turn
    ledger.close(turnId);
    publish({ type: 'replyEnd', turn_id: turnId, heard_text: '', complete: false });
  }

  function cancelReply({ turnId, interrupted, continued }: CancelReply): void {
    const heard = replies.cancel(turnId, !interrupted);
    sink.fade(1, 0);
    if (continued) return ledger.close(turnId);
    if (!interrupted) return finishUnheard(turnId, heard);
    finish(turnId, heard, true);
    const latency = Math.max(0, onset.duckedMs - onset.atMs);
    publish({
      type: 'interruption',
      turn_id: turnId,
      latency_ms: Math.round(latency),
      heard_text: heard.text,
    });
  }

  function beginUtterance(command: Extract<TurnCommand, { type: 'beginUtterance' }>, state: TurnState): void {
    const { turnId, fromSamples, extendsTurnId } = command;
    ledger.open(turnId, clock.epochNow());
    ledger.mark(turnId, 'speechStart', clock.now());
    // words that are added to a call come after the phrase
    const goesOn = called !== null && extendsTurnId === called.turnId;
    const phraseEndSamples = command.phraseEndSamples ?? (goesOn ? called!.phraseEndSamples : null);
    if (phraseEndSamples !== null) called = { turnId, phraseEndSamples };
    listener.begin(turnId, fromSamples, phraseEndSamples);
    if (state.phase === 'interrupted') overReply = { turnId, replyTurnId: state.turnId, spoken: '' };
    const extending = extendsTurnId === null ? {} : { extends: extendsTurnId };
    publish({ type: 'speechStart', turn_id: turnId, at: secondsOf(fromSamples), ...extending });
  }

  function carryOut(command: TurnCommand, state: TurnState): void {
    switch (command.type) {
      case 'beginUtterance':
        return beginUtterance(command, state);
      case 'awaitSpeech':
        parts.resetGate();
        listener.awaitSpeech(command.turnId);
        // a number of its own: the turn's reply is still to come
        if (command.invite) replies.start({ kind: 'chime', turnId: -command.turnId }, () => {});
        return;
      case 'speechFound':
        ledger.remark(command.turnId, 'speechStart', clock.now());
        return listener.begin(command.turnId, command.fromSamples, null);
      case 'transcribe':
        return listener.transcribe(command.turnId, command.pauseId);
      case 'askTurn':
        return listener.askTurn(command.turnId, command.pauseId, command.atSilenceMs);
      case 'prepareReply':
        prepared = new AbortController();
        if (!context.quality().speculates) return;
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
        entry.userText = commands.typed;
        entry.endReason = 'typed';
        ledger.mark(command.turnId, 'decided', clock.now());
        return startReply(command.turnId, commands.typed);
      }
      case 'startAnnouncement': {
        ledger.open(command.turnId, clock.epochNow());
        return startJob({ kind: 'announce', turnId: command.turnId, ...commands.announced });
      }
      case 'startDictation': {
        const { turnId } = command;
        dictation = parts.startDictation?.(turnId, () => dispatch({ type: 'dictationDone', turnId })) ?? null;
        if (!dictation) dispatch({ type: 'dictationDone', turnId });
        return;
      }
      case 'endDictation':
        if (dictation?.turnId === command.turnId) dictation.end(command.keep, command.code);
        return;
      case 'cancelReply':
        return cancelReply(command);
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

  const commands: TurnCommands = {
    carryOut,
    judgeEcho(event) {
      if (event.type !== 'partial' && event.type !== 'transcribed') return event;
      if (overReply?.turnId !== event.turnId) return event;
      overReply.spoken = ledger.get(overReply.replyTurnId)?.replyText ?? overReply.spoken;
      if (event.type === 'partial') return { ...event, own: isOwnEcho(event.text, overReply.spoken) };
      if (!isOwnEcho(event.transcript.text, overReply.spoken)) return event;
      return { ...event, transcript: { ...event.transcript, phantom: true } };
    },
    noteOnset(atMs) {
      onset = { atMs, duckedMs: 0 };
    },
    typed: '',
    announced: { text: '', bell: false },
    get dictation() {
      return dictation;
    },
    get answering() {
      return answering;
    },
    lastReply: () => history.findLast((message) => message.role === 'assistant')?.text ?? '',
  };
  return commands;
}

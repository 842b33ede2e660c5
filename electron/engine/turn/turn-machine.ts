/**
 * Turn taking as a pure reducer: no clock, no I/O, time arrives with the frames. Owns who has the floor;
 * refuses to know how anything is done. Events of a retired turn or pause return the same state object.
 */
import { FRAME_MS, samplesToMs } from '../../contract/audio.ts';
import { assertNever } from '../../contract/assert-never.ts';
import type { TurnEndReason } from '../../contract/events.ts';
import { stepInterrupted } from './turn-interruption.ts';
import type { Pause, TurnCommand, TurnEvent, TurnState, TurnStep, Utterance } from './turn-events.ts';
import { idle, newPause, stay, weighPause } from './turn-pause.ts';
import type { Endpointing } from './turn-pause.ts';
import type { TurnTuning } from './turn-tuning.ts';

export const initialTurnState: TurnState = { phase: 'idle', nextTurnId: 1 };

function newUtterance(turnId: number, startSamples: number, held: boolean): Utterance {
  return { turnId, startSamples, held, releasedMs: null, pauses: 0 };
}

/** Ends the utterance for a reason that needs no evidence: only the text is still awaited. */
function forceEnd(
  state: TurnState,
  utterance: Utterance,
  reason: TurnEndReason,
  tuning: TurnTuning,
): TurnStep {
  const pause = newPause(utterance.pauses + 1, 0, reason);
  const next: Endpointing = {
    phase: 'endpointing',
    nextTurnId: state.nextTurnId,
    utterance: { ...utterance, pauses: pause.id },
    pause,
  };
  return weighPause(next, tuning);
}

function beginListening(
  nextTurnId: number,
  fromSamples: number,
  held: boolean,
  before: readonly TurnCommand[],
): TurnStep {
  return {
    state: {
      phase: 'listening',
      nextTurnId: nextTurnId + 1,
      utterance: newUtterance(nextTurnId, fromSamples, held),
    },
    commands: [...before, { type: 'beginUtterance', turnId: nextTurnId, fromSamples, extendsTurnId: null }],
  };
}

type VoiceEvent = Extract<TurnEvent, { type: 'voice' }>;

function onVoiceListening(
  state: Extract<TurnState, { phase: 'listening' }>,
  event: VoiceEvent,
  tuning: TurnTuning,
): TurnStep {
  const { utterance } = state;
  if (samplesToMs(event.atSamples - utterance.startSamples) >= tuning.maxUtteranceMs) {
    return forceEnd(state, utterance, 'too_long', tuning);
  }
  if (utterance.releasedMs !== null) {
    const releasedMs = utterance.releasedMs + FRAME_MS;
    if (releasedMs >= tuning.holdReleaseMs) return forceEnd(state, utterance, 'released', tuning);
    return stay({ ...state, utterance: { ...utterance, releasedMs } });
  }
  if (utterance.held || event.vad !== 'stop') return stay(state);
  const pause = newPause(utterance.pauses + 1, event.silenceMs);
  return weighPause(
    {
      phase: 'endpointing',
      nextTurnId: state.nextTurnId,
      utterance: { ...utterance, pauses: pause.id },
      pause,
    },
    tuning,
  );
}

function onVoiceEndpointing(state: Endpointing, event: VoiceEvent, tuning: TurnTuning): TurnStep {
  if (state.pause.forced) return stay(state);
  if (event.vad === 'resume' || event.vad === 'start') {
    return {
      state: { phase: 'listening', nextTurnId: state.nextTurnId, utterance: state.utterance },
      commands: [{ type: 'dropPause', turnId: state.utterance.turnId, pauseId: state.pause.id }],
    };
  }
  if (event.isSpeech) return stay(state);
  return weighPause({ ...state, pause: { ...state.pause, silenceMs: event.silenceMs } }, tuning);
}

/** Speech before anything of the reply was heard belongs to the same turn: both are transcribed together. */
function onVoiceThinking(
  state: Extract<TurnState, { phase: 'thinking' }>,
  event: VoiceEvent,
  tuning: TurnTuning,
): TurnStep {
  if (event.vad !== 'start' && event.vad !== 'resume') return stay(state);
  const { turnId, utterance, nextTurnId } = state;
  const cancel: TurnCommand = { type: 'cancelReply', turnId, interrupted: false };
  const joined = utterance && samplesToMs(event.atSamples - utterance.startSamples) < tuning.maxUtteranceMs;
  if (!joined) return beginListening(nextTurnId, event.speechFromSamples, false, [cancel]);
  const fromSamples = utterance.startSamples;
  return {
    state: {
      phase: 'listening',
      nextTurnId: nextTurnId + 1,
      utterance: newUtterance(nextTurnId, fromSamples, false),
    },
    commands: [
      cancel,
      { type: 'discardTurn', turnId, reason: 'extended' },
      { type: 'beginUtterance', turnId: nextTurnId, fromSamples, extendsTurnId: turnId },
    ],
  };
}

function onVoice(state: TurnState, event: VoiceEvent, tuning: TurnTuning): TurnStep {
  switch (state.phase) {
    case 'idle':
      if (event.vad !== 'start') return stay(state);
      return beginListening(state.nextTurnId, event.speechFromSamples, false, []);
    case 'listening':
      return onVoiceListening(state, event, tuning);
    case 'endpointing':
      return onVoiceEndpointing(state, event, tuning);
    case 'thinking':
      return onVoiceThinking(state, event, tuning);
    case 'speaking':
      if (!tuning.interruptible || event.vad !== 'rise') return stay(state);
      return {
        state: {
          ...state,
          phase: 'interrupted',
          utterance: null,
          speechMs: event.speechMs,
          own: false,
          pause: null,
        },
        commands: [{ type: 'duck', turnId: state.turnId }],
      };
    case 'interrupted':
      return stepInterrupted(state, event, tuning);
    case 'failed':
      return stay(state);
    default:
      return assertNever(state);
  }
}

/** What must be stopped so that a new turn can take the floor. */
function takeFloor(state: TurnState): TurnCommand[] {
  switch (state.phase) {
    case 'listening':
    case 'endpointing':
      return [{ type: 'discardTurn', turnId: state.utterance.turnId, reason: 'cancelled' }];
    case 'thinking':
    case 'speaking':
      return [{ type: 'cancelReply', turnId: state.turnId, interrupted: state.phase === 'speaking' }];
    case 'interrupted': {
      const commands: TurnCommand[] = [{ type: 'cancelReply', turnId: state.turnId, interrupted: true }];
      if (state.utterance) {
        commands.push({ type: 'discardTurn', turnId: state.utterance.turnId, reason: 'cancelled' });
      }
      return commands;
    }
    case 'idle':
    case 'failed':
      return [];
    default:
      return assertNever(state);
  }
}

function onHoldPressed(state: TurnState, atSamples: number): TurnStep {
  if (state.phase === 'listening' && !state.utterance.held) {
    return stay({ ...state, utterance: { ...state.utterance, held: true } });
  }
  if (state.phase === 'listening')
    return stay({ ...state, utterance: { ...state.utterance, releasedMs: null } });
  if (state.phase === 'endpointing' && !state.pause.forced) {
    const { nextTurnId, utterance, pause } = state;
    return {
      state: { phase: 'listening', nextTurnId, utterance: { ...utterance, held: true } },
      commands: [{ type: 'dropPause', turnId: utterance.turnId, pauseId: pause.id }],
    };
  }
  return beginListening(state.nextTurnId, atSamples, true, takeFloor(state));
}

function startWithoutSpeech(state: TurnState, type: 'startTyped' | 'startAnnouncement'): TurnStep {
  const turnId = state.nextTurnId;
  return {
    state: { phase: 'thinking', nextTurnId: turnId + 1, turnId, utterance: null },
    commands: [...takeFloor(state), { type, turnId }],
  };
}

function onInputEnded(state: TurnState, tuning: TurnTuning): TurnStep {
  if (state.phase === 'listening') return forceEnd(state, state.utterance, 'input_ended', tuning);
  if (state.phase === 'endpointing' && !state.pause.forced) {
    return weighPause({ ...state, pause: { ...state.pause, forced: 'input_ended' } }, tuning);
  }
  if (state.phase === 'interrupted') return stepInterrupted(state, { type: 'inputEnded' }, tuning);
  return stay(state);
}

/** Applies one event. Pure; `tuning` is constant for a session unless the user changes a setting. */
export function stepTurn(state: TurnState, event: TurnEvent, tuning: TurnTuning): TurnStep {
  switch (event.type) {
    case 'voice':
      return onVoice(state, event, tuning);
    case 'transcribed':
    case 'scored': {
      if (state.phase === 'interrupted') return stepInterrupted(state, event, tuning);
      if (state.phase !== 'endpointing') return stay(state);
      const { utterance, pause } = state;
      if (event.turnId !== utterance.turnId || event.pauseId !== pause.id) return stay(state);
      const learned: Pause =
        event.type === 'transcribed'
          ? { ...pause, transcript: event.transcript }
          : { ...pause, scores: [...pause.scores, event.score] };
      return weighPause({ ...state, pause: learned }, tuning);
    }
    case 'transcribeFailed': {
      if (state.phase === 'interrupted') return stepInterrupted(state, event, tuning);
      if (state.phase !== 'endpointing' || event.turnId !== state.utterance.turnId) return stay(state);
      if (event.pauseId !== state.pause.id) return stay(state);
      return idle(state.nextTurnId, [
        { type: 'discardTurn', turnId: event.turnId, reason: 'no_words', fault: event.fault },
      ]);
    }
    case 'partial':
      return state.phase === 'interrupted' ? stepInterrupted(state, event, tuning) : stay(state);
    case 'holdPressed':
      return onHoldPressed(state, event.atSamples);
    case 'holdReleased':
      if (state.phase !== 'listening' || !state.utterance.held) return stay(state);
      return stay({ ...state, utterance: { ...state.utterance, releasedMs: 0 } });
    case 'typed':
      return startWithoutSpeech(state, 'startTyped');
    case 'announced':
      return state.phase === 'idle' ? startWithoutSpeech(state, 'startAnnouncement') : stay(state);
    case 'replyStarted':
      if (state.phase !== 'thinking' || event.turnId !== state.turnId) return stay(state);
      return stay({ phase: 'speaking', nextTurnId: state.nextTurnId, turnId: state.turnId });
    case 'replyEnded':
      if (state.phase === 'interrupted') return stepInterrupted(state, event, tuning);
      if (state.phase !== 'thinking' && state.phase !== 'speaking') return stay(state);
      return event.turnId === state.turnId ? idle(state.nextTurnId) : stay(state);
    case 'stopRequested':
      return state.phase === 'idle' || state.phase === 'failed'
        ? stay(state)
        : idle(state.nextTurnId, takeFloor(state));
    case 'inputEnded':
      return onInputEnded(state, tuning);
    case 'failed':
      return {
        state: { phase: 'failed', nextTurnId: state.nextTurnId, fault: event.fault },
        commands: takeFloor(state),
      };
    default:
      return assertNever(event);
  }
}

/**
 * Turn taking as a pure reducer: no clock, no I/O, time arrives with the frames. Owns who has the floor;
 * refuses to know how anything is done. Events of a retired turn or pause return the same state object.
 */
import { FRAME_MS, samplesToMs } from '../../contract/audio.ts';
import type { Ms } from '../../contract/audio.ts';
import { assertNever } from '../../contract/assert-never.ts';
import { beginListening, forceEnd, newUtterance, takeFloor } from './turn-floor.ts';
import { stepInterrupted } from './turn-interruption.ts';
import type { Pause, TurnCommand, TurnEvent, TurnState, TurnStep } from './turn-events.ts';
import { idle, newPause, stay, weighPause } from './turn-pause.ts';
import type { Endpointing } from './turn-pause.ts';
import type { TurnTuning } from './turn-tuning.ts';
import {
  beginDictation,
  onCalled,
  onClicked,
  onEarsClosed,
  onHoldPressed,
  onInputEnded,
  startWithoutSpeech,
} from './turn-wishes.ts';

export const initialTurnState: TurnState = { phase: 'idle', nextTurnId: 1 };

type VoiceEvent = Extract<TurnEvent, { type: 'voice' }>;

/** The ears were opened and nobody has spoken yet: speech begins the words, too long a silence ends the turn. */
function onVoiceAwaited(
  state: Extract<TurnState, { phase: 'listening' }>,
  event: VoiceEvent,
  awaitedMs: Ms,
  tuning: TurnTuning,
): TurnStep {
  const { utterance } = state;
  const { turnId } = utterance;
  if (event.vad === 'start' || event.vad === 'resume') {
    const fromSamples = event.speechFromSamples;
    return {
      state: { ...state, utterance: { ...utterance, startSamples: fromSamples, awaitedMs: null } },
      commands: [{ type: 'speechFound', turnId, fromSamples }],
    };
  }
  if (awaitedMs >= tuning.awaitSpeechMs) {
    return idle(state.nextTurnId, [{ type: 'discardTurn', turnId, reason: 'no_words' }]);
  }
  return stay({ ...state, utterance: { ...utterance, awaitedMs } });
}

function onVoiceListening(
  state: Extract<TurnState, { phase: 'listening' }>,
  event: VoiceEvent,
  tuning: TurnTuning,
): TurnStep {
  const { utterance } = state;
  const { awaitedMs } = utterance;
  if (awaitedMs === null && samplesToMs(event.atSamples - utterance.startSamples) >= tuning.maxUtteranceMs) {
    return forceEnd(state, utterance, 'too_long', tuning);
  }
  if (utterance.releasedMs !== null) {
    const releasedMs = utterance.releasedMs + FRAME_MS;
    if (releasedMs >= tuning.holdReleaseMs) return forceEnd(state, utterance, 'released', tuning);
    return stay({ ...state, utterance: { ...utterance, releasedMs } });
  }
  if (awaitedMs !== null) return onVoiceAwaited(state, event, awaitedMs + FRAME_MS, tuning);
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
      { ...cancel, continued: true },
      { type: 'discardTurn', turnId, reason: 'extended' },
      { type: 'beginUtterance', turnId: nextTurnId, fromSamples, extendsTurnId: turnId },
    ],
  };
}

/** Whoever began to speak just before the reply was heard is confirmed during it, without a rise of their own. */
function onVoiceSpeaking(
  state: Extract<TurnState, { phase: 'speaking' }>,
  event: VoiceEvent,
  tuning: TurnTuning,
): TurnStep {
  if (!tuning.interruptible || (event.vad !== 'rise' && event.vad !== 'start')) return stay(state);
  const interrupted = {
    ...state,
    phase: 'interrupted',
    utterance: null,
    speechMs: event.speechMs,
    own: false,
    pause: null,
  } as const;
  const duck: TurnCommand = { type: 'duck', turnId: state.turnId };
  if (event.vad === 'rise') return { state: interrupted, commands: [duck] };
  const step = stepInterrupted(interrupted, event, tuning);
  return { state: step.state, commands: [duck, ...step.commands] };
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
      return onVoiceSpeaking(state, event, tuning);
    case 'interrupted':
      return stepInterrupted(state, event, tuning);
    case 'dictating':
    case 'failed':
      return stay(state);
    default:
      return assertNever(state);
  }
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
    case 'clicked':
      return onClicked(state, event.atSamples, tuning);
    case 'called':
      return onCalled(state, event.fromSamples, event.phraseEndSamples);
    case 'dictationBegan':
      return beginDictation(state);
    case 'dictationDone':
      return state.phase === 'dictating' && state.turnId === event.turnId
        ? idle(state.nextTurnId)
        : stay(state);
    case 'earsClosed':
      return onEarsClosed(state, tuning);
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

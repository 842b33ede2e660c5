/**
 * The part of the turn machine that carries out wishes: talk key and button, typed text, dictation, a closed
 * microphone, the end of the input. Pure.
 */
import { assertNever } from '../../contract/assert-never.ts';
import { beginListening, forceEnd, takeFloor } from './turn-floor.ts';
import { stepInterrupted } from './turn-interruption.ts';
import type { TurnState, TurnStep } from './turn-events.ts';
import { idle, stay, weighPause } from './turn-pause.ts';
import type { TurnTuning } from './turn-tuning.ts';

export function onHoldPressed(state: TurnState, atSamples: number): TurnStep {
  if (state.phase === 'listening') {
    const { utterance } = state;
    if (utterance.held) return stay({ ...state, utterance: { ...utterance, releasedMs: null } });
    const held = { ...utterance, held: true, releasedMs: null };
    if (utterance.awaitedMs === null) return stay({ ...state, utterance: held });
    return {
      state: { ...state, utterance: { ...held, startSamples: atSamples, awaitedMs: null } },
      commands: [{ type: 'speechFound', turnId: utterance.turnId, fromSamples: atSamples }],
    };
  }
  if (state.phase === 'endpointing' && !state.pause.forced) {
    const { nextTurnId, utterance, pause } = state;
    return {
      state: { phase: 'listening', nextTurnId, utterance: { ...utterance, held: true } },
      commands: [{ type: 'dropPause', turnId: utterance.turnId, pauseId: pause.id }],
    };
  }
  return beginListening(state.nextTurnId, atSamples, true, takeFloor(state));
}

/** Begins a turn that waits for speech; while one is being spoken, ends that. */
export function onClicked(state: TurnState, atSamples: number, tuning: TurnTuning): TurnStep {
  if (state.phase === 'failed') return stay(state);
  if (state.phase === 'listening') {
    const { utterance } = state;
    if (utterance.held || utterance.releasedMs !== null) return stay(state);
    return stay({ ...state, utterance: { ...utterance, releasedMs: 0 } });
  }
  if (state.phase === 'endpointing') {
    if (state.pause.forced) return stay(state);
    return weighPause({ ...state, pause: { ...state.pause, forced: 'released' } }, tuning);
  }
  const step = beginListening(state.nextTurnId, atSamples, false, takeFloor(state));
  if (step.state.phase !== 'listening') return step;
  const { utterance } = step.state;
  return {
    state: { ...step.state, utterance: { ...utterance, awaitedMs: 0 } },
    commands: [...step.commands, { type: 'awaitSpeech', turnId: utterance.turnId, invite: false }],
  };
}

/** Called while nobody had the floor, or before anything of a reply was heard. */
export function onCalled(state: TurnState, fromSamples: number, phraseEndSamples: number): TurnStep {
  if (state.phase !== 'idle' && state.phase !== 'thinking') return stay(state);
  const step = beginListening(state.nextTurnId, fromSamples, false, takeFloor(state));
  return {
    state: step.state,
    commands: step.commands.map((command) =>
      command.type === 'beginUtterance' ? { ...command, phraseEndSamples } : command,
    ),
  };
}

/** Nothing more will be heard: what is being spoken is thrown away, what was spoken and every reply go on. */
export function onEarsClosed(state: TurnState, tuning: TurnTuning): TurnStep {
  switch (state.phase) {
    case 'listening':
      return idle(state.nextTurnId, takeFloor(state));
    case 'endpointing':
      return state.pause.forced ? stay(state) : idle(state.nextTurnId, takeFloor(state));
    case 'interrupted':
      return stepInterrupted(state, { type: 'inputEnded' }, tuning);
    case 'dictating':
      return idle(state.nextTurnId, [
        { type: 'endDictation', turnId: state.turnId, keep: false, code: 'mic_off' },
      ]);
    case 'idle':
    case 'thinking':
    case 'speaking':
    case 'failed':
      return stay(state);
    default:
      return assertNever(state);
  }
}

export function beginDictation(state: TurnState): TurnStep {
  if (state.phase === 'dictating' || state.phase === 'failed') return stay(state);
  const turnId = state.nextTurnId;
  return {
    state: { phase: 'dictating', nextTurnId: turnId + 1, turnId },
    commands: [...takeFloor(state), { type: 'startDictation', turnId }],
  };
}

export function startWithoutSpeech(state: TurnState, type: 'startTyped' | 'startAnnouncement'): TurnStep {
  const turnId = state.nextTurnId;
  return {
    state: { phase: 'thinking', nextTurnId: turnId + 1, turnId, utterance: null },
    commands: [...takeFloor(state), { type, turnId }],
  };
}

export function onInputEnded(state: TurnState, tuning: TurnTuning): TurnStep {
  if (state.phase === 'listening') return forceEnd(state, state.utterance, 'input_ended', tuning);
  if (state.phase === 'endpointing' && !state.pause.forced) {
    return weighPause({ ...state, pause: { ...state.pause, forced: 'input_ended' } }, tuning);
  }
  if (state.phase === 'interrupted') return stepInterrupted(state, { type: 'inputEnded' }, tuning);
  if (state.phase === 'dictating') {
    return idle(state.nextTurnId, [{ type: 'endDictation', turnId: state.turnId, keep: true }]);
  }
  return stay(state);
}

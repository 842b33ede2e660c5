/**
 * A pause in an utterance: what is asked during it, and when it ends the turn. Pure; shared by the turn machine
 * and its interruption part.
 */
import type { TurnEndReason } from '../../contract/events.ts';
import { decideEndpoint } from './endpoint-policy.ts';
import type { Pause, TurnCommand, TurnState, TurnStep } from './turn-events.ts';
import type { TurnTuning } from './turn-tuning.ts';

const NOTHING: readonly TurnCommand[] = [];

/** The same state, nothing to do. */
export function stay(state: TurnState): TurnStep {
  return { state, commands: NOTHING };
}

export function idle(nextTurnId: number, commands: readonly TurnCommand[] = NOTHING): TurnStep {
  return { state: { phase: 'idle', nextTurnId }, commands };
}

export function newPause(id: number, silenceMs: number, forced: TurnEndReason | null = null): Pause {
  return {
    id,
    silenceMs,
    scores: [],
    transcript: null,
    transcribeAsked: false,
    asked: 0,
    prepared: false,
    forced,
  };
}

export type Endpointing = Extract<TurnState, { phase: 'endpointing' }>;

/** Asks for what is due in this pause, then ends, discards or keeps waiting. */
export function weighPause(state: Endpointing, tuning: TurnTuning): TurnStep {
  const { utterance } = state;
  let { pause } = state;
  const commands: TurnCommand[] = [];
  const ids = { turnId: utterance.turnId, pauseId: pause.id };

  if (!pause.transcribeAsked && (pause.forced || pause.silenceMs >= tuning.endpoint.transcribeAtSilenceMs)) {
    commands.push({ type: 'transcribe', ...ids });
    pause = { ...pause, transcribeAsked: true };
  }
  const askAt = tuning.endpoint.askAtSilenceMs;
  while (!pause.forced && pause.asked < askAt.length && pause.silenceMs >= askAt[pause.asked]!) {
    commands.push({ type: 'askTurn', ...ids, atSilenceMs: pause.silenceMs });
    pause = { ...pause, asked: pause.asked + 1 };
  }

  const { transcript } = pause;
  const alone = transcript?.called && transcript.text === '' && !pause.forced;
  if (alone) {
    if (pause.silenceMs < tuning.calledAloneMs) return { state: { ...state, pause }, commands };
    return {
      state: {
        phase: 'listening',
        nextTurnId: state.nextTurnId,
        utterance: { ...utterance, awaitedMs: 0 },
      },
      commands: [...commands, { type: 'awaitSpeech', turnId: utterance.turnId, invite: true }],
    };
  }
  const verdict = decideEndpoint({ scores: pause.scores, text: transcript?.text ?? null }, tuning.endpoint);
  const longest = pause.silenceMs >= tuning.endpoint.maxSilenceMs;
  if (transcript && (pause.forced || longest || pause.silenceMs >= verdict.requiredSilenceMs)) {
    if (transcript.phantom || transcript.text === '') {
      const reason = transcript.phantom ? 'phantom' : 'no_words';
      return idle(state.nextTurnId, [...commands, { type: 'discardTurn', turnId: ids.turnId, reason }]);
    }
    const reason = pause.forced ?? (pause.silenceMs >= verdict.requiredSilenceMs ? 'policy' : 'silence');
    const extendable = reason === 'policy' || reason === 'silence';
    return {
      state: {
        phase: 'thinking',
        nextTurnId: state.nextTurnId,
        turnId: utterance.turnId,
        utterance: extendable ? utterance : null,
      },
      commands: [
        ...commands,
        { type: 'endTurn', turnId: utterance.turnId, reason, transcript, pause, verdict },
      ],
    };
  }
  if (transcript && !pause.prepared && !transcript.phantom && transcript.text !== '') {
    commands.push({ type: 'prepareReply', turnId: ids.turnId, text: transcript.text });
    pause = { ...pause, prepared: true };
  }
  return { state: pause === state.pause ? state : { ...state, pause }, commands };
}

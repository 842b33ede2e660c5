/**
 * The part of the turn machine in which somebody speaks during a reply: decides between an interruption
 * (cancel the reply, the speech becomes the next turn) and a false alarm (cough, echo, "mm-hm": the reply goes on).
 */
import { assertNever } from '../../contract/assert-never.ts';
import { asksForFloor, isBackchannel } from './backchannel.ts';
import type { Pause, TurnCommand, TurnEvent, TurnState, TurnStep, Utterance } from './turn-events.ts';
import { idle, newPause, stay, weighPause } from './turn-pause.ts';
import type { TurnTuning } from './turn-tuning.ts';

type Interrupted = Extract<TurnState, { phase: 'interrupted' }>;
type InterruptionEvent = Extract<
  TurnEvent,
  { type: 'voice' | 'transcribed' | 'transcribeFailed' | 'scored' | 'partial' | 'replyEnded' | 'inputEnded' }
>;

function falseAlarm(state: Interrupted, before: readonly TurnCommand[] = []): TurnStep {
  const discard: TurnCommand[] = state.utterance
    ? [{ type: 'discardTurn', turnId: state.utterance.turnId, reason: 'backchannel' }]
    : [];
  return {
    state: { phase: 'speaking', nextTurnId: state.nextTurnId, turnId: state.turnId },
    commands: [...before, ...discard, { type: 'unduck', turnId: state.turnId }],
  };
}

/** The floor passes to the speaker: the candidate utterance becomes the turn that is listened to. */
function giveFloor(
  state: Interrupted,
  utterance: Utterance,
  tuning: TurnTuning,
  how: { readonly cancel: boolean; readonly pause: Pause | null },
): TurnStep {
  const commands: TurnCommand[] = how.cancel
    ? [{ type: 'cancelReply', turnId: state.turnId, interrupted: true }]
    : [{ type: 'unduck', turnId: state.turnId }];
  const { nextTurnId } = state;
  if (!how.pause) return { state: { phase: 'listening', nextTurnId, utterance }, commands };
  const step = weighPause({ phase: 'endpointing', nextTurnId, utterance, pause: how.pause }, tuning);
  return { state: step.state, commands: [...commands, ...step.commands] };
}

/** A burst that said nothing is a false alarm once it stays quiet; until then it may be the beginning of more. */
function judgeQuiet(state: Interrupted, tuning: TurnTuning): TurnStep {
  const { pause } = state;
  if (pause?.transcript && pause.silenceMs >= tuning.interruptQuietMs) return falseAlarm(state);
  return stay(state);
}

function onVoice(
  state: Interrupted,
  event: Extract<TurnEvent, { type: 'voice' }>,
  tuning: TurnTuning,
): TurnStep {
  const { utterance } = state;
  if (!utterance) {
    if (event.vad === 'cancel') return falseAlarm(state);
    if (event.vad !== 'start') return stay(state);
    const turnId = state.nextTurnId;
    const fromSamples = event.speechFromSamples;
    return {
      state: {
        ...state,
        nextTurnId: turnId + 1,
        speechMs: event.speechMs,
        utterance: {
          turnId,
          startSamples: fromSamples,
          held: false,
          releasedMs: null,
          awaitedMs: null,
          pauses: 0,
        },
      },
      commands: [{ type: 'beginUtterance', turnId, fromSamples, extendsTurnId: null }],
    };
  }
  if (event.vad === 'stop') {
    const pause: Pause = { ...newPause(utterance.pauses + 1, event.silenceMs), transcribeAsked: true };
    return {
      state: { ...state, utterance: { ...utterance, pauses: pause.id }, pause },
      commands: [{ type: 'transcribe', turnId: utterance.turnId, pauseId: pause.id }],
    };
  }
  if (state.pause && (event.vad === 'resume' || event.vad === 'start')) {
    return {
      state: { ...state, pause: null, speechMs: event.speechMs },
      commands: [{ type: 'dropPause', turnId: utterance.turnId, pauseId: state.pause.id }],
    };
  }
  if (state.pause)
    return judgeQuiet({ ...state, pause: { ...state.pause, silenceMs: event.silenceMs } }, tuning);
  if (!event.isSpeech) return stay(state);
  if (event.speechMs >= tuning.interruptLastsMs && !state.own) {
    return giveFloor(state, utterance, tuning, { cancel: true, pause: null });
  }
  return stay({ ...state, speechMs: event.speechMs });
}

export function stepInterrupted(state: Interrupted, event: InterruptionEvent, tuning: TurnTuning): TurnStep {
  const { utterance, pause } = state;
  switch (event.type) {
    case 'voice':
      return onVoice(state, event, tuning);
    case 'partial': {
      if (!utterance || pause || event.turnId !== utterance.turnId) return stay(state);
      if (event.own) return stay(state.own ? state : { ...state, own: true });
      if (state.speechMs < tuning.interruptTextMs || isBackchannel(event.stable)) {
        return stay(state.own ? { ...state, own: false } : state);
      }
      return giveFloor(state, utterance, tuning, { cancel: true, pause: null });
    }
    case 'transcribed': {
      if (!utterance || !pause || event.turnId !== utterance.turnId || event.pauseId !== pause.id)
        return stay(state);
      const { transcript } = event;
      const tooShort = state.speechMs < tuning.interruptShortMs && !asksForFloor(transcript.text);
      if (!transcript.called && (tooShort || transcript.phantom || isBackchannel(transcript.text))) {
        return judgeQuiet({ ...state, pause: { ...pause, transcript } }, tuning);
      }
      return giveFloor(state, utterance, tuning, { cancel: true, pause: { ...pause, transcript } });
    }
    case 'transcribeFailed':
      if (!utterance || !pause || event.turnId !== utterance.turnId || event.pauseId !== pause.id)
        return stay(state);
      return falseAlarm(state);
    case 'scored': {
      if (!utterance || !pause || event.turnId !== utterance.turnId || event.pauseId !== pause.id)
        return stay(state);
      return stay({ ...state, pause: { ...pause, scores: [...pause.scores, event.score] } });
    }
    case 'replyEnded':
      if (event.turnId !== state.turnId) return stay(state);
      if (utterance && pause?.transcript) {
        const discard: TurnCommand = { type: 'discardTurn', turnId: utterance.turnId, reason: 'backchannel' };
        return idle(state.nextTurnId, [discard, { type: 'unduck', turnId: state.turnId }]);
      }
      if (utterance) return giveFloor(state, utterance, tuning, { cancel: false, pause });
      return {
        state: { phase: 'idle', nextTurnId: state.nextTurnId },
        commands: [{ type: 'unduck', turnId: state.turnId }],
      };
    case 'inputEnded':
      return falseAlarm(state);
    default:
      return assertNever(event);
  }
}

/** Taking the floor: what a new turn begins with, and what must be stopped for it. Pure; shared by the machine's parts. */
import { assertNever } from '../../contract/assert-never.ts';
import type { TurnEndReason } from '../../contract/events.ts';
import type { TurnCommand, TurnState, TurnStep, Utterance } from './turn-events.ts';
import { newPause, weighPause } from './turn-pause.ts';
import type { Endpointing } from './turn-pause.ts';
import type { TurnTuning } from './turn-tuning.ts';

export function newUtterance(turnId: number, startSamples: number, held: boolean): Utterance {
  return { turnId, startSamples, held, releasedMs: null, awaitedMs: null, pauses: 0 };
}

/** Ends the utterance for a reason that needs no evidence: only the text is still awaited. */
export function forceEnd(
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

export function beginListening(
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

/** What must be stopped so that a new turn can take the floor. */
export function takeFloor(state: TurnState): TurnCommand[] {
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
    case 'dictating':
      return [{ type: 'endDictation', turnId: state.turnId, keep: false }];
    case 'idle':
    case 'failed':
      return [];
    default:
      return assertNever(state);
  }
}

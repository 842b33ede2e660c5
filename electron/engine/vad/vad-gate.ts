/**
 * From speech probabilities to speech: hysteresis, confirmation of a start, the first frame of a pause.
 * Pure; one step is one frame of FRAME_MS. Owns no clock, decides nothing about turns.
 *
 *   silence --rise--> rising --start--> speech --stop--> pause --resume--> speech
 *                     rising --cancel-> silence
 *
 * A pause has no end of its own: whoever ends the turn goes back to `initialVadGate`.
 */
import { FRAME_MS } from '../../contract/audio.ts';
import type { Ms } from '../../contract/audio.ts';
import type { VadTuning } from './tuning.ts';

export type VadGatePhase = 'silence' | 'rising' | 'speech' | 'pause';

export interface VadGateState {
  readonly phase: VadGatePhase;
  /** The last frame was speech. */
  readonly inSpeech: boolean;
  /** From the first speech frame of the run to its last, dips and pauses inside it included. 0 before a rise. */
  readonly speechMs: Ms;
  /** Since the last speech frame; 0 while in speech. */
  readonly silenceMs: Ms;
  /** Speech frames of the run alone, without dips and pauses. */
  readonly voicedMs: Ms;
}

export type VadGateEvent =
  | 'none'
  /** First frame above the on-threshold after silence. */
  | 'rise'
  /** Lasted long enough to be speech. */
  | 'start'
  /** A rise that was not confirmed. */
  | 'cancel'
  /** First non-speech frame after a start or resume. */
  | 'stop'
  /** Speech again after a stop, before the caller reset the gate. */
  | 'resume';

export interface VadDecision {
  /** As given; 0 if it was not a number. */
  readonly probability: number;
  readonly isSpeech: boolean;
  readonly event: VadGateEvent;
  /** Length of the current run, silence dips bridged. */
  readonly speechMs: Ms;
  /** Since the last speech frame. */
  readonly silenceMs: Ms;
  readonly state: VadGateState;
}

export const initialVadGate: VadGateState = {
  phase: 'silence',
  inSpeech: false,
  speechMs: 0,
  silenceMs: 0,
  voicedMs: 0,
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** One frame on a gate of one's own: mutates `state`, returns what happened. */
function advance(state: Mutable<VadGateState>, probability: number, tuning: VadTuning): VadGateEvent {
  const isSpeech = probability >= (state.inSpeech ? tuning.offThreshold : tuning.onThreshold);
  const before = state.phase;
  state.inSpeech = isSpeech;
  if (!isSpeech) {
    state.silenceMs += FRAME_MS;
    if (before === 'speech') {
      state.phase = 'pause';
      return 'stop';
    }
    if (before === 'rising' && state.silenceMs > tuning.riseDipMs) {
      state.phase = 'silence';
      state.speechMs = 0;
      state.voicedMs = 0;
      return 'cancel';
    }
    return 'none';
  }
  state.speechMs = before === 'silence' ? FRAME_MS : state.speechMs + state.silenceMs + FRAME_MS;
  state.voicedMs += FRAME_MS;
  state.silenceMs = 0;
  switch (before) {
    case 'pause':
      state.phase = 'speech';
      return 'resume';
    case 'speech':
      return 'none';
    case 'silence':
    case 'rising':
      if (state.voicedMs >= tuning.confirmMs) {
        state.phase = 'speech';
        return 'start';
      }
      state.phase = 'rising';
      return before === 'silence' ? 'rise' : 'none';
  }
}

/** Anything but a number from 0 to 1 counts as no speech or certain speech. */
const asProbability = (value: number) => (value > 0 ? Math.min(value, 1) : 0);

/** The next state and what happened. `probability` is that of the next frame; NaN counts as silence. */
export function stepVadGate(state: VadGateState, probability: number, tuning: VadTuning): VadDecision {
  const next = { ...state };
  const clean = asProbability(probability);
  const event = advance(next, clean, tuning);
  return {
    probability: clean,
    isSpeech: next.inSpeech,
    event,
    speechMs: next.speechMs,
    silenceMs: next.silenceMs,
    state: next,
  };
}

export interface VadGate {
  /** Same as `stepVadGate`, without garbage: the returned object is reused by the next call. */
  step(probability: number): VadDecision;
  /** Back to `initialVadGate`. */
  reset(): void;
}

/** A gate that holds its own state, for the frame path. */
export function createVadGate(tuning: VadTuning): VadGate {
  const state: Mutable<VadGateState> = { ...initialVadGate };
  const decision: Mutable<VadDecision> = {
    probability: 0,
    isSpeech: false,
    event: 'none',
    speechMs: 0,
    silenceMs: 0,
    state,
  };
  return {
    step(probability) {
      decision.probability = asProbability(probability);
      decision.event = advance(state, decision.probability, tuning);
      decision.isSpeech = state.inSpeech;
      decision.speechMs = state.speechMs;
      decision.silenceMs = state.silenceMs;
      return decision;
    },
    reset() {
      Object.assign(state, initialVadGate);
    },
  };
}

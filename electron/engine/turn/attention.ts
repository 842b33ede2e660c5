/**
 * Whether what the microphone hears is meant for Parley: by the way of talking, the talk key, the wake phrase, the
 * time after a reply. Pure; time arrives with the frames. The turn machine hears only through open ears.
 */
import type { AttentionReason } from '../../contract/events.ts';
import type { Settings } from '../../contract/settings.ts';
import type { TurnState } from './turn-events.ts';

export type TalkMode = Settings['talk']['mode'];

export interface Attention {
  readonly mode: TalkMode;
  readonly muted: boolean;
  /** Speech is taken for talk to Parley without key or phrase. */
  readonly awake: boolean;
  /** Where in the capture stream the time after a reply ends; matters while awake in mode `wake`. */
  readonly untilSamples: number;
}

export type AttentionEvent =
  | { readonly type: 'modeSet'; readonly mode: TalkMode }
  | { readonly type: 'muteSet'; readonly muted: boolean }
  /** The ears were opened for a turn. */
  | { readonly type: 'opened'; readonly reason: 'phrase' | 'key' }
  /** The words of a turn are complete. */
  | { readonly type: 'turnHeard' }
  /** Nobody has the floor any more; `followUpSamples`: how long words after an answer need no phrase. */
  | {
      readonly type: 'floorFreed';
      readonly how: 'answered' | 'stopped' | 'nothing';
      readonly atSamples: number;
      readonly followUpSamples: number;
    }
  /** One frame has passed while nobody had the floor. */
  | { readonly type: 'quietFrame'; readonly atSamples: number };

/** The next attention, and what is to be told about it. */
export interface AttentionStep {
  readonly attention: Attention;
  readonly told: { readonly awake: boolean; readonly reason: AttentionReason } | null;
}

export const initialAttention: Attention = {
  mode: 'handsFree',
  muted: false,
  awake: true,
  untilSamples: 0,
};

/** How a session begins whose way of talking is in the settings. */
export function attentionAt({ mode, muted }: Settings['talk']): Attention {
  return { mode, muted, awake: mode === 'handsFree' && !muted, untilSamples: 0 };
}

const same = (attention: Attention): AttentionStep => ({ attention, told: null });

function turn(attention: Attention, awake: boolean, reason: AttentionReason): AttentionStep {
  return {
    attention: { ...attention, awake },
    told: attention.awake === awake ? null : { awake, reason },
  };
}

/** Applies one event; one that changes nothing returns the same attention. */
export function stepAttention(attention: Attention, event: AttentionEvent): AttentionStep {
  const { mode, muted, awake } = attention;
  switch (event.type) {
    case 'modeSet': {
      if (event.mode === mode) return same(attention);
      const now = event.mode === 'handsFree' && !muted;
      const next = { ...attention, mode: event.mode, awake: now, untilSamples: 0 };
      return { attention: next, told: { awake: now, reason: 'mode' } };
    }
    case 'muteSet':
      if (event.muted === muted) return same(attention);
      return turn(
        { ...attention, muted: event.muted, untilSamples: 0 },
        !event.muted && mode === 'handsFree',
        'mode',
      );
    case 'opened':
      return muted ? same(attention) : turn(attention, true, event.reason);
    case 'turnHeard':
      return mode === 'hold' ? turn(attention, false, 'mode') : same(attention);
    case 'floorFreed': {
      if (mode === 'handsFree' || muted) return same(attention);
      if (event.how === 'stopped') return turn({ ...attention, untilSamples: 0 }, false, 'key');
      if (mode === 'hold') return turn(attention, false, 'timeout');
      if (event.how === 'answered' && event.followUpSamples > 0) {
        const next = { ...attention, awake: true, untilSamples: event.atSamples + event.followUpSamples };
        return { attention: next, told: { awake: true, reason: 'follow_up' } };
      }
      return event.atSamples < attention.untilSamples ? same(attention) : turn(attention, false, 'timeout');
    }
    case 'quietFrame':
      if (mode !== 'wake' || !awake || event.atSamples < attention.untilSamples) return same(attention);
      return turn(attention, false, 'timeout');
  }
}

/** `open`: the turn machine hears. `asleep`: only the wake phrase is listened for. `closed`: nothing is. */
export type Ears = 'open' | 'asleep' | 'closed';

/**
 * @param trying the wake phrase is being tried: what nobody has the floor for is judged, whatever the way of talking
 */
export function earsOf(attention: Attention, state: TurnState, trying: boolean): Ears {
  const { mode, awake, muted } = attention;
  if (muted) return 'closed';
  switch (state.phase) {
    case 'listening':
    case 'endpointing':
    case 'interrupted':
      return 'open';
    case 'speaking':
      return mode === 'hold' ? 'closed' : 'open';
    case 'thinking':
      if (mode === 'handsFree' || state.utterance) return 'open';
      return mode === 'wake' ? 'asleep' : 'closed';
    case 'idle':
      if (trying) return 'asleep';
      if (mode === 'handsFree' || (mode === 'wake' && awake)) return 'open';
      return mode === 'wake' ? 'asleep' : 'closed';
    case 'dictating':
    case 'failed':
      return 'closed';
  }
}

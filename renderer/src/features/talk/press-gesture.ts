/**
 * The talk button's gesture: a short click toggles, a press that lasts is held like a key. A step takes the state and
 * what the pointer did, and gives the next state and at most one command. Pure; the button owns the timer.
 */

/** Shorter is a click. The engine keeps the sound before a press, so nothing that was said meanwhile is lost. */
export const HOLD_AFTER_MS = 250;

export type PressState = 'up' | 'down' | 'holding';
/** `held` comes from the timer, HOLD_AFTER_MS after `down`. `cancel`: the system took the pointer away. */
export type PressInput = 'down' | 'held' | 'up' | 'cancel';
export type PressCommand = 'pressTalk' | 'releaseTalk' | 'toggleTalk';

export interface PressStep {
  readonly state: PressState;
  readonly command: PressCommand | null;
}

export function pressStep(state: PressState, input: PressInput): PressStep {
  switch (input) {
    case 'down':
      return { state: state === 'up' ? 'down' : state, command: null };
    case 'held':
      return state === 'down' ? { state: 'holding', command: 'pressTalk' } : { state, command: null };
    case 'up':
      if (state === 'down') return { state: 'up', command: 'toggleTalk' };
      return { state: 'up', command: state === 'holding' ? 'releaseTalk' : null };
    case 'cancel':
      return { state: 'up', command: state === 'holding' ? 'releaseTalk' : null };
  }
}

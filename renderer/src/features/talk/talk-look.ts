/** How the talk button looks and what stands below it, for each phase. Pure. */
import type { TalkPhase, TalkState } from '../../../../electron/contract/desk-views.ts';
import type { TextKey } from '../../texts/translate.ts';

export type TalkShape = 'mic' | 'ear' | 'wave' | 'dots' | 'speaker' | 'mic-off' | 'spinner' | 'warning';

const shapes: Readonly<Record<TalkPhase, TalkShape>> = {
  starting: 'spinner',
  ready: 'mic',
  asleep: 'ear',
  listening: 'wave',
  thinking: 'dots',
  speaking: 'speaker',
  muted: 'mic-off',
  fault: 'warning',
};

export const talkShape = (phase: TalkPhase): TalkShape => shapes[phase];

/** What to do next, in a few words. */
export function talkHint({ phase, mode }: Pick<TalkState, 'phase' | 'mode'>): TextKey {
  return phase === 'ready' || phase === 'asleep' ? `talk.button.${mode}` : `talk.button.${phase}`;
}

/** What a click does now, as the button's name. */
export function talkVerb({ held, phase }: Pick<TalkState, 'held' | 'phase'>): TextKey {
  return held || phase === 'listening' ? 'talk.button.end' : 'talk.button.begin';
}

/** Something is under way that can be stopped. */
export function canStop({ phase, held }: Pick<TalkState, 'held' | 'phase'>): boolean {
  return held || phase === 'listening' || phase === 'thinking' || phase === 'speaking';
}

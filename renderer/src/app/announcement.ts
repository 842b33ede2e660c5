/** What a screen reader is told when the way Parley listens changes. Pure. */
import type { TalkState } from '../../../electron/contract/desk-views.ts';
import type { TextKey } from '../texts/translate.ts';

type Told = Pick<TalkState, 'phase' | 'muted'>;

/**
 * One sentence for the change from `before` to `after`, or null. Muting goes before everything: it is what a user who
 * cannot see the button has to be sure of. Returning to rest is told after a turn only, not after each breath.
 */
export function announcementOf(before: Told, after: Told): TextKey | null {
  if (before.muted !== after.muted) return after.muted ? 'announce.muted' : 'announce.unmuted';
  if (before.phase === after.phase || after.muted) return null;
  switch (after.phase) {
    case 'listening':
      return 'announce.listening';
    case 'thinking':
      return 'announce.thinking';
    case 'speaking':
      return 'announce.speaking';
    case 'ready':
      return before.phase === 'listening' ? null : 'announce.ready';
    case 'asleep':
      return 'announce.asleep';
    // faults are told by their own sentence, and starting is not worth one
    case 'starting':
    case 'fault':
    case 'muted':
      return null;
  }
}

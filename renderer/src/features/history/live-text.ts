/** How text in the making is cut into its sure and its unsure part. Pure. */
import type { LiveTurn, TurnView } from '../../../../electron/contract/desk-views.ts';

export interface TwoParts {
  readonly sure: string;
  readonly rest: string;
}

/** `stable` is the beginning of `text` that will not change; when it is not its beginning, nothing is sure. */
export function heardParts({
  text,
  stable,
  isFinal,
}: Pick<LiveTurn, 'text' | 'stable' | 'isFinal'>): TwoParts {
  if (isFinal) return { sure: text, rest: '' };
  return text.startsWith(stable)
    ? { sure: stable, rest: text.slice(stable.length) }
    : { sure: '', rest: text };
}

/** A reply that was interrupted: what was heard of it, and what was not. All is heard when it was not interrupted. */
export function replyParts(turn: Pick<TurnView, 'interrupted' | 'replyText' | 'heardText'>): TwoParts {
  const { interrupted, replyText, heardText } = turn;
  if (!interrupted) return { sure: replyText, rest: '' };
  const heard = heardText.trimEnd();
  return replyText.startsWith(heard)
    ? { sure: heard, rest: replyText.slice(heard.length) }
    : { sure: replyText, rest: '' };
}

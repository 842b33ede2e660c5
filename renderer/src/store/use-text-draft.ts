/**
 * What is typed into a setting, until it was taken: saved with Enter, when the field is left and when its page is. What
 * is typed on while it is being saved stays, and so does what was refused.
 */
import { useReducer } from 'react';
import { useLeave } from '../ui/use-leave.ts';
import { noDraft, reduceDraft } from './use-draft.ts';
import type { Draft, DraftEvent } from './use-draft.ts';

export interface TextDraftControl {
  readonly value: string;
  readonly onValue: (text: string) => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: { readonly key: string }) => void;
}

/**
 * What there is to save now, or null.
 * @param isRefused the reason why the last one was not taken still stands beside the field: the saved text takes it away
 */
export function textToSave(draft: Draft<string>, saved: string, isRefused: boolean): string | null {
  if (draft.value === null) return isRefused && draft.unanswered === 0 ? saved : null;
  return draft.isMoving ? draft.value : null;
}

/** @param save resolves with whether it was taken, after the saved text, which is given as `saved`, has changed */
export function useTextDraft(
  saved: string,
  save: (text: string) => Promise<boolean>,
  isRefused: boolean,
): TextDraftControl {
  const [draft, tell] = useReducer<Draft<string>, [DraftEvent<string>]>(reduceDraft, noDraft);
  function finish(): void {
    const text = textToSave(draft, saved, isRefused);
    if (text === null) return;
    tell({ type: 'letGo' });
    void save(text).then((taken) => tell({ type: taken ? 'answered' : 'kept' }));
  }
  useLeave(finish);
  return {
    value: draft.value ?? saved,
    onValue: (value) => tell({ type: 'moved', value, saved }),
    onBlur: finish,
    onKeyDown: ({ key }) => {
      if (key === 'Enter') finish();
    },
  };
}

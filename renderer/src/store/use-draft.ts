/**
 * What a control shows while its value is moved, and until the last one let go was taken or refused. Values are let go
 * faster than they are saved (an arrow key held down), and an answer to an earlier one must not take the control back.
 */
import { useReducer } from 'react';

export interface Draft {
  /** Null while the saved value is shown. */
  readonly value: number | null;
  /** Values let go whose answer is not there yet. */
  readonly unanswered: number;
  /** Whether it was moved since one was let go. */
  readonly isMoving: boolean;
}

export type DraftEvent =
  | { readonly type: 'moved'; readonly value: number; readonly saved: number }
  | { readonly type: 'letGo' }
  | { readonly type: 'answered' };

export const noDraft: Draft = { value: null, unanswered: 0, isMoving: false };

export function reduceDraft(draft: Draft, event: DraftEvent): Draft {
  switch (event.type) {
    case 'moved': {
      const isBack = draft.unanswered === 0 && event.value === event.saved;
      return isBack ? noDraft : { ...draft, value: event.value, isMoving: true };
    }
    case 'letGo':
      return { ...draft, unanswered: draft.unanswered + 1, isMoving: false };
    case 'answered': {
      const unanswered = draft.unanswered - 1;
      return unanswered > 0 || draft.isMoving ? { ...draft, unanswered } : noDraft;
    }
  }
}

export interface DraftControl {
  readonly value: number;
  readonly onValue: (value: number) => void;
  readonly onCommit: (value: number) => void;
}

/** @param save resolves after the saved value, which is given as `saved`, has changed; or when it was refused */
export function useDraft(saved: number, save: (value: number) => Promise<unknown>): DraftControl {
  const [draft, tell] = useReducer(reduceDraft, noDraft);
  return {
    value: draft.value ?? saved,
    onValue: (value) => tell({ type: 'moved', value, saved }),
    onCommit(value) {
      tell({ type: 'letGo' });
      void save(value).finally(() => tell({ type: 'answered' }));
    },
  };
}

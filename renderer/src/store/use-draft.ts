/**
 * What a control shows while its value is moved, and until the last one let go was taken or refused. Values are let go
 * faster than they are saved (an arrow key held down, a switch clicked twice), and an answer to an earlier one must not
 * take the control back.
 */
import { useReducer } from 'react';

/** `T` without null. */
export interface Draft<T = number> {
  /** Null while the saved value is shown. */
  readonly value: T | null;
  /** Values let go whose answer is not there yet. */
  readonly unanswered: number;
  /** Whether it was moved since one was let go. */
  readonly isMoving: boolean;
}

export type DraftEvent<T = number> =
  | { readonly type: 'moved'; readonly value: T; readonly saved: T }
  | { readonly type: 'letGo' }
  /** The saved value is shown again, whether it was taken or not. */
  | { readonly type: 'answered' }
  /** It was not taken and stays, to be mended. */
  | { readonly type: 'kept' };

export const noDraft: Draft<never> = { value: null, unanswered: 0, isMoving: false };

export function reduceDraft<T>(draft: Draft<T>, event: DraftEvent<T>): Draft<T> {
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
    case 'kept':
      return { ...draft, unanswered: draft.unanswered - 1, isMoving: true };
  }
}

export interface DraftControl<T> {
  readonly value: T;
  readonly onValue: (value: T) => void;
  readonly onCommit: (value: T) => void;
}

/** @param save resolves after the saved value, which is given as `saved`, has changed; or when it was refused */
export function useDraft<T>(saved: T, save: (value: T) => Promise<unknown>): DraftControl<T> {
  const [draft, tell] = useReducer<Draft<T>, [DraftEvent<T>]>(reduceDraft, noDraft);
  return {
    value: draft.value ?? saved,
    onValue: (value) => tell({ type: 'moved', value, saved }),
    onCommit(value) {
      tell({ type: 'letGo' });
      void save(value).finally(() => tell({ type: 'answered' }));
    },
  };
}

/** The same for what is let go as soon as it is moved: a switch, a list. @returns what is shown, and how to change it */
export function useChoice<T>(
  saved: T,
  save: (value: T) => Promise<unknown>,
): readonly [T, (value: T) => void] {
  const { value, onValue, onCommit } = useDraft(saved, save);
  const choose = (next: T) => {
    onValue(next);
    onCommit(next);
  };
  return [value, choose];
}

/** What is opened in the conversation: details, transcripts made again, a question before deleting. Outlives rows. */
import { create } from 'zustand';
import type { Fault, Result } from '../../../../electron/contract/errors.ts';
import type { TurnView } from '../../../../electron/contract/desk-views.ts';
import type { RpcResults } from '../../../../electron/contract/rpc.ts';
import type { Settings } from '../../../../electron/contract/settings.ts';

export type Recognizer = Settings['recognizer'];

export type Retranscript =
  | { readonly state: 'running'; readonly recognizer: Recognizer }
  | { readonly state: 'done'; readonly recognizer: Recognizer; readonly result: RpcResults['retranscribe'] }
  | { readonly state: 'failed'; readonly recognizer: Recognizer; readonly fault: Fault };

interface TurnOpenState {
  /** By the turn's key in the timeline. */
  readonly open: ReadonlySet<string>;
  readonly retranscripts: Readonly<Record<string, Retranscript>>;
  /** The turn that is shown to the user after a jump from the search. */
  readonly target: { readonly key: string; readonly id: number } | null;
  /** The turn of which it is asked whether it is to be deleted. */
  readonly doomed: TurnView | null;
}

const TARGET_SHOWN_MS = 2_500;

export const useTurnOpenState = create<TurnOpenState>()(() => ({
  open: new Set(),
  retranscripts: {},
  target: null,
  doomed: null,
}));

export function toggleDetails(key: string): void {
  useTurnOpenState.setState(({ open }) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    return { open: next };
  });
}

const setRetranscript = (key: string, retranscript: Retranscript) =>
  useTurnOpenState.setState(({ retranscripts }) => ({
    retranscripts: { ...retranscripts, [key]: retranscript },
  }));

/** @returns takes the answer; one that comes after another recogniser was asked is left out */
export function beginRetranscript(
  key: string,
  recognizer: Recognizer,
): (answer: Result<RpcResults['retranscribe']>) => void {
  const running: Retranscript = { state: 'running', recognizer };
  setRetranscript(key, running);
  return (answer) => {
    if (useTurnOpenState.getState().retranscripts[key] !== running) return;
    setRetranscript(
      key,
      answer.ok
        ? { state: 'done', recognizer, result: answer.value }
        : { state: 'failed', recognizer, fault: answer.fault },
    );
  };
}

let forgetting: ReturnType<typeof setTimeout> | undefined;

/** It is shown for a moment; whoever comes back to the page later finds the newest words. */
export function setTarget(target: NonNullable<TurnOpenState['target']>): void {
  clearTimeout(forgetting);
  useTurnOpenState.setState({ target });
  forgetting = setTimeout(() => useTurnOpenState.setState({ target: null }), TARGET_SHOWN_MS);
}

/** Null when it was answered. */
export function askToDelete(doomed: TurnView | null): void {
  useTurnOpenState.setState({ doomed });
}

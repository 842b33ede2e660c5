/** What is opened in the conversation: details, transcripts made again, a question before deleting. Outlives rows. */
import { create } from 'zustand';
import type { Fault } from '../../../../electron/contract/errors.ts';
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
}

export const useTurnOpenState = create<TurnOpenState>()(() => ({
  open: new Set(),
  retranscripts: {},
  target: null,
}));

export function toggleDetails(key: string): void {
  useTurnOpenState.setState(({ open }) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    return { open: next };
  });
}

export function setRetranscript(key: string, retranscript: Retranscript): void {
  useTurnOpenState.setState(({ retranscripts }) => ({
    retranscripts: { ...retranscripts, [key]: retranscript },
  }));
}

export function setTarget(target: TurnOpenState['target']): void {
  useTurnOpenState.setState({ target });
}

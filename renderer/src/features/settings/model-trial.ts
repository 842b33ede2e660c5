/** What came of trying a language model. It is told of what was tried only: who edits on sees nothing of it. Pure. */
import type { RpcResults } from '../../../../electron/contract/rpc.ts';
import type { Fault, Result } from '../../../../electron/contract/errors.ts';

export type TrialOutcome =
  | { readonly state: 'none' }
  | { readonly state: 'running' }
  | { readonly state: 'worked'; readonly firstTokenMs: number; readonly models: readonly string[] }
  | { readonly state: 'failed'; readonly fault: Fault };

export interface ModelTrial {
  /** What was tried, as one text. */
  readonly of: string;
  readonly outcome: TrialOutcome;
}

export const noTrial: ModelTrial = { of: '', outcome: { state: 'none' } };

export const beginTrial = (of: string): ModelTrial => ({ of, outcome: { state: 'running' } });

/** The trial after the answer to that of `of`; the same when another was begun since. */
export function answerTrial(
  now: ModelTrial,
  of: string,
  answer: Result<RpcResults['testLanguageModel']>,
): ModelTrial {
  if (now.of !== of) return now;
  const outcome: TrialOutcome = answer.ok
    ? { state: 'worked', firstTokenMs: answer.value.first_token_ms, models: answer.value.models }
    : { state: 'failed', fault: answer.fault };
  return { of, outcome };
}

/** @param wanted what would be tried now */
export const outcomeFor = ({ of, outcome }: ModelTrial, wanted: string): TrialOutcome =>
  of === wanted ? outcome : noTrial.outcome;

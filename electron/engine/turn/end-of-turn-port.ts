/** Has the speaker finished? The acoustic half of the decision. */
import type { Fault } from '../../contract/errors.ts';
import type { LaneStats } from '../runtime/inference-lane.ts';

export type EndOfTurnOutcome =
  | { readonly kind: 'done'; readonly probability: number; readonly computeMs: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly fault: Fault };

export interface EndOfTurnStream {
  /** Forgets the past; call when a new utterance begins, then push from 0.5 s before speech. */
  begin(): void;
  /** The next samples, 16 kHz mono; copied. */
  push(samples: Float32Array): void;
  /** Probability that the speaker has finished, from the last 8 s pushed. */
  ask(signal?: AbortSignal): Promise<EndOfTurnOutcome>;
  close(): void;
}

export interface EndOfTurnModel {
  createStream(sessionId: string): EndOfTurnStream;
  stats(): LaneStats;
  close(): Promise<void>;
}

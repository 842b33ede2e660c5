/** What is kept of a finished turn, and what a conversation looks like to the brain. */
import type { TurnEndReason, WordTime } from './events.ts';

export interface ChatMessage {
  readonly role: 'user' | 'assistant';
  /** For the assistant: only what the user heard. */
  readonly text: string;
}

export interface TurnRecord {
  readonly sessionId: string;
  readonly turnId: number;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly userText: string;
  readonly words: readonly WordTime[];
  readonly language: string;
  readonly confidence: number;
  readonly endReason: TurnEndReason;
  readonly endProbability: number | null;
  readonly endSilenceMs: number;
  /** Everything the brain said. */
  readonly replyText: string;
  /** What was heard of it before an interruption. */
  readonly heardText: string;
  readonly replySource: string;
  readonly interrupted: boolean;
  /** Stage name to milliseconds. */
  readonly timings: Readonly<Record<string, number>>;
}

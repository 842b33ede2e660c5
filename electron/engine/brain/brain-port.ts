/** Turns what was said into what is answered. */
import type { Fault } from '../../contract/errors.ts';
import type { ChatMessage } from '../../contract/turns.ts';

export interface BrainRequest {
  readonly sessionId: string;
  readonly turnId: number;
  readonly text: string;
  /** Oldest first, what was heard only. */
  readonly history: readonly ChatMessage[];
  /** Epoch milliseconds. */
  readonly nowEpochMs: number;
  /** IANA zone of the user. */
  readonly timeZone: string;
}

/**
 * What a reply asks the session to do besides speaking. Actions of one reply are applied in order, and the
 * result is held to its limits after each: volume 0 to 1, rate 0.5 to 2. An absolute value is therefore two
 * actions: down to the limit, then up.
 */
export type BrainAction =
  | { readonly kind: 'stop' }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'rate'; readonly factor: number }
  | { readonly kind: 'volume'; readonly delta: number };

/** A reply as it comes into being. */
export type BrainChunk =
  /** Text for the eye, as it arrives. */
  | { readonly kind: 'delta'; readonly text: string }
  /** A whole sentence or first clause, ready to be spoken. Its text is part of the deltas. */
  | { readonly kind: 'sentence'; readonly text: string }
  | { readonly kind: 'action'; readonly action: BrainAction };

export type BrainOutcome =
  /** `source`: skill:<name> or llm:<model>. */
  | { readonly kind: 'done'; readonly source: string }
  | { readonly kind: 'cancelled' }
  /** The fault's message and help may be spoken. */
  | { readonly kind: 'failed'; readonly fault: Fault };

/** Why a turn's signal aborts when it is taken back before any of its reply was heard: it must leave nothing behind. */
export const UNHEARD = 'unheard';

/** Emits chunks by awaiting `send`, which applies backpressure; false means stop. */
export type SendChunk = (chunk: BrainChunk) => Promise<boolean>;

export interface Brain {
  reply(request: BrainRequest, send: SendChunk, signal: AbortSignal): Promise<BrainOutcome>;
  /**
   * The first sentence the answer would have, if that can be told at once and without doing anything; null otherwise.
   * For a reply that is prepared before the turn is certain to have ended.
   */
  preview?(request: BrainRequest): string | null;
  close(): Promise<void>;
}

/** One responder in the chain: skills first, then a language model. */
export interface Responder {
  readonly name: string;
  /** Null when it is not for this responder; must be quick (skills: p99 below 2 ms) and free of side effects. */
  match(request: BrainRequest): Responding | null;
}

export interface Responding {
  /** See Brain.preview; absent when answering takes time or does something. */
  preview?(): string | null;
  run(send: SendChunk, signal: AbortSignal): Promise<BrainOutcome>;
}

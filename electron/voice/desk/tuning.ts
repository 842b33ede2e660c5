/** Every tunable of the desk: what it is, what it does, and why it is as it is. */
import type { Ms } from '../../contract/audio.ts';

export const deskTuning = {
  /** A connection with more than this waiting gets only the newest of what is replaced anyway. */
  slowReaderBytes: 64 * 1024,
  /** A connection with more than this waiting is closed with 1013: what it is owed must not fill the memory. */
  lostReaderBytes: 4 * 1024 * 1024,
  /** How long replaceable messages are held back: two frames of a screen, unseen, and a model writes 100 times a second. */
  coalesceMs: 33 as Ms,
  /** Calls of one connection that may be in progress. A window has a handful; a program gone wild has thousands. */
  callsAtOnceMost: 64,
  /** Wishes kept while the conversation is opened anew: a change of microphone takes half a second. */
  wishesWaitingMost: 100,
  /** How often those who watch the monitor are told: numbers that change faster cannot be read, and cost to draw. */
  monitorEveryMs: 1_000 as Ms,
  /** A session that failed is opened again after this, at most `reopenMost` times in `reopenWindowMs`. */
  reopenAfterMs: 500 as Ms,
  reopenMost: 3,
  reopenWindowMs: 60_000 as Ms,
  /** A device that is plugged in is several changes at once: they are told as one. */
  devicesSettleMs: 300 as Ms,
  /** Until a sound server that went is asked for its devices again. */
  devicesRetryMs: 3_000 as Ms,
  /** Turns a new session is told of, and how old the newest of them may be: later it is another conversation. */
  memoryTurns: 10,
  memoryAgeMs: 30 * 60_000,
  /** Turn ids of the memory-only history remembered with what they stood for: a page of a long list. */
  heldTurnsKnown: 1_000,
} as const;

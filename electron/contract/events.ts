/**
 * What a session says about itself. The same objects reach the command line (`--json`), sockets and windows;
 * names and fields follow docs/protocols section 1. Word times are seconds from the start of the session.
 */
import type { Fault } from './errors.ts';
import type { PressureFact } from './metrics.ts';

export interface WordTime {
  readonly word: string;
  /** Seconds from the start of the session. */
  readonly start: number;
  readonly end: number;
  /** 0 to 1. */
  readonly confidence: number;
}

export type TurnEndReason =
  | 'policy' // silence, Smart Turn and the text agreed
  | 'silence' // the longest silence allowed has passed
  | 'too_long' // an utterance is cut at 30 s
  | 'released' // the talk key was released
  | 'input_ended' // the file or socket ended
  | 'typed'; // there was no audio

export type DiscardReason = 'phantom' | 'no_words' | 'backchannel' | 'cancelled' | 'extended';

export type SessionEndReason =
  | 'input_ended'
  | 'closed'
  | 'failed'
  | 'idle' // nothing was heard or said for too long; never the local microphone's
  | 'too_long'; // the longest a session may last has passed

export type AttentionReason =
  | 'phrase' // the wake phrase was said
  | 'key' // the talk key or button
  | 'follow_up' // a reply has ended: the next words need no phrase for a while
  | 'timeout' // nobody spoke in time
  | 'mode'; // the way of talking is, or has become, this one

export type SessionEventBody =
  | { type: 'sessionStarted'; source: string; sink: string; engine: string }
  | { type: 'sessionEnded'; reason: SessionEndReason }
  | {
      type: 'captureState';
      /** `muted`: the microphone is closed because the user wants it so. */
      state: 'hearing' | 'silent' | 'lost' | 'muted';
      code?: string;
      message?: string;
      help?: string;
    }
  /** The speaker, of which an `error` told that it was lost, plays again. */
  | { type: 'speakerState'; state: 'playing' }
  | { type: 'speechStart'; turn_id: number; at: number; extends?: number }
  | { type: 'speechEnd'; turn_id: number; at: number }
  | { type: 'partialTranscription'; turn_id: number; text: string; stable: string }
  | {
      type: 'finalTranscription';
      turn_id: number;
      text: string;
      words: readonly WordTime[];
      language: string;
      confidence: number;
      start: number;
      end: number;
      speculative: boolean;
    }
  | {
      type: 'turnEnd';
      turn_id: number;
      reason: TurnEndReason;
      probability: number | null;
      silence_ms: number;
      /** Every Smart Turn answer that took part, in order. */
      scores: readonly { at_silence_ms: number; probability: number }[];
      text_evidence: 'finished' | 'open' | 'trailing' | 'none';
      /** The silence the policy asked for. */
      waited_for_ms: number;
    }
  | { type: 'turnDiscarded'; turn_id: number; reason: DiscardReason }
  | { type: 'replyText'; turn_id: number; delta: string }
  | { type: 'replyText'; turn_id: number; text: string; source: string }
  | { type: 'replyAudio'; turn_id: number; sample_rate: number; channels: 1; format: 's16le'; bytes: number }
  | { type: 'replyEnd'; turn_id: number; heard_text: string; complete: boolean }
  | { type: 'duck'; turn_id: number; on: boolean; latency_ms: number }
  | { type: 'interruption'; turn_id: number; latency_ms: number; heard_text: string }
  | { type: 'timings'; turn_id: number; stages: Readonly<Record<string, number>> }
  | { type: 'audioDropped'; ms: number; where: string }
  /** Whether speech is taken for talk to Parley without key or phrase, and what changed that. */
  | { type: 'attention'; awake: boolean; reason: AttentionReason }
  /** Words to be written, never answered or kept. Pieces marked `final` follow one another. */
  | { type: 'dictated'; turn_id: number; text: string; final: boolean }
  /** `code`: why it ended without all its words. */
  | { type: 'dictationEnded'; turn_id: number; code?: Fault['code'] }
  /** An utterance was judged while the wake phrase is tried; `score` 0 to 1. */
  | { type: 'wakeTried'; matched: boolean; score: number; text: string }
  /** Parley as a whole bends under load, or stands up again: told to every session. */
  | PressureFact
  /** No sound is taken from this session's source until Parley has recovered. */
  | { type: 'sessionPaused'; paused: boolean }
  | { type: 'alarm'; id: string; kind: 'timer' | 'alarm' | 'reminder'; label: string; due: number }
  | { type: 'error'; code: Fault['code']; message: string; help: string; turn_id?: number };

/** One event as it leaves the engine. `timestamp` is clock milliseconds since the session began. */
export type SessionEvent = SessionEventBody & { session_id: string; timestamp: number };

export type SessionEventType = SessionEventBody['type'];

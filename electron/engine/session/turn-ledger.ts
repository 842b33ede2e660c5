/** Keeps the times and facts of turns in progress, and makes the timings and the record of a finished one. */
import type { Ms } from '../../contract/audio.ts';
import type { TurnEndReason, WordTime } from '../../contract/events.ts';
import type { TurnRecord } from '../../contract/turns.ts';

/** Points in the life of a turn, in clock time. */
export type TurnMark =
  | 'speechStart'
  | 'speechEnd'
  | 'pauseSeen'
  | 'transcribeAsked'
  | 'transcribed'
  | 'turnAsked'
  | 'turnScored'
  | 'decided'
  | 'sentenceReady'
  | 'pieceReady'
  | 'audioStarted'
  | 'replyEnded';

export interface TurnEntry {
  readonly turnId: number;
  readonly startedAtEpochMs: number;
  readonly marks: Partial<Record<TurnMark, Ms>>;
  sttComputeMs: Ms;
  turnComputeMs: Ms;
  userText: string;
  words: readonly WordTime[];
  language: string;
  confidence: number;
  endReason: TurnEndReason;
  endProbability: number | null;
  endSilenceMs: Ms;
  replyText: string;
  heardText: string;
  replySource: string;
  interrupted: boolean;
}

/** Stage name, then the two marks it lies between. `voice_to_voice` is what the user waits for. */
const spans: readonly (readonly [string, TurnMark, TurnMark])[] = [
  ['speech', 'speechStart', 'speechEnd'],
  ['pause_seen', 'speechEnd', 'pauseSeen'],
  ['stt', 'transcribeAsked', 'transcribed'],
  ['end_of_turn', 'turnAsked', 'turnScored'],
  ['decision', 'speechEnd', 'decided'],
  ['brain', 'decided', 'sentenceReady'],
  ['tts', 'sentenceReady', 'pieceReady'],
  ['playback', 'pieceReady', 'audioStarted'],
  ['voice_to_voice', 'speechEnd', 'audioStarted'],
];

/** Times between the marks that are there, in milliseconds rounded to a tenth; never negative. */
export function timingsOf(entry: TurnEntry): Record<string, number> {
  const stages: Record<string, number> = {};
  for (const [name, from, to] of spans) {
    const a = entry.marks[from];
    const b = entry.marks[to];
    if (a !== undefined && b !== undefined) stages[name] = Math.round(Math.max(0, b - a) * 10) / 10;
  }
  if (entry.sttComputeMs > 0) stages['stt_compute'] = Math.round(entry.sttComputeMs * 10) / 10;
  if (entry.turnComputeMs > 0) stages['end_of_turn_compute'] = Math.round(entry.turnComputeMs * 10) / 10;
  return stages;
}

export function recordOf(sessionId: string, entry: TurnEntry): TurnRecord {
  return {
    sessionId,
    turnId: entry.turnId,
    startedAt: entry.startedAtEpochMs,
    userText: entry.userText,
    words: entry.words,
    language: entry.language,
    confidence: entry.confidence,
    endReason: entry.endReason,
    endProbability: entry.endProbability,
    endSilenceMs: entry.endSilenceMs,
    replyText: entry.replyText,
    heardText: entry.heardText,
    replySource: entry.replySource,
    interrupted: entry.interrupted,
    timings: timingsOf(entry),
  };
}

export interface TurnLedger {
  open(turnId: number, startedAtEpochMs: number): TurnEntry;
  get(turnId: number): TurnEntry | undefined;
  /** Notes the first time a point is reached; later calls for the same point are ignored. */
  mark(turnId: number, mark: TurnMark, at: Ms): void;
  /** Notes the latest time a point is reached. */
  remark(turnId: number, mark: TurnMark, at: Ms): void;
  close(turnId: number): void;
}

export function createTurnLedger(): TurnLedger {
  const entries = new Map<number, TurnEntry>();
  return {
    open(turnId, startedAtEpochMs) {
      const entry: TurnEntry = {
        turnId,
        startedAtEpochMs,
        marks: {},
        sttComputeMs: 0,
        turnComputeMs: 0,
        userText: '',
        words: [],
        language: '',
        confidence: 0,
        endReason: 'typed',
        endProbability: null,
        endSilenceMs: 0,
        replyText: '',
        heardText: '',
        replySource: '',
        interrupted: false,
      };
      entries.set(turnId, entry);
      return entry;
    },
    get: (turnId) => entries.get(turnId),
    mark(turnId, mark, at) {
      const entry = entries.get(turnId);
      if (entry) entry.marks[mark] ??= at;
    },
    remark(turnId, mark, at) {
      const entry = entries.get(turnId);
      if (entry) entry.marks[mark] = at;
    },
    close: (turnId) => void entries.delete(turnId),
  };
}

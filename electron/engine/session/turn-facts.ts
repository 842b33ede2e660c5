/** What is told and kept about the end of a turn's words: plain data made of plain data. */
import { ENGINE_RATE_HZ } from '../../contract/audio.ts';
import type { Ms } from '../../contract/audio.ts';
import type { SessionEventBody } from '../../contract/events.ts';
import { classifyText } from '../turn/text-evidence.ts';
import type { TurnCommand } from '../turn/turn-events.ts';
import type { TurnEntry } from './turn-ledger.ts';

export type EndTurn = Extract<TurnCommand, { type: 'endTurn' }>;

/** Seconds since the session began, to a millisecond. */
export const secondsOf = (samples: number) => Math.round((samples / ENGINE_RATE_HZ) * 1000) / 1000;

export function finalTranscriptionOf({ turnId, transcript, pause }: EndTurn): SessionEventBody {
  const { text, words, language, confidence } = transcript;
  return {
    type: 'finalTranscription',
    turn_id: turnId,
    text,
    words,
    language,
    confidence,
    start: words[0]?.start ?? 0,
    end: words.at(-1)?.end ?? 0,
    speculative: pause.forced === null,
  };
}

export function turnEndOf({ turnId, reason, transcript, pause, verdict }: EndTurn): SessionEventBody {
  return {
    type: 'turnEnd',
    turn_id: turnId,
    reason,
    probability: verdict.probability,
    silence_ms: Math.round(pause.silenceMs),
    scores: pause.scores.map((score) => ({
      at_silence_ms: Math.round(score.atSilenceMs),
      probability: Math.round(score.probability * 1000) / 1000,
    })),
    text_evidence: classifyText(transcript.text),
    waited_for_ms: Math.round(verdict.requiredSilenceMs),
  };
}

/** Writes what was said, and why it ended, into the turn's entry. */
export function noteEnd(entry: TurnEntry, { transcript, reason, verdict }: EndTurn, now: Ms): void {
  entry.userText = transcript.text;
  entry.words = transcript.words;
  entry.language = transcript.language;
  entry.confidence = transcript.confidence;
  entry.endReason = reason;
  entry.endProbability = verdict.probability;
  entry.endSilenceMs = now - (entry.marks.speechEnd ?? now);
}

/** A finished turn for tests of what is kept; override what matters. */
import type { TurnRecord } from '../../electron/contract/turns.ts';

export function turnRecord(turnId: number, overrides: Partial<TurnRecord> = {}): TurnRecord {
  return {
    sessionId: 's1',
    turnId,
    startedAt: 1_700_000_000_000 + turnId * 10_000,
    userText: `question number ${turnId}`,
    words: [{ word: 'question', start: 0.1, end: 0.4, confidence: 0.9 }],
    language: 'en',
    confidence: 0.93,
    endReason: 'policy',
    endProbability: 0.97,
    endSilenceMs: 192,
    replyText: `answer ${turnId}`,
    heardText: `answer ${turnId}`,
    replySource: 'skill:test',
    interrupted: false,
    timings: { stt: 42 },
    ...overrides,
  };
}

/** What a new session is told of the conversation before it. Pure. */
import type { ChatMessage, TurnRecord } from '../../contract/turns.ts';
import { deskTuning } from './tuning.ts';

/** One turn as the brain remembers it: what was said, and what of the reply was heard. */
export function messagesOf(turn: Pick<TurnRecord, 'userText' | 'heardText'>): ChatMessage[] {
  const messages: ChatMessage[] = [];
  if (turn.userText !== '') messages.push({ role: 'user', text: turn.userText });
  if (turn.heardText !== '') messages.push({ role: 'assistant', text: turn.heardText });
  return messages;
}

/**
 * The last turns of the conversation that ended last: back to the first pause longer than `memoryAgeMs`, and none
 * when that much has passed since. A change of microphone makes another session of the same conversation.
 * @param turns newest first
 * @param nowEpochMs epoch milliseconds
 */
export function restoreMemory(
  turns: readonly Pick<TurnRecord, 'startedAt' | 'userText' | 'heardText'>[],
  nowEpochMs: number,
): readonly ChatMessage[] {
  const { memoryTurns, memoryAgeMs } = deskTuning;
  const recent: ChatMessage[][] = [];
  let laterMs = nowEpochMs;
  for (const turn of turns.slice(0, memoryTurns)) {
    if (laterMs - turn.startedAt > memoryAgeMs) break;
    laterMs = turn.startedAt;
    recent.unshift(messagesOf(turn));
  }
  return recent.flat();
}

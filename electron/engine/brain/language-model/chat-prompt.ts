/** Makes the messages for a language model from a request. Pure; owns how much of the past is told. */
import type { BrainRequest } from '../brain-port.ts';
import type { ChatMessage } from '../../../contract/turns.ts';
import { QUESTION_MAX_CHARS } from './tuning.ts';

/** Cuts to at most `maxChars` without leaving half a character. */
function cut(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const end = /[\uD800-\uDBFF]/.test(text[maxChars - 1]!) ? maxChars - 1 : maxChars;
  return text.slice(0, end);
}

/**
 * The latest turns that fit into `maxChars`, oldest first, then the question. Begins with the user and alternates:
 * empty texts are left out and neighbours of one role are joined, since many chat templates refuse anything else.
 */
export function chatPrompt(request: BrainRequest, maxChars: number): readonly ChatMessage[] {
  const question = cut(request.text.trim(), Math.min(QUESTION_MAX_CHARS, Math.max(1, maxChars)));
  const kept: ChatMessage[] = [];
  let chars = question.length;
  for (const message of request.history.toReversed()) {
    const text = message.text.trim();
    if (text === '') continue;
    chars += text.length;
    if (chars > maxChars) break;
    kept.unshift({ role: message.role, text });
  }
  while (kept[0]?.role === 'assistant') kept.shift();
  const joined: ChatMessage[] = [];
  for (const message of [...kept, { role: 'user' as const, text: question }]) {
    const last = joined.at(-1);
    if (last?.role === message.role)
      joined[joined.length - 1] = { role: last.role, text: `${last.text}\n${message.text}` };
    else joined.push(message);
  }
  return joined;
}

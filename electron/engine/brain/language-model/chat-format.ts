/** The chat completions format, as far as it is used: messages that go out, pieces that come back. Pure. */
import type { ToolCall, ToolCallDelta } from './tool-calls.ts';

export type ChatEntry =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string; readonly calls?: readonly ToolCall[] }
  | { readonly role: 'tool'; readonly callId: string; readonly content: string };

/** One piece of an answer, streamed or whole. */
export interface ChatPart {
  readonly text: string;
  readonly toolCalls: readonly ToolCallDelta[];
  /** The server says why it ended. */
  readonly finished: boolean;
  /** The server's own error message, instead of an answer. */
  readonly error: string | null;
}

export function entryToJson(entry: ChatEntry): Record<string, unknown> {
  if (entry.role === 'tool') return { role: 'tool', tool_call_id: entry.callId, content: entry.content };
  if (entry.role !== 'assistant' || !entry.calls?.length) return { role: entry.role, content: entry.content };
  return {
    role: 'assistant',
    content: entry.content === '' ? null : entry.content,
    tool_calls: entry.calls.map(({ id, name, argumentsText }) => ({
      id,
      type: 'function',
      function: { name, arguments: argumentsText },
    })),
  };
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Content is a string, or a list of parts of which the texts count. */
function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  return listOf(content)
    .map((part) => (isObject(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}

function toolCallDelta(value: unknown): ToolCallDelta | null {
  if (!isObject(value)) return null;
  const fn = isObject(value['function']) ? value['function'] : {};
  const index = value['index'];
  const id = textOf(value['id']);
  const name = textOf(fn['name']);
  const args = fn['arguments'];
  const argumentsText = isObject(args) ? JSON.stringify(args) : textOf(args);
  return {
    ...(typeof index === 'number' ? { index } : {}),
    ...(id ? { id } : {}),
    ...(name ? { name } : {}),
    ...(argumentsText !== undefined ? { argumentsText } : {}),
  };
}

/** The message of an error body: `{error: {message}}`, `{error: "..."}` or `{message}`; null when it is none. */
export function errorMessage(json: unknown): string | null {
  if (!isObject(json)) return null;
  const { error, message, detail } = json;
  if (isObject(error)) return textOf(error['message']) ?? 'error';
  return textOf(error) ?? textOf(message) ?? textOf(detail) ?? null;
}

/** Null when it is no part of an answer at all. Pieces that only tell usage or a role are empty parts. */
export function readChatPart(json: unknown): ChatPart | null {
  if (!isObject(json)) return null;
  const choices = json['choices'];
  if (!Array.isArray(choices)) {
    const error = errorMessage(json);
    return error === null ? null : { text: '', toolCalls: [], finished: true, error };
  }
  const choice: unknown = choices[0];
  if (!isObject(choice)) return { text: '', toolCalls: [], finished: false, error: null };
  const body = isObject(choice['delta']) ? choice['delta'] : choice['message'];
  const content = isObject(body) ? body : {};
  return {
    text: contentText(content['content']) || (textOf(choice['text']) ?? ''),
    toolCalls: listOf(content['tool_calls'])
      .map(toolCallDelta)
      .filter((call) => call !== null),
    finished: Boolean(textOf(choice['finish_reason'])),
    error: null,
  };
}

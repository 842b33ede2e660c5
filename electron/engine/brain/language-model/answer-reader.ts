/**
 * Reads an answer of a chat completions server, streamed or whole. Owns its limits; refuses what is no answer, and one
 * that ends before it is complete.
 */
import type { Ms } from '../../../contract/audio.ts';
import { faultOf } from '../../../contract/errors.ts';
import type { Fault } from '../../../contract/errors.ts';
import type { NetworkResponse } from '../../network/network-port.ts';
import type { Clock } from '../../runtime/clock.ts';
import { readChatPart } from './chat-format.ts';
import type { ChatPart } from './chat-format.ts';
import { bodyReader, faultOfWait } from './http-request.ts';
import { waitOutside } from './outside-wait.ts';
import { createSseParser } from './sse-parser.ts';
import { createToolCallAssembler } from './tool-calls.ts';
import type { ToolCall } from './tool-calls.ts';
import { JSON_MAX_BYTES, REPLY_MAX_CHARS, STREAM_MAX_BYTES } from './tuning.ts';

/** What follows a piece: more, the end, a stop by the listener, or a failure. */
export type Step = 'more' | 'end' | 'cancelled' | Fault;

export interface Answer {
  /** Parts seen so far. */
  parts(): number;
  calls(): readonly ToolCall[];
  take(part: ChatPart): Promise<Step>;
}

/** Collects an answer from its parts. `onText` stops it with false; `showError` makes a server's message fit to show. */
export function createAnswer(
  onText: (text: string) => Promise<boolean>,
  showError: (message: string) => string,
): Answer {
  const assembler = createToolCallAssembler();
  let chars = 0;
  let parts = 0;
  return {
    parts: () => parts,
    calls: () => assembler.calls(),
    async take(part: ChatPart): Promise<Step> {
      parts++;
      if (part.error !== null) return faultOf('llm_failed', showError(part.error));
      for (const delta of part.toolCalls)
        if (!assembler.push(delta)) return faultOf('llm_bad_reply', 'too many or too long tool calls');
      const text = part.text.slice(0, REPLY_MAX_CHARS - chars);
      chars += text.length;
      if (text !== '' && !(await onText(text))) return 'cancelled';
      return part.finished || chars >= REPLY_MAX_CHARS ? 'end' : 'more';
    },
  };
}

export interface ReadOptions {
  readonly origin: string;
  readonly clock: Clock;
  /** Longest wait between two pieces. */
  readonly timeoutMs: Ms;
  readonly signal: AbortSignal;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Hands the chunks of a body to `take` until it ends it. Null means the body ended first. */
async function readBody(
  response: NetworkResponse,
  { origin, clock, timeoutMs, signal }: ReadOptions,
  take: (bytes: Uint8Array) => Promise<Step>,
): Promise<Step | null> {
  const reader = bodyReader(response);
  for (let total = 0; ;) {
    const waited = await waitOutside(() => reader.read(), clock, timeoutMs, signal);
    if (waited.kind !== 'value') {
      const failed = faultOfWait(waited, origin);
      return failed && !failed.ok ? failed.fault : 'cancelled';
    }
    if (waited.value.done) return null;
    total += waited.value.value.byteLength;
    if (total > STREAM_MAX_BYTES) return faultOf('llm_bad_reply', 'it sends without end');
    const step = await take(waited.value.value);
    if (step !== 'more') return step;
  }
}

async function readStream(response: NetworkResponse, answer: Answer, options: ReadOptions): Promise<Step> {
  const parser = createSseParser();
  const takeEvents = async (events: ReturnType<typeof parser.push>): Promise<Step> => {
    if (!events) return faultOf('llm_bad_reply', 'a line without end');
    for (const { data } of events) {
      if (data.trim() === '[DONE]') return 'end';
      const part = readChatPart(parseJson(data));
      if (!part) return faultOf('llm_bad_reply', 'an event is no part of an answer');
      const step = await answer.take(part);
      if (step !== 'more') return step;
    }
    return 'more';
  };
  const step = await readBody(response, options, (bytes) => takeEvents(parser.push(bytes)));
  if (step !== null) return step;
  const last = await takeEvents(parser.end());
  if (last !== 'more') return last;
  return answer.parts() === 0
    ? faultOf('llm_bad_reply', 'no answer in it')
    : faultOf('llm_unreachable', `${options.origin}, the connection ended before the answer did`);
}

async function readWhole(response: NetworkResponse, answer: Answer, options: ReadOptions): Promise<Step> {
  const decoder = new TextDecoder();
  let text = '';
  const step = await readBody(response, options, (bytes) => {
    text += decoder.decode(bytes, { stream: true });
    return Promise.resolve(
      text.length > JSON_MAX_BYTES ? faultOf('llm_bad_reply', 'an answer without end') : 'more',
    );
  });
  if (step !== null) return step;
  const part = readChatPart(parseJson(text));
  if (!part) return faultOf('llm_bad_reply', 'not the JSON of an answer');
  const taken = await answer.take(part);
  return taken === 'more' ? 'end' : taken;
}

/** Reads the answer to its end; JSON by its content type, else an event stream. `more` is never the result. */
export function readAnswer(response: NetworkResponse, answer: Answer, options: ReadOptions): Promise<Step> {
  const whole = /\bjson\b/i.test(response.header('content-type') ?? '');
  return (whole ? readWhole : readStream)(response, answer, options);
}

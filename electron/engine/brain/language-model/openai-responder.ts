/**
 * Answers with a language model behind an OpenAI-compatible server. Owns the rounds between model and tools; takes
 * every request, so it comes last in the chain.
 */
import { faultOf } from '../../../contract/errors.ts';
import type { Network } from '../../network/network-port.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { BrainOutcome, BrainRequest, Responder, SendChunk } from '../brain-port.ts';
import type { ChatEntry } from './chat-format.ts';
import { chatPrompt } from './chat-prompt.ts';
import type { LanguageTool } from './language-tool.ts';
import { createOpenAiClient } from './openai-client.ts';
import type { OpenAiClient, OpenAiConfig } from './openai-client.ts';
import { createReplyWriter } from './reply-writer.ts';
import { systemPrompt } from './system-prompt.ts';
import { runToolCall } from './tool-calls.ts';
import { HISTORY_MAX_CHARS, TOOL_MAX_ROUNDS } from './tuning.ts';

/** Tools that may be called for one request. */
export type ToolsFor = (request: BrainRequest) => readonly LanguageTool[];

export interface OpenAiResponderOptions {
  readonly config: OpenAiConfig;
  readonly clock: Clock;
  readonly network: Network;
  /** Default: none. */
  readonly tools?: ToolsFor;
}

async function answer(
  client: OpenAiClient,
  clock: Clock,
  source: string,
  request: BrainRequest,
  tools: readonly LanguageTool[],
  send: SendChunk,
  signal: AbortSignal,
): Promise<BrainOutcome> {
  const writer = createReplyWriter(send, clock);
  const entries: ChatEntry[] = [
    { role: 'system', content: systemPrompt(request, true) },
    ...chatPrompt(request, HISTORY_MAX_CHARS).map(({ role, text }) => ({ role, content: text })),
  ];
  for (let round = 0; ; round++) {
    let said = '';
    // In the last round nothing may be called any more, so that it must answer.
    const offered = round < TOOL_MAX_ROUNDS ? tools : [];
    const turn = await client.chat(
      { entries, tools: offered },
      (text) => {
        said += text;
        return writer.write(text);
      },
      signal,
    );
    if (signal.aborted) return { kind: 'cancelled' };
    if (!turn.ok) {
      // What was already said is spoken to its end before the fault is told.
      await writer.finish();
      return { kind: 'failed', fault: turn.fault };
    }
    if (turn.value.kind === 'cancelled') return { kind: 'cancelled' };
    if (turn.value.kind === 'answered' || offered.length === 0) {
      if (!(await writer.finish())) return { kind: 'cancelled' };
      if (!writer.begun()) return { kind: 'failed', fault: faultOf('llm_bad_reply', 'an empty answer') };
      return { kind: 'done', source };
    }
    entries.push({ role: 'assistant', content: said, calls: turn.value.calls });
    for (const call of turn.value.calls) {
      entries.push({ role: 'tool', callId: call.id, content: await runToolCall(call, offered, signal) });
      if (signal.aborted) return { kind: 'cancelled' };
    }
  }
}

/** Named `llm:<model>`. */
export function createOpenAiResponder({ config, clock, network, tools }: OpenAiResponderOptions): Responder {
  const client = createOpenAiClient(config, clock, network);
  const source = `llm:${config.model}`;
  return {
    name: source,
    match: (request) => ({
      run: (send, signal) => answer(client, clock, source, request, tools?.(request) ?? [], send, signal),
    }),
  };
}

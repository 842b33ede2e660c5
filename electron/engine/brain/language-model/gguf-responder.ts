/** Answers with an embedded language model; takes every request, so it comes last in the chain. */
import { basename } from 'node:path';
import { faultOf } from '../../../contract/errors.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { BrainOutcome, BrainRequest, Responder, SendChunk } from '../brain-port.ts';
import { chatPrompt } from './chat-prompt.ts';
import type { GgufEngine } from './gguf-engine.ts';
import { createReplyWriter } from './reply-writer.ts';
import { systemPrompt } from './system-prompt.ts';
import { HISTORY_MAX_CHARS } from './tuning.ts';

/** Named `llm:<file name>`. The engine is closed by whoever made it. */
export function createGgufResponder(path: string, engine: GgufEngine, clock: Clock): Responder {
  const source = `llm:${basename(path)}`;

  async function answer(request: BrainRequest, send: SendChunk, signal: AbortSignal): Promise<BrainOutcome> {
    const writer = createReplyWriter(send, clock);
    const question = {
      system: systemPrompt(request, false),
      messages: chatPrompt(request, HISTORY_MAX_CHARS),
    };
    const ended = await engine.ask(question, (text) => writer.write(text), signal);
    if (signal.aborted) return { kind: 'cancelled' };
    if (ended.ok && ended.value === 'cancelled') return { kind: 'cancelled' };
    if (!(await writer.finish())) return { kind: 'cancelled' };
    if (!ended.ok) return { kind: 'failed', fault: ended.fault };
    if (!writer.begun()) return { kind: 'failed', fault: faultOf('llm_bad_reply', 'an empty answer') };
    return { kind: 'done', source };
  }

  return { name: source, match: (request) => ({ run: (send, signal) => answer(request, send, signal) }) };
}

/**
 * The process that owns an embedded language model, started by llama-process.ts. Owns the weights and one conversation
 * at a time; refuses to outlive its parent. It may be killed at any moment and holds nothing worth keeping.
 */
import { faultFrom } from '../../../contract/errors.ts';
import type { ChatMessage } from '../../../contract/turns.ts';
import { loadLlama } from '../../native/llama.ts';
import type {
  ChatHistoryItem,
  Llama,
  LlamaChatSession,
  LlamaContext,
  LlamaModel,
} from '../../native/llama.ts';
import type { LlamaEvent, LlamaRequest } from './llama-protocol.ts';

interface Loaded {
  readonly model: LlamaModel;
  readonly context: LlamaContext;
  readonly session: LlamaChatSession;
}

/** Tokens that a chat template adds to a message, roughly; and to the whole. */
const TEMPLATE_TOKENS = 8;

const tell = (event: LlamaEvent): void => {
  process.send?.(event);
};

let llama: Llama | null = null;
let loaded: Loaded | null = null;
let running: { readonly id: number; readonly stop: AbortController } | null = null;

async function load({ path, threads, contextTokens }: Extract<LlamaRequest, { kind: 'load' }>) {
  const door = await loadLlama();
  if (!door.ok) return tell({ kind: 'load-failed', code: 'addon_missing', detail: door.fault.message });
  llama = door.value;
  try {
    const backend = await llama.getLlama({
      gpu: false,
      build: 'never',
      skipDownload: true,
      maxThreads: threads,
      logLevel: llama.LlamaLogLevel.disabled,
    });
    const model = await backend.loadModel({ modelPath: path });
    const contextSize = Math.min(contextTokens, model.trainContextSize || contextTokens);
    const context = await model.createContext({ contextSize, sequences: 1, threads });
    const session = new llama.LlamaChatSession({ contextSequence: context.getSequence() });
    loaded = { model, context, session };
    tell({ kind: 'loaded' });
  } catch (thrown) {
    tell({ kind: 'load-failed', code: 'llm_file', detail: faultFrom(thrown).message });
  }
}

/** The latest messages that leave room for the answer; an overlong question loses its middle. */
function fit(
  { model, context }: Loaded,
  system: string,
  messages: readonly ChatMessage[],
  replyTokens: number,
): { readonly history: ChatHistoryItem[]; readonly question: string } {
  const count = (text: string) => model.tokenize(text).length + TEMPLATE_TOKENS;
  let room = context.contextSize - replyTokens - count(system) - TEMPLATE_TOKENS;
  let question = messages.at(-1)?.text ?? '';
  const tokens = model.tokenize(question);
  if (tokens.length + TEMPLATE_TOKENS > room) {
    const half = Math.max(8, Math.floor((room - TEMPLATE_TOKENS) / 2) - 2);
    question = `${model.detokenize(tokens.slice(0, half))} ... ${model.detokenize(tokens.slice(-half))}`;
  }
  room -= count(question);
  const kept: ChatHistoryItem[] = [];
  for (const { role, text } of messages.slice(0, -1).toReversed()) {
    room -= count(text);
    if (room < 0) break;
    kept.unshift(role === 'user' ? { type: 'user', text } : { type: 'model', response: [text] });
  }
  while (kept[0]?.type === 'model') kept.shift();
  return { history: [{ type: 'system', text: system }, ...kept], question };
}

async function ask({ id, system, messages, maxTokens }: Extract<LlamaRequest, { kind: 'ask' }>) {
  if (!loaded) return tell({ kind: 'failed', id, detail: 'no model is loaded' });
  const stop = new AbortController();
  running = { id, stop };
  try {
    const replyTokens = Math.min(maxTokens, Math.floor(loaded.context.contextSize / 3));
    const { history, question } = fit(loaded, system, messages, replyTokens);
    loaded.session.setChatHistory(history);
    await loaded.session.prompt(question, {
      signal: stop.signal,
      stopOnAbortSignal: true,
      maxTokens: replyTokens,
      // The likeliest words: the same question gets the same answer, and small models stray less.
      temperature: 0,
      budgets: { thoughtTokens: 0 },
      onTextChunk: (text) => tell({ kind: 'text', id, text }),
    });
    tell({ kind: 'done', id });
  } catch (thrown) {
    if (stop.signal.aborted) tell({ kind: 'done', id });
    else tell({ kind: 'failed', id, detail: thrown instanceof Error ? thrown.name : 'error' });
  } finally {
    running = null;
  }
}

process.on('message', (request: LlamaRequest) => {
  switch (request.kind) {
    case 'load':
      void load(request);
      return;
    case 'ask':
      void ask(request);
      return;
    case 'abort':
      if (running?.id === request.id) running.stop.abort();
      return;
  }
});

// Ends at once: an orderly exit would wait for a prompt that is being read.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

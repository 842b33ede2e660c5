/**
 * Talks to any server that speaks the OpenAI chat completions format, streamed or not. Owns one request and the
 * reading of its answer; refuses answers without bounds. Nothing is repeated once the answer has begun.
 */
import { err, ok } from '../../../contract/errors.ts';
import type { Result } from '../../../contract/errors.ts';
import type { Settings } from '../../../contract/settings.ts';
import type { Network } from '../../network/network-port.ts';
import type { Clock } from '../../runtime/clock.ts';
import { createAnswer, readAnswer } from './answer-reader.ts';
import { entryToJson } from './chat-format.ts';
import type { ChatEntry } from './chat-format.ts';
import { namesTools, postUntilAnswered } from './http-request.ts';
import type { Refusal } from './http-request.ts';
import type { LanguageTool } from './language-tool.ts';
import { showServerMessage } from './server-message.ts';
import type { ToolCall } from './tool-calls.ts';
import { REPLY_MAX_TOKENS } from './tuning.ts';

export type OpenAiConfig = Extract<Settings['llm'], { kind: 'openai-compatible' }>;

export interface ChatRequest {
  readonly entries: readonly ChatEntry[];
  readonly tools: readonly LanguageTool[];
}

/** How one answer ended. */
export type ChatTurn =
  | { readonly kind: 'answered' }
  | { readonly kind: 'calls'; readonly calls: readonly ToolCall[] }
  | { readonly kind: 'cancelled' };

export interface OpenAiClient {
  /**
   * Asks once. `onText` is awaited for each piece of text and stops the answer with false. Errors: `llm_unreachable`,
   * `llm_refused`, `llm_busy`, `llm_failed`, `llm_timeout`, `llm_bad_reply`, `network_off`.
   */
  chat(
    request: ChatRequest,
    onText: (text: string) => Promise<boolean>,
    signal: AbortSignal,
  ): Promise<Result<ChatTurn>>;
}

/** What a server was found not to accept; kept for the next question. */
interface Quirks {
  tools: boolean;
  tokenLimit: 'max_tokens' | 'max_completion_tokens';
}

/** An address of the server, such as `chat/completions`, behind the base; null when it cannot be used. */
export function serverUrl(baseUrl: string, path: string): URL | null {
  if (!URL.canParse(baseUrl)) return null;
  const url = new URL(baseUrl);
  if (url.username !== '' || url.password !== '' || !/^https?:$/.test(url.protocol)) return null;
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`;
  url.hash = '';
  return url;
}

export function createOpenAiClient(config: OpenAiConfig, clock: Clock, network: Network): OpenAiClient {
  const quirks: Quirks = { tools: true, tokenLimit: 'max_tokens' };

  function bodyOf({ entries, tools }: ChatRequest): string {
    return JSON.stringify({
      model: config.model,
      messages: entries.map(entryToJson),
      stream: true,
      [quirks.tokenLimit]: REPLY_MAX_TOKENS,
      ...(tools.length > 0 && quirks.tools
        ? {
            tools: tools.map(({ name, description, parameters }) => ({
              type: 'function',
              function: { name, description, parameters },
            })),
          }
        : {}),
    });
  }

  /** Learns from a refusal; true when the same question is worth asking in another form. */
  function adapt({ status, detail }: Refusal, sentTools: boolean): boolean {
    if (sentTools && quirks.tools && namesTools(detail)) {
      quirks.tools = false;
      return true;
    }
    if (status !== 400 || quirks.tokenLimit !== 'max_tokens' || !detail.includes('max_completion_tokens'))
      return false;
    quirks.tokenLimit = 'max_completion_tokens';
    return true;
  }

  async function ask(
    url: URL,
    request: ChatRequest,
    onText: (text: string) => Promise<boolean>,
    signal: AbortSignal,
  ): Promise<Result<ChatTurn> | 'again'> {
    const spoken = request.entries.filter(({ role }) => role !== 'system').map(({ content }) => content);
    const secrets = { apiKey: config.apiKey, spoken };
    const posted = await postUntilAnswered({
      url,
      body: bodyOf(request),
      secrets,
      network,
      clock,
      timeoutMs: config.timeoutMs,
      signal,
    });
    if (!posted.ok) return posted;
    if (posted.value === null) return ok({ kind: 'cancelled' });
    if ('refused' in posted.value) {
      const { refused } = posted.value;
      return adapt(refused, request.tools.length > 0) ? 'again' : err(refused.code, refused.detail);
    }
    const { response } = posted.value;
    const answer = createAnswer(onText, (message) => showServerMessage(message, secrets));
    const step = await readAnswer(response, answer, {
      origin: url.origin,
      clock,
      timeoutMs: config.timeoutMs,
      signal,
    });
    if (step === 'cancelled') return ok({ kind: 'cancelled' });
    if (typeof step === 'object') return { ok: false, fault: step };
    const calls = answer.calls();
    return ok(calls.length > 0 ? { kind: 'calls', calls } : { kind: 'answered' });
  }

  return {
    async chat(request, onText, signal) {
      const url = serverUrl(config.baseUrl, 'chat/completions');
      if (!url) return err('llm_refused', 'llm.baseUrl must be an http address without a password in it');
      if (/[^\x20-\x7e]/.test(config.apiKey))
        return err('llm_refused', 'llm.apiKey has characters that no key has');
      // Of its own, so that the socket is closed whatever ends the answer.
      const exchange = new AbortController();
      const stop = () => exchange.abort();
      if (signal.aborted) return ok({ kind: 'cancelled' });
      signal.addEventListener('abort', stop, { once: true });
      try {
        for (let forms = 0; ; forms++) {
          const turn = await ask(url, request, onText, exchange.signal);
          if (turn !== 'again' || forms >= 2)
            return turn === 'again' ? err('llm_refused', 'no form of the question is accepted') : turn;
        }
      } finally {
        signal.removeEventListener('abort', stop);
        exchange.abort();
      }
    },
  };
}

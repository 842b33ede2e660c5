/**
 * Tries a language model as a question would use it: which models a server names, and how long its first word takes.
 * Owns the time limit; keeps nothing and repeats nothing beyond what a question would.
 */
import { err, faultOf, ok } from '../../../contract/errors.ts';
import type { Result } from '../../../contract/errors.ts';
import type { Settings } from '../../../contract/settings.ts';
import type { Ms } from '../../../contract/audio.ts';
import type { Network } from '../../network/network-port.ts';
import type { Clock } from '../../runtime/clock.ts';
import { createGgufEngine } from './gguf-engine.ts';
import { bodyReader, faultOfWait } from './http-request.ts';
import { createOpenAiClient, serverUrl } from './openai-client.ts';
import type { OpenAiConfig } from './openai-client.ts';
import { outsideClock, waitOutside } from './outside-wait.ts';
import { JSON_MAX_BYTES, TRIAL_MAX_MODELS, TRIAL_MAX_MS } from './tuning.ts';

export interface LanguageModelTry {
  /** As the server names them; empty when it does not. */
  readonly models: readonly string[];
  /** From the question to the first text of the answer, loading included. */
  readonly first_token_ms: Ms;
}

export interface TryOptions {
  /** An empty model stands for the first that the server names. */
  readonly llm: Settings['llm'];
  readonly network: Network;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const QUESTION = 'Say the word yes.';

/**
 * Errors: `llm_none`, those of an answer, `bad_argument` when no model is named anywhere, `closed` when aborted.
 */
export async function tryLanguageModel(options: TryOptions): Promise<Result<LanguageModelTry>> {
  const { llm, signal } = options;
  if (llm.kind === 'none') return err('llm_none');
  const limitMs = llm.kind === 'gguf' ? llm.timeoutMs : TRIAL_MAX_MS;
  const exchange = new AbortController();
  const stop = () => exchange.abort();
  if (signal.aborted) return err('closed', 'aborted');
  signal.addEventListener('abort', stop, { once: true });
  let late = false;
  const stopTimer = outsideClock.schedule(limitMs, () => {
    late = true;
    stop();
  });
  try {
    const inner = { ...options, signal: exchange.signal };
    const tried = llm.kind === 'gguf' ? await tryFile(llm, inner) : await tryServer(llm, inner);
    if (signal.aborted) return err('closed', 'aborted');
    return late && !tried.ok ? err('llm_timeout', `${limitMs / 1000} s`) : tried;
  } finally {
    stopTimer();
    signal.removeEventListener('abort', stop);
    exchange.abort();
  }
}

async function tryServer(
  config: OpenAiConfig,
  { network, clock, signal }: TryOptions,
): Promise<Result<LanguageModelTry>> {
  const listed = await listModels(config, network, clock, signal);
  if (!listed.ok) return listed;
  const model = config.model || listed.value[0];
  if (model === undefined) return err('bad_argument', 'llm.model is empty, and the server names no model');
  const client = createOpenAiClient({ ...config, model }, clock, network);
  return untilFirstText(clock, listed.value, (onText) =>
    client.chat({ entries: [{ role: 'user', content: QUESTION }], tools: [] }, onText, signal),
  );
}

async function tryFile(
  config: Extract<Settings['llm'], { kind: 'gguf' }>,
  { clock, signal }: TryOptions,
): Promise<Result<LanguageModelTry>> {
  const engine = createGgufEngine(config, clock);
  const question = { system: '', messages: [{ role: 'user' as const, text: QUESTION }] };
  try {
    return await untilFirstText(clock, [], (onText) => engine.ask(question, onText, signal));
  } finally {
    await engine.close();
  }
}

/** Asks and stops at the first text that is more than white space. */
async function untilFirstText(
  clock: Clock,
  models: readonly string[],
  ask: (onText: (text: string) => Promise<boolean>) => Promise<Result<unknown>>,
): Promise<Result<LanguageModelTry>> {
  const from = clock.now();
  let firstMs: Ms | null = null;
  const asked = await ask((text) => {
    if (text.trim() === '') return Promise.resolve(true);
    firstMs ??= clock.now() - from;
    return Promise.resolve(false);
  });
  if (firstMs !== null) return ok({ models, first_token_ms: firstMs });
  return asked.ok ? { ok: false, fault: faultOf('llm_bad_reply', 'an empty answer') } : asked;
}

/** `GET /models`. A server that has no such list, or refuses to show it, names none: the question will tell. */
async function listModels(
  config: OpenAiConfig,
  network: Network,
  clock: Clock,
  signal: AbortSignal,
): Promise<Result<readonly string[]>> {
  const url = serverUrl(config.baseUrl, 'models');
  // the client says what is wrong with an address or a key that cannot be sent
  if (!url || /[^\x20-\x7e]/.test(config.apiKey)) return ok([]);
  const headers = {
    accept: 'application/json',
    ...(config.apiKey ? { authorization: `Bearer ${config.apiKey}` } : {}),
  };
  const waited = await waitOutside(
    () => network.request({ url, headers, signal }),
    clock,
    TRIAL_MAX_MS,
    signal,
  );
  if (waited.kind !== 'value') return faultOfWait(waited, url.origin) ?? err('closed', 'aborted');
  const response = waited.value;
  if (!response.ok) {
    void response.body.cancel().catch(() => undefined);
    return ok([]);
  }
  const read = async () => {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    const reader = bodyReader(response);
    for (let item = await reader.read(); !item.done; item = await reader.read()) {
      bytes += item.value.byteLength;
      if (bytes > JSON_MAX_BYTES) {
        void reader.cancel().catch(() => undefined);
        return '';
      }
      chunks.push(item.value);
    }
    return Buffer.concat(chunks).toString('utf8');
  };
  const body = await waitOutside(read, clock, TRIAL_MAX_MS, signal);
  return ok(body.kind === 'value' ? namesIn(body.value) : []);
}

/** `{data: [{id}]}`, or `{models: [{name}]}` as older servers say it. Pure. */
export function namesIn(text: string): readonly string[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return [];
  }
  if (typeof json !== 'object' || json === null) return [];
  const list: unknown = Reflect.get(json, 'data') ?? Reflect.get(json, 'models');
  if (!Array.isArray(list)) return [];
  const names = list.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return [];
    const name: unknown = Reflect.get(item, 'id') ?? Reflect.get(item, 'name');
    return typeof name === 'string' && name !== '' && name.length <= 200 ? [name] : [];
  });
  return [...new Set(names)].slice(0, TRIAL_MAX_MODELS);
}

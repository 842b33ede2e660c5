/**
 * Gets a request through to a language model server. Owns redirects, repetition and what a failure is called; refuses
 * to leave the server's origin, to repeat anything but a refused connection or a busy server, and to show secrets.
 */
import type { ReadableStreamDefaultReader } from 'node:stream/web';
import { FaultError, err, ok } from '../../../contract/errors.ts';
import type { FaultCode, Result } from '../../../contract/errors.ts';
import type { Ms } from '../../../contract/audio.ts';
import type { Network, NetworkResponse } from '../../network/network-port.ts';
import { sleep } from '../../runtime/clock.ts';
import type { Clock } from '../../runtime/clock.ts';
import { errorMessage } from './chat-format.ts';
import { waitOutside } from './outside-wait.ts';
import type { Waited } from './outside-wait.ts';
import { showServerMessage } from './server-message.ts';
import type { Secrets } from './server-message.ts';
import { REDIRECTS_MAX, REFUSAL_MAX_BYTES, RETRY_AFTER_MAX_MS, RETRY_DELAYS_MS } from './tuning.ts';

export interface PostOptions {
  readonly url: URL;
  readonly body: string;
  readonly secrets: Secrets;
  readonly network: Network;
  readonly clock: Clock;
  readonly timeoutMs: Ms;
  /** Ends the request and the answer, socket included. */
  readonly signal: AbortSignal;
}

/** An answer whose body is still to be read, a refusal, or null for cancelled. */
export type Posted = { readonly response: NetworkResponse } | { readonly refused: Refusal } | null;

export interface Refusal {
  readonly status: number;
  readonly code: FaultCode;
  /** Safe to show. */
  readonly detail: string;
  /** What the server asks to wait before it is asked again. */
  readonly retryAfterMs: Ms | null;
}

/** The system's code of a network failure, never its message: messages hold addresses and headers. */
function networkCode(reason: unknown): string {
  const inner = reason instanceof Error && reason.cause instanceof Error ? reason.cause : reason;
  const first = inner instanceof AggregateError && inner.errors[0] instanceof Error ? inner.errors[0] : inner;
  const code: unknown = first instanceof Error && 'code' in first ? first.code : undefined;
  return typeof code === 'string' ? code : 'no connection';
}

function faultOfThrown(reason: unknown, origin: string): Result<never> {
  // the network's own refusal says more than that nothing was reached
  if (reason instanceof FaultError && reason.fault.code === 'network_off')
    return { ok: false, fault: reason.fault };
  const code = networkCode(reason);
  return /TIMEOUT/.test(code) ? err('llm_timeout', origin) : err('llm_unreachable', `${origin}, ${code}`);
}

/** What ended a wait without a value; null for cancelled. */
export function faultOfWait(
  waited: Exclude<Waited<unknown>, { kind: 'value' }>,
  origin: string,
): Result<never> | null {
  if (waited.kind === 'cancelled') return null;
  return waited.kind === 'timeout' ? err('llm_timeout', origin) : faultOfThrown(waited.reason, origin);
}

function codeOfStatus(status: number): FaultCode {
  if (status === 429 || status === 503) return 'llm_busy';
  if (status === 408 || status === 504) return 'llm_timeout';
  return status >= 500 ? 'llm_failed' : 'llm_refused';
}

/** Milliseconds a server asks to wait, by seconds or by date (RFC 9110, 10.2.3); null when it does not say. */
export function readRetryAfter(value: string | null, epochNowMs: number): Ms | null {
  if (value === null) return null;
  if (/^\s*\d{1,9}(\.\d+)?\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - epochNowMs);
}

/** The body as bytes. */
export function bodyReader(response: NetworkResponse): ReadableStreamDefaultReader<Uint8Array> {
  return response.body.getReader();
}

/** Reads at most `maxBytes` of a body; what comes later, or fails, is left out. */
async function readStart(response: NetworkResponse, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  const reader = bodyReader(response);
  try {
    for (let item = await reader.read(); !item.done; item = await reader.read()) {
      bytes += item.value.byteLength;
      text += decoder.decode(item.value, { stream: true });
      if (bytes >= maxBytes) break;
    }
  } catch {
    return text;
  } finally {
    void reader.cancel().catch(() => undefined);
  }
  return text;
}

/** The server's message when its body is JSON; a page in HTML says nothing. */
function messageOf(body: string): string {
  try {
    return errorMessage(JSON.parse(body)) ?? '';
  } catch {
    return '';
  }
}

/** One try; follows redirects within the origin that keep the method (307, 308). */
async function postOnce(options: PostOptions): Promise<Result<Posted>> {
  const { url, secrets, clock, timeoutMs, signal } = options;
  let target = url;
  for (let hop = 0; ; hop++) {
    const to = target;
    const waited = await waitOutside(
      () =>
        options.network.request({
          url: to,
          method: 'POST',
          signal,
          body: options.body,
          headers: {
            'content-type': 'application/json',
            accept: 'text/event-stream, application/json',
            ...(secrets.apiKey ? { authorization: `Bearer ${secrets.apiKey}` } : {}),
          },
        }),
      clock,
      timeoutMs,
      signal,
    );
    if (waited.kind !== 'value') return faultOfWait(waited, url.origin) ?? ok(null);
    const response = waited.value;
    if (response.ok) return ok({ response });
    const { status } = response;
    const location = response.header('location');
    if (status >= 300 && status < 400) {
      void response.body.cancel().catch(() => undefined);
      const notFollowed = (detail: string) =>
        ok({ refused: { status, code: 'llm_refused' as const, detail, retryAfterMs: null } });
      const next = location !== null && URL.canParse(location, to.href) ? new URL(location, to.href) : null;
      if (!next || (status !== 307 && status !== 308) || hop >= REDIRECTS_MAX)
        return notFollowed(`HTTP ${status}, not followed`);
      if (next.origin !== url.origin)
        return notFollowed('it redirects to another server, which is not followed');
      target = next;
      continue;
    }
    return ok(await refusalOf(response, options));
  }
}

async function refusalOf(response: NetworkResponse, options: PostOptions): Promise<Posted> {
  const { secrets, clock, timeoutMs, signal } = options;
  const { status } = response;
  const body = await waitOutside(() => readStart(response, REFUSAL_MAX_BYTES), clock, timeoutMs, signal);
  if (body.kind === 'cancelled') return null;
  const shown = body.kind === 'value' ? showServerMessage(messageOf(body.value), secrets) : '';
  const detail = shown === '' ? `HTTP ${status}` : `HTTP ${status}: ${shown}`;
  const asked = readRetryAfter(response.header('retry-after'), clock.epochNow());
  return { refused: { status, code: codeOfStatus(status), detail, retryAfterMs: asked } };
}

/** Servers without tools say so with any status; asking the same again does not help. */
export const namesTools = (detail: string): boolean => /\btool|jinja/i.test(detail);

/** How long to wait before try number `tried + 1`; null when it is not to be repeated. */
function delayBefore(tried: number, posted: Result<Posted>): Ms | null {
  const backoff = RETRY_DELAYS_MS[tried];
  if (backoff === undefined) return null;
  if (!posted.ok) return posted.fault.message.includes('ECONNREFUSED') ? backoff : null;
  if (posted.value === null || 'response' in posted.value) return null;
  const { status, detail, retryAfterMs: asked } = posted.value.refused;
  if ((status !== 429 && status < 500) || namesTools(detail)) return null;
  if (asked !== null && asked > RETRY_AFTER_MAX_MS) return null;
  return Math.max(backoff, asked ?? 0);
}

/**
 * Posts until an answer begins. Errors: `llm_unreachable`, `llm_timeout`, `network_off`. A status that is no success comes back as a
 * refusal with its fault code, after at most two repetitions when the server is busy or failed.
 */
export async function postUntilAnswered(options: PostOptions): Promise<Result<Posted>> {
  for (let tried = 0; ; tried++) {
    const posted = await postOnce(options);
    const delay = delayBefore(tried, posted);
    if (delay === null) return posted;
    await sleep(options.clock, delay, options.signal);
    if (options.signal.aborted) return ok(null);
  }
}

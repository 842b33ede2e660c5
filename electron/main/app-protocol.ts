/**
 * `app://parley/`: the scheme under which the windows load the built renderer. Owns the answers' headers; which file
 * an address names is app-files.ts, what a page may do is the contract's policy.
 */
import { randomBytes } from 'node:crypto';
import { protocol } from 'electron';
import {
  bareHeaders,
  commonHeaders,
  insertStyleNonce,
  pageHeaders,
} from '../contract/content-security-policy.ts';
import { APP_SCHEME } from './app-address.ts';
import { readAppFile } from './app-files.ts';

const NONCE_BYTES = 16;

/** Before Electron is ready: the scheme is an origin like any other, secure, and may fetch from itself. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** @param folder the built renderer */
export async function answerAppRequest(
  folder: string,
  request: { readonly url: string; readonly method: string },
): Promise<Response> {
  const isHead = request.method === 'HEAD';
  if (request.method !== 'GET' && !isHead) return new Response(null, { status: 405, headers: bareHeaders });
  const file = await readAppFile(folder, request.url);
  if (!file) return new Response(null, { status: 404, headers: bareHeaders });
  const headers = { 'Content-Type': file.contentType };
  if (!file.isPage) {
    const body = isHead ? null : new Uint8Array(file.bytes);
    return new Response(body, { headers: { ...commonHeaders, ...headers, 'Cache-Control': 'no-cache' } });
  }
  const styleNonce = randomBytes(NONCE_BYTES).toString('base64');
  const page = insertStyleNonce(file.bytes.toString('utf8'), styleNonce);
  return new Response(isHead ? null : page, { headers: { ...pageHeaders({ styleNonce }), ...headers } });
}

/** After Electron is ready. Returns how to stop. */
export function serveApp(folder: string): () => void {
  protocol.handle(APP_SCHEME, (request) => answerAppRequest(folder, request));
  return () => protocol.unhandle(APP_SCHEME);
}

/** What `app://parley/` answers a request with: status, headers and bytes. Which file it is, is app-files.ts's. */
import { randomBytes } from 'node:crypto';
import {
  bareHeaders,
  commonHeaders,
  insertStyleNonce,
  pageHeaders,
} from '../contract/content-security-policy.ts';
import { readAppFile } from './app-files.ts';

const NONCE_BYTES = 16;
const NOTHING = Buffer.alloc(0);

/** As Electron sends it. */
export interface AppAnswer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly data: Buffer;
}

/** @param folder the built renderer */
export function answerAppRequest(
  folder: string,
  { url, method }: { readonly url: string; readonly method: string },
): AppAnswer {
  const isHead = method === 'HEAD';
  if (method !== 'GET' && !isHead) return { statusCode: 405, headers: { ...bareHeaders }, data: NOTHING };
  const file = readAppFile(folder, url);
  if (!file) return { statusCode: 404, headers: { ...bareHeaders }, data: NOTHING };
  const kind = { 'Content-Type': file.contentType };
  if (!file.isPage) {
    const headers = { ...commonHeaders, ...kind, 'Cache-Control': 'no-cache' };
    return { statusCode: 200, headers, data: isHead ? NOTHING : file.bytes };
  }
  const styleNonce = randomBytes(NONCE_BYTES).toString('base64');
  const page = insertStyleNonce(file.bytes.toString('utf8'), styleNonce);
  const headers = { ...pageHeaders({ styleNonce }), ...kind };
  return { statusCode: 200, headers, data: isHead ? NOTHING : Buffer.from(page) };
}

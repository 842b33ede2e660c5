/** Reads the facts the guard judges from a request as Node received it. Decides nothing. */
import type { IncomingMessage } from 'node:http';
import type { RequestFacts } from './guard.ts';

/** The server's own word, the only sub-protocol that is ever answered with. */
export const DESK_PROTOCOL = 'parley';
const TOKEN_PROTOCOL = 'parley.token.';
const BEARER = /^Bearer ([\w-]{1,200})$/i;
const ONCE = new Set([
  'host',
  'origin',
  'authorization',
  'content-length',
  'content-type',
  'transfer-encoding',
  'upgrade',
  'sec-fetch-site',
  'sec-websocket-protocol',
]);

function isRepeated(rawHeaders: readonly string[]): boolean {
  const seen = new Set<string>();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase();
    if (!ONCE.has(name)) continue;
    if (seen.has(name)) return true;
    seen.add(name);
  }
  return false;
}

/** A browser cannot set headers on a WebSocket: there the token travels among the sub-protocols it offers. */
function tokenOf(authorization: string | undefined, protocols: string | undefined): string | null {
  const bearer = BEARER.exec(authorization ?? '')?.[1];
  if (bearer) return bearer;
  const offered = (protocols ?? '').split(',').map((protocol) => protocol.trim());
  return (
    offered
      .find((protocol) => protocol.startsWith(TOKEN_PROTOCOL))
      ?.slice(TOKEN_PROTOCOL.length, TOKEN_PROTOCOL.length + 200) ?? null
  );
}

/** @param asked whether Node took it for an upgrade */
export function readRequestFacts(request: IncomingMessage, asked: 'request' | 'upgrade'): RequestFacts {
  const { headers } = request;
  const fetchSite = headers['sec-fetch-site'];
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    host: headers.host ?? null,
    origin: headers.origin ?? null,
    fetchSite: typeof fetchSite === 'string' ? fetchSite : null,
    token: tokenOf(headers.authorization, headers['sec-websocket-protocol']),
    upgrade: asked === 'upgrade' ? (headers.upgrade ?? '') : null,
    contentType: headers['content-type'] ?? null,
    contentLength: headers['content-length'] ?? null,
    transferEncoding: headers['transfer-encoding'] ?? null,
    repeated: isRepeated(request.rawHeaders),
  };
}

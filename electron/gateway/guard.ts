/**
 * May this request pass? One pure decision for every route and for the WebSocket upgrade; what no rule lets through is
 * refused. Owns no socket, no clock and no secret: it is asked with facts and answers with a verdict.
 */
import type { FaultCode } from '../contract/errors.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Who may use a route: anybody who found this machine's own address, who holds a one-time link, who holds a token. */
export type Access = 'open' | 'link' | 'token';

export interface RouteSpec {
  readonly method: Method;
  /** Segments as they are, `:name` for any one segment. */
  readonly path: string;
  readonly access: Access;
  /** The request becomes a WebSocket. */
  readonly upgrade: boolean;
  /** Zero: no body at all. */
  readonly maxBodyBytes: number;
  /** Media type its body must have; null where it has no body. */
  readonly bodyType: string | null;
}

/** What is known of a request before anything of it is used. Names of headers as in HTTP, values as received. */
export interface RequestFacts {
  readonly method: string;
  /** The request target, still encoded: path and query. */
  readonly target: string;
  readonly host: string | null;
  readonly origin: string | null;
  readonly fetchSite: string | null;
  /** From `Authorization: Bearer` or the sub-protocol `parley.token.*`. */
  readonly token: string | null;
  readonly upgrade: string | null;
  readonly contentType: string | null;
  readonly contentLength: string | null;
  readonly transferEncoding: string | null;
  /** A header that must stand once came twice: the two readers of it might not agree. */
  readonly repeated: boolean;
}

export interface GuardPolicy<R extends RouteSpec> {
  /** Where we listen; part of the only hosts we answer to. */
  readonly port: number;
  readonly routes: readonly R[];
  /** Compares in constant time. */
  isToken(token: string): boolean;
  /** So many wrong keys came that more of them are told to wait. */
  readonly limited: boolean;
}

export type Verdict<R extends RouteSpec> =
  | { readonly pass: true; readonly route: R }
  | {
      readonly pass: false;
      readonly status: number;
      readonly code: FaultCode;
      readonly headers: Readonly<Record<string, string>>;
      /** A key was wrong or missing: counts as an attempt. */
      readonly attempt: boolean;
    };

/** Characters a path of ours consists of; encoded ones are for parameters and are judged where they are decoded. */
const PATH = /^\/(?:[\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}|\/)*$/;
/** Ways to write what a path must not say: a step up, an empty step, an encoded slash, backslash, dot or null. */
const CROOKED = /\/\/|\/\.{1,2}(?:\/|$)|%(?:2[eEfF]|5[cC]|00)/;
const DIGITS = /^\d{1,15}$/;

const refused = (
  status: number,
  code: FaultCode,
  headers: Readonly<Record<string, string>> = {},
  attempt = false,
) => ({ pass: false, status, code, headers, attempt }) as const;

/** The names under which this machine reaches itself; another name that resolves here is DNS rebinding. */
export function ownHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
}

/** @returns the path of a request target, null if it is not one we read */
export function pathOf(target: string): string | null {
  const path = target.split('?', 1)[0] ?? '';
  return PATH.test(path) && !CROOKED.test(path) && isText(path) ? path : null;
}

/** Encoded bytes that are no UTF-8 have no meaning that two readers would agree on. */
function isText(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

/** @param pattern as in RouteSpec */
export function matchesPath(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((segment, i) => (segment.startsWith(':') ? given[i] !== '' : segment === given[i]))
  );
}

/** A page of another site, or of another port of this machine, is never let in; a page of ours always names itself. */
function isForeign(facts: RequestFacts): boolean {
  const { origin, host, fetchSite } = facts;
  if (origin !== null && origin !== `http://${host}`) return true;
  return fetchSite !== null && fetchSite !== 'same-origin' && fetchSite !== 'none';
}

function judgeBody(route: RouteSpec, facts: RequestFacts): ReturnType<typeof refused> | null {
  const { contentLength, transferEncoding, contentType } = facts;
  if (contentLength !== null && !DIGITS.test(contentLength)) return refused(400, 'request_refused');
  const announced = Number(contentLength ?? 0);
  const hasBody = announced > 0 || transferEncoding !== null;
  if (announced > route.maxBodyBytes || (hasBody && route.maxBodyBytes === 0))
    return refused(413, 'request_too_large', { Connection: 'close' });
  if (route.bodyType !== null && contentType?.split(';', 1)[0]?.trim().toLowerCase() !== route.bodyType)
    return refused(415, 'request_refused');
  return null;
}

function findRoute<R extends RouteSpec>(
  routes: readonly R[],
  path: string,
  method: string,
): R | ReturnType<typeof refused> {
  const here = routes.filter((route) => matchesPath(route.path, path));
  if (here.length === 0) return refused(404, 'not_found');
  // what a GET answers with, a HEAD may ask about
  const wanted = method === 'HEAD' ? 'GET' : method;
  const route = here.find((candidate) => candidate.method === wanted);
  if (!route || (method === 'HEAD' && route.upgrade))
    return refused(405, 'request_refused', { Allow: here.map((candidate) => candidate.method).join(', ') });
  return route;
}

/** The order is the order of distrust: who is asking, then what for, then with which key. */
export function judgeRequest<R extends RouteSpec>(facts: RequestFacts, policy: GuardPolicy<R>): Verdict<R> {
  if (facts.repeated) return refused(400, 'request_refused');
  if (facts.host === null || !ownHosts(policy.port).includes(facts.host)) return refused(403, 'forbidden');
  if (isForeign(facts)) return refused(403, 'forbidden');
  const path = pathOf(facts.target);
  if (path === null) return refused(400, 'request_refused');
  const route = findRoute(policy.routes, path, facts.method);
  if ('pass' in route) return route;
  if (route.upgrade !== (facts.upgrade !== null)) {
    return route.upgrade
      ? refused(426, 'request_refused', { Upgrade: 'websocket' })
      : refused(400, 'request_refused');
  }
  if (route.upgrade && facts.upgrade?.toLowerCase() !== 'websocket') return refused(400, 'request_refused');
  // `none` is a person typing an address: that opens a page and does nothing else
  if (route.access !== 'open' && facts.fetchSite === 'none') return refused(403, 'forbidden');
  const body = judgeBody(route, facts);
  if (body) return body;
  if (route.access !== 'token') return { pass: true, route };
  if (facts.token !== null && policy.isToken(facts.token)) return { pass: true, route };
  return policy.limited
    ? refused(429, 'too_many_attempts', { 'Retry-After': '60' }, true)
    : refused(401, 'unauthorized', { 'WWW-Authenticate': 'Bearer' }, true);
}

/**
 * Every address of the gateway, with who may use it. A route that is not made here does not exist; the tests send
 * their hostile requests to all that are.
 */
import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { z } from 'zod';
import type { Carrier } from '../contract/carrier.ts';
import { bareHeaders, insertStyleNonce, pageHeaders } from '../contract/content-security-policy.ts';
import { faultOf } from '../contract/errors.ts';
import type { Fault } from '../contract/errors.ts';
import type { Access } from './access.ts';
import type { RouteSpec } from './guard.ts';
import type { MonitorDoor } from './monitor-door.ts';
import { createMonitorRoutes } from './monitor-routes.ts';
import type { StaticFile, StaticFiles } from './static-files.ts';

export interface HttpRoute extends RouteSpec {
  readonly upgrade: false;
  handle(context: Context): Response | Promise<Response>;
}

export interface SocketRoute extends RouteSpec {
  readonly upgrade: true;
  /** The socket is open; the listeners of the carrier are to be set before this returns. */
  connect(carrier: Carrier): void;
}

export type Route = HttpRoute | SocketRoute;

/** What answers a line: the desk. */
export interface DeskDoor {
  connect(carrier: Carrier): void;
}

export interface RouteParts {
  readonly desk: DeskDoor;
  readonly monitor: MonitorDoor;
  readonly access: Access;
  readonly statics: StaticFiles;
  /** The address of sockets, for browsers that do not count it as the page's own. */
  readonly socketOrigins: () => readonly string[];
}

const HOUR_S = 3_600;
const tradeSchema = z.strictObject({ link: z.string().min(1).max(200) });

/** The one shape of an error over HTTP. */
export function faultResponse(
  status: number,
  { code, message }: Fault,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(
    { error: { code, message } },
    { status, headers: { ...bareHeaders, 'Cache-Control': 'no-store', ...headers } },
  );
}

const json = (value: unknown) =>
  Response.json(value, { headers: { ...bareHeaders, 'Cache-Control': 'no-store' } });

const readOnly = { method: 'GET', access: 'open', upgrade: false, maxBodyBytes: 0, bodyType: null } as const;

function pageRoute({ statics, socketOrigins }: RouteParts): HttpRoute {
  return {
    ...readOnly,
    path: '/',
    handle() {
      const styleNonce = randomBytes(18).toString('base64');
      return new Response(insertStyleNonce(statics.page, styleNonce), {
        headers: {
          ...pageHeaders({ styleNonce, connect: socketOrigins() }),
          'Content-Type': 'text/html; charset=utf-8',
        },
      });
    },
  };
}

function fileRoute(file: StaticFile): HttpRoute {
  return {
    ...readOnly,
    path: file.path,
    handle() {
      let content: Uint8Array;
      try {
        content = file.read();
      } catch {
        return faultResponse(404, faultOf('not_found'));
      }
      return new Response(new Uint8Array(content), {
        headers: {
          ...bareHeaders,
          'Content-Type': file.contentType,
          'Cache-Control': file.hashed ? `private, max-age=${HOUR_S}, immutable` : 'no-cache',
        },
      });
    },
  };
}

function sessionRoute(access: Access): HttpRoute {
  return {
    method: 'POST',
    path: '/session',
    access: 'link',
    upgrade: false,
    maxBodyBytes: 1_000,
    bodyType: 'application/json',
    async handle(context) {
      const parsed = tradeSchema.safeParse(await context.req.json().catch(() => null));
      if (!parsed.success) return faultResponse(400, faultOf('request_refused'));
      const token = access.tradeLink(parsed.data.link);
      if (token.ok) return json({ token: token.value });
      return token.fault.code === 'too_many_attempts'
        ? faultResponse(429, token.fault, { 'Retry-After': '60' })
        : faultResponse(401, token.fault);
    },
  };
}

export function createRoutes(parts: RouteParts): readonly Route[] {
  return [
    pageRoute(parts),
    ...parts.statics.files.map(fileRoute),
    { ...readOnly, path: '/health', handle: () => json({ status: 'ok' }) },
    sessionRoute(parts.access),
    // a page is not told why a socket was refused; here it learns whether its token still lives
    { ...readOnly, path: '/session', access: 'token', handle: () => json({ status: 'ok' }) },
    ...createMonitorRoutes(parts.monitor),
    {
      method: 'GET',
      path: '/desk',
      access: 'token',
      upgrade: true,
      maxBodyBytes: 0,
      bodyType: null,
      connect: (carrier) => parts.desk.connect(carrier),
    },
  ];
}

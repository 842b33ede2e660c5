/**
 * The gateway: one HTTP server on the loopback interface with the browser's interface, its session and its line to the
 * desk. Every request meets the guard before anything else reads it. Owns the port, the sockets and the keys.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { STATUS_CODES } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { bareHeaders } from '../contract/content-security-policy.ts';
import { err, faultOf, ok } from '../contract/errors.ts';
import type { Result } from '../contract/errors.ts';
import type { Logger } from '../engine/runtime/logger.ts';
import { createAccess } from './access.ts';
import { judgeRequest } from './guard.ts';
import type { RouteSpec, Verdict } from './guard.ts';
import { listenOnLoopback } from './listen.ts';
import { createMonitorDoor } from './monitor-door.ts';
import type { MonitorDoor } from './monitor-door.ts';
import { readRequestFacts } from './request-facts.ts';
import { createRoutes, faultResponse } from './routes.ts';
import type { DeskDoor, HttpRoute, Route } from './routes.ts';
import { createSocketDoor } from './socket-door.ts';
import { loadStaticFiles } from './static-files.ts';
import { gatewayTuning } from './tuning.ts';
import type { GatewayTuning } from './tuning.ts';

export interface GatewayOptions {
  readonly desk: DeskDoor;
  /** Default: asks `desk`. */
  readonly monitor?: MonitorDoor;
  /** The built renderer, out/renderer. */
  readonly rendererFolder: string;
  /** Tried first; the next free one is taken. */
  readonly port: number;
  readonly log: Logger;
  readonly tuning?: Partial<GatewayTuning>;
  /** Milliseconds that only grow. Default: this process's. */
  readonly nowMs?: () => number;
}

export interface Gateway {
  readonly port: number;
  /** Without a key. */
  readonly address: string;
  /** All that is answered to, for tests and documentation. */
  readonly routes: readonly RouteSpec[];
  /** Address with a new one-time secret behind the `#`, which browsers keep to themselves. */
  issueLink(): string;
  /** Sockets open now. */
  readonly connections: number;
  /** Says goodbye to every socket, then frees the port. */
  close(): Promise<void>;
}

type Refusal = Extract<Verdict<Route>, { pass: false }>;

const refusalBody = ({ code }: Refusal) => {
  const { message } = faultOf(code);
  return JSON.stringify({ error: { code, message } });
};
const refusalHeaders = ({ headers }: Refusal) => ({
  ...bareHeaders,
  'Content-Type': 'application/json',
  'Cache-Control': 'no-store',
  ...headers,
});

function answerRefusal(refusal: Refusal, request: IncomingMessage, response: ServerResponse): void {
  const body = refusalBody(refusal);
  response.writeHead(refusal.status, {
    ...refusalHeaders(refusal),
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
  // what it still wants to send is not read
  response.once('finish', () => request.destroy());
}

function answerOnSocket(refusal: Refusal, socket: Duplex): void {
  const body = refusalBody(refusal);
  const headers = {
    ...refusalHeaders(refusal),
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.once('finish', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}\r\n${lines.join('')}\r\n${body}`,
  );
}

function createApp(routes: readonly HttpRoute[], log: Logger): Hono {
  const app = new Hono();
  for (const route of routes) {
    const limit = bodyLimit({
      maxSize: Math.max(1, route.maxBodyBytes),
      onError: () => faultResponse(413, faultOf('request_too_large'), { Connection: 'close' }),
    });
    app.on(route.method, route.path, limit, (context) => route.handle(context));
  }
  app.notFound(() => faultResponse(404, faultOf('not_found')));
  app.onError((thrown) => {
    log.error({ kind: thrown.name }, 'gateway');
    return faultResponse(500, faultOf('internal'));
  });
  return app;
}

function createHttpServer(tuning: GatewayTuning): Server {
  const server = createServer({
    maxHeaderSize: tuning.maxHeaderBytes,
    headersTimeout: tuning.headersTimeoutMs,
    requestTimeout: tuning.requestTimeoutMs,
    keepAliveTimeout: tuning.keepAliveMs,
    connectionsCheckingInterval: tuning.checkEveryMs,
    requireHostHeader: true,
  });
  server.maxConnections = tuning.maxConnections;
  return server;
}

/** Errors: `file_missing` (no built renderer), `port_unavailable`. */
export async function openGateway(options: GatewayOptions): Promise<Result<Gateway>> {
  const { desk, log, monitor = createMonitorDoor(desk), nowMs = () => performance.now() } = options;
  const tuning: GatewayTuning = { ...gatewayTuning, ...options.tuning };
  const statics = loadStaticFiles(options.rendererFolder);
  if (!statics.ok) return statics;

  const access = createAccess(tuning, nowMs);
  let port = 0;
  const socketOrigins = () => [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`];
  const routes = createRoutes({ desk, monitor, access, statics: statics.value, socketOrigins });
  const door = createSocketDoor(tuning);
  const app = createApp(
    routes.filter((route) => !route.upgrade),
    log,
  );
  const answer = getRequestListener((request) => app.fetch(request), { overrideGlobalObjects: false });
  const server = createHttpServer(tuning);

  function judge(request: IncomingMessage, asked: 'request' | 'upgrade'): Verdict<Route> {
    const verdict = judgeRequest(readRequestFacts(request, asked), {
      port,
      routes,
      isToken: access.isToken,
      limited: access.limited,
    });
    if (verdict.pass) return verdict;
    if (verdict.attempt) access.noteAttempt();
    log.warn({ status: verdict.status, code: verdict.code }, 'request refused');
    return verdict;
  }

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const verdict = judge(request, 'request');
    if (!verdict.pass) return answerRefusal(verdict, request, response);
    void answer(request, response);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const verdict = judge(request, 'upgrade');
    if (!verdict.pass) return answerOnSocket(verdict, socket);
    const { route } = verdict;
    const full = { pass: false, status: 503, code: 'session_limit', headers: {}, attempt: false } as const;
    if (!route.upgrade || door.size >= tuning.maxSockets) return answerOnSocket(full, socket);
    door.open(route, request, socket, head);
  });

  const listening = await listenOnLoopback(server, options.port, tuning.portTries);
  if (listening === null) {
    await door.close();
    return err('port_unavailable');
  }
  port = listening;
  const address = `http://127.0.0.1:${port}/`;
  return ok({
    port,
    address,
    routes,
    issueLink: () => `${address}#link=${access.issueLink()}`,
    get connections() {
      return door.size;
    },
    async close() {
      const freed = new Promise<void>((resolve) => server.close(() => resolve()));
      await door.close();
      server.closeAllConnections();
      await freed;
    },
  });
}

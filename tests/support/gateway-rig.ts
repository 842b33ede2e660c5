/** A gateway on a free port with a small page, and raw ways to speak to it that no well-behaved client has. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { Carrier } from '../../electron/contract/carrier.ts';
import { ok } from '../../electron/contract/errors.ts';
import { silentLogger } from '../../electron/engine/runtime/logger.ts';
import { openGateway } from '../../electron/gateway/server.ts';
import type { Gateway, GatewayOptions } from '../../electron/gateway/server.ts';
import { sampleMonitorView, sampleReport } from './sample-monitor.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly json: () => unknown;
}

export interface AskOptions {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders | readonly string[];
  readonly body?: string | Buffer;
}

export interface GatewayRig {
  readonly gateway: Gateway;
  readonly host: string;
  readonly origin: string;
  /** Lines opened so far, newest last. */
  readonly carriers: readonly Carrier[];
  ask(path: string, options?: AskOptions): Promise<Answer>;
  /** Trades a new link. */
  takeToken(): Promise<string>;
  /** A socket as a tab of ours opens it. */
  openSocket(token: string, options?: { path?: string; headers?: Record<string, string> }): WebSocket;
  close(): Promise<void>;
}

/** Sends exactly these headers; `path` as it is. Resolves also when the upgrade is granted (101). */
export function askRaw(port: number, path: string, options: AskOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: options.method ?? 'GET',
        agent: false,
        ...(options.headers ? { headers: options.headers as OutgoingHttpHeaders } : {}),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const body = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body,
            json: () => JSON.parse(body) as unknown,
          });
        });
      },
    );
    call.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: 101, headers: response.headers, body: '', json: () => null });
    });
    call.on('error', reject);
    call.end(options.body);
  });
}

function writePage(folder: string): void {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><html><head><title>Parley</title></head><body></body></html>',
  );
  writeFileSync(join(folder, 'assets/index-abc123.js'), 'document.title;');
  writeFileSync(join(folder, 'assets/index-abc123.css'), 'body { color: red }');
  writeFileSync(join(folder, 'assets/secret.map'), '{}');
}

export async function createGatewayRig(
  options: Partial<GatewayOptions> & { onConnect?: (carrier: Carrier) => void } = {},
): Promise<GatewayRig> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-gateway-'));
  writePage(folder);
  const carriers: Carrier[] = [];
  const opened = await openGateway({
    rendererFolder: folder,
    port: 0,
    log: silentLogger,
    desk: {
      connect(carrier) {
        carriers.push(carrier);
        options.onConnect?.(carrier);
      },
    },
    // the desk above never answers
    monitor: {
      view: () => Promise.resolve(ok(sampleMonitorView())),
      optimize: () => Promise.resolve(ok(sampleReport)),
    },
    ...options,
  });
  if (!opened.ok) throw new Error(opened.fault.message);
  const gateway = opened.value;
  const host = `127.0.0.1:${gateway.port}`;
  const origin = `http://${host}`;
  const rig: GatewayRig = {
    gateway,
    host,
    origin,
    carriers,
    ask: (path, askOptions) => askRaw(gateway.port, path, askOptions),
    async takeToken() {
      const link = gateway.issueLink().split('#link=')[1];
      const answer = await rig.ask('/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ link }),
      });
      return (answer.json() as { token: string }).token;
    },
    openSocket: (token, { path = '/desk', headers = {} } = {}) =>
      new WebSocket(`ws://${host}${path}`, ['parley', `parley.token.${token}`], {
        headers: { origin, ...headers },
      }),
    async close() {
      await gateway.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return rig;
}

/** What became of a socket. */
export function outcomeOf(socket: WebSocket): Promise<{ opened: boolean; code: number; status: number }> {
  return new Promise((resolve) => {
    let opened = false;
    let status = 101;
    socket.once('open', () => (opened = true));
    socket.once('unexpected-response', (_request, response) => {
      status = response.statusCode ?? 0;
      response.resume();
      socket.terminate();
      resolve({ opened: false, code: 1006, status });
    });
    socket.on('error', () => {});
    socket.once('close', (code) => resolve({ opened, code, status }));
  });
}

/** Resolves once the socket is open; rejects when it is refused. */
export function whenOpen(socket: WebSocket): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** A file server on this machine whose every misbehaviour is chosen by the test, and a catalogue of what it has. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export type ServeFile = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

export interface ModelServer {
  readonly origin: string;
  /** Requests so far: path and Range. */
  readonly asked: { readonly path: string; readonly range: string | null; readonly ifRange: string | null }[];
  /** What the server has, by path. */
  readonly files: Map<string, Buffer>;
  /** How the next requests are served, one by one; the last serves all that follow. */
  serveWith(...ways: ServeFile[]): void;
  close(): Promise<void>;
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const tagOf = (bytes: Uint8Array): string => `"${hashOf(bytes).slice(0, 16)}"`;

/** A whole file, or the asked part of it when the tag still fits. */
export const wellBehaved: ServeFile = (request, response, body) => {
  const etag = tagOf(body);
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const ifRange = request.headers['if-range'];
  if (range && (ifRange === undefined || ifRange === etag)) {
    const from = Number(range[1]);
    if (from >= body.length) return void response.writeHead(416).end();
    const part = body.subarray(from);
    response.writeHead(206, {
      etag,
      'content-length': part.length,
      'content-range': `bytes ${from}-${body.length - 1}/${body.length}`,
    });
    return void response.end(part);
  }
  response.writeHead(200, { etag, 'content-length': body.length });
  response.end(body);
};

/** Sends the first `bytes` of what is asked for, and cuts the connection once `arrived` says that they have arrived. */
export const cutsAfter =
  (bytes: number, arrived: () => number): ServeFile =>
  (request, response, body) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const etag = tagOf(body);
    if (from > 0) {
      response.writeHead(206, { etag, 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` });
    } else response.writeHead(200, { etag, 'content-length': body.length });
    response.write(body.subarray(from, from + bytes));
    const look = () => void (arrived() >= from + bytes ? response.destroy() : setImmediate(look));
    look();
  };

/** Sends the first `bytes` and then nothing more. */
export const stopsAfter =
  (bytes: number): ServeFile =>
  (_, response, body) => {
    response.writeHead(200, { etag: tagOf(body), 'content-length': body.length });
    response.write(body.subarray(0, bytes));
  };

export async function startModelServer(): Promise<ModelServer> {
  const asked: ModelServer['asked'] = [];
  const files = new Map<string, Buffer>();
  let ways: ServeFile[] = [wellBehaved];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({
      path,
      range: request.headers.range ?? null,
      ifRange: (request.headers['if-range'] as string | undefined) ?? null,
    });
    const serve = (ways.length > 1 ? ways.shift() : ways[0])!;
    serve(request, response, files.get(path) ?? Buffer.alloc(0));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    files,
    serveWith(...next) {
      ways = next;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A catalogue entry whose files the server has. */
export function offerModel(
  server: ModelServer,
  name: string,
  files: Readonly<Record<string, Buffer>>,
  changes: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  for (const [path, body] of Object.entries(files)) server.files.set(`/${name}/${path}`, body);
  return {
    name,
    kind: 'stt',
    version: '1',
    languages: ['en'],
    licence: 'MIT',
    source: 'a test',
    notes: '',
    licenceText: 'Do what you like.',
    files: Object.entries(files).map(([path, body]) => ({
      path,
      size: body.length,
      sha256: hashOf(body),
      url: `${server.origin}/${name}/${path}`,
    })),
    ...changes,
  };
}

export function writeCatalog(root: string, models: readonly unknown[]): void {
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'catalog.json'), JSON.stringify({ format: 1, models }));
}

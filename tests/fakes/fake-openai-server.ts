/** A language model server on this machine whose every misbehaviour is chosen by the test. Real HTTP on 127.0.0.1. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeRequest {
  readonly url: string;
  readonly authorization: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Resolves when the connection of this request is gone before its answer was complete. */
  readonly cutOff: Promise<void>;
}

export type FakeAnswer = (request: FakeRequest, response: ServerResponse) => void | Promise<void>;

export interface FakeOpenAiServer {
  /** For `llm.baseUrl`. */
  readonly baseUrl: string;
  readonly requests: readonly FakeRequest[];
  /** Answers the next requests one by one; the last answers all that follow. */
  answerWith(...answers: FakeAnswer[]): void;
  /** Empties `requests`. */
  forget(): void;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length === 0) return {};
  return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
}

export async function startFakeOpenAiServer(): Promise<FakeOpenAiServer> {
  const requests: FakeRequest[] = [];
  let answers: FakeAnswer[] = [];
  const server = createServer((incoming, response) => {
    void (async () => {
      const cutOff = new Promise<void>((resolve) =>
        response.once('close', () => {
          if (!response.writableFinished) resolve();
        }),
      );
      const body = await bodyOf(incoming);
      const request = {
        url: incoming.url ?? '',
        authorization: incoming.headers.authorization ?? '',
        body,
        cutOff,
      };
      requests.push(request);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      await answer?.(request, response);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    answerWith(...next) {
      answers = next;
    },
    forget() {
      requests.length = 0;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** One piece of a streamed answer. */
export const streamPart = (delta: Readonly<Record<string, unknown>>, finish: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

/** Begins an event stream without ending it. */
export function beginStream(response: ServerResponse, ...texts: readonly string[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  for (const content of texts) response.write(streamPart({ content }));
}

/** A whole, well-behaved streamed answer. */
export const streams =
  (...texts: readonly string[]): FakeAnswer =>
  (_, response) => {
    beginStream(response, ...texts);
    response.end(`${streamPart({}, 'stop')}data: [DONE]\n\n`);
  };

/** Answers with a status and a body, JSON unless it is a string. */
export const replies =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): FakeAnswer =>
  (_, response) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const type = typeof body === 'string' ? 'text/html' : 'application/json';
    response.writeHead(status, { 'content-type': type, ...headers }).end(text);
  };

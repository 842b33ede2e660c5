/**
 * A simulated language model: an OpenAI-compatible server on this machine that streams one fixed answer at a stated
 * pace. It computes nothing, so what is measured with it is the product and the pace, not a model.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Ms } from '../../../electron/contract/audio.ts';

export interface LanguageServerPace {
  readonly firstTokenMs: Ms;
  readonly tokensPerSecond: number;
}

export interface LanguageServer {
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** Words stand for tokens; each is sent when it is due, counted from the arrival of the request. */
export async function startLanguageServer(answer: string, pace: LanguageServerPace): Promise<LanguageServer> {
  const tokens = answer.match(/\S+\s*/gu) ?? [];
  const chunk = (content: string) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
  const server = createServer((request, response) => {
    const startedAt = performance.now();
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let sent = 0;
    let timer: NodeJS.Timeout | undefined;
    const step = () => {
      if (sent === tokens.length) {
        response.end(
          `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`,
        );
        return;
      }
      const dueMs = startedAt + pace.firstTokenMs + (sent * 1000) / pace.tokensPerSecond;
      timer = setTimeout(
        () => {
          response.write(chunk(tokens[sent++]!));
          step();
        },
        Math.max(0, dueMs - performance.now()),
      );
    };
    response.on('close', () => clearTimeout(timer));
    step();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** `parley serve` in a process of its own, and a program that talks to it as a tab would. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { DeskEvent } from '../../electron/contract/desk-events.ts';
import type { DeskMessage, RpcMethod, RpcParams, RpcResults } from '../../electron/contract/rpc.ts';
import { askRaw, whenOpen } from './gateway-rig.ts';
import { createDataFolder, startParley } from './parley-process.ts';
import type { ParleyOptions } from './parley-process.ts';

export interface ServeProcess {
  readonly pid: number;
  readonly port: number;
  readonly host: string;
  readonly readyLine: string;
  /** One of the links it printed; the newest. */
  link(): string;
  stdout(): string;
  stderr(): string;
  /** @returns the exit code */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

const LINK = /http:\/\/127\.0\.0\.1:(\d+)\/#link=([\w-]+)/g;

/** Resolves when it said that it is ready. Any port, no browser; `options` as for every command. */
export async function startServe(
  args: readonly string[] = ['--port', '0'],
  options: ParleyOptions = {},
): Promise<ServeProcess> {
  const own = options.dataFolder ? null : createDataFolder();
  const child = startParley(['serve', '--no-open', ...args], {
    ...options,
    dataFolder: options.dataFolder ?? own!.path,
  });
  const exited = once(child, 'close') as Promise<[number | null]>;
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const links = () => [...stdout.matchAll(LINK)];
  await Promise.race([
    exited.then(() => {
      throw new Error(`parley serve ended: ${stdout}${stderr}`);
    }),
    new Promise<void>((resolve) => {
      child.stdout.on('data', () => {
        if (links().length > 0) resolve();
      });
    }),
  ]);
  const port = Number(links()[0]![1]);
  return {
    pid: child.pid!,
    port,
    host: `127.0.0.1:${port}`,
    readyLine: stdout.split('\n')[0] ?? '',
    link: () => links().at(-1)![0],
    stdout: () => stdout,
    stderr: () => stderr,
    async end(signal = 'SIGTERM') {
      child.kill(signal);
      const [code] = await exited;
      own?.remove();
      return code;
    },
  };
}

export interface TabClient {
  readonly events: readonly DeskEvent[];
  call<M extends RpcMethod>(method: M, params: RpcParams<M>): Promise<RpcResults[M]>;
  /** The first event, past or future, that fits. */
  waitFor<T extends DeskEvent>(fits: (event: DeskEvent) => event is T): Promise<T>;
  close(): void;
}

/** Trades the newest link for a token. */
export async function takeToken(serve: ServeProcess): Promise<string> {
  const link = serve.link().split('#link=')[1];
  const answer = await askRaw(serve.port, '/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ link }),
  });
  if (answer.status !== 200) throw new Error(`the link was refused: ${answer.status} ${answer.body}`);
  return (answer.json() as { token: string }).token;
}

export async function connectTab(serve: ServeProcess, token: string): Promise<TabClient> {
  const socket = await whenOpen(
    new WebSocket(`ws://${serve.host}/desk`, ['parley', `parley.token.${token}`], {
      headers: { origin: `http://${serve.host}` },
    }),
  );
  const events: DeskEvent[] = [];
  const waiting = new Map<number, (message: Extract<DeskMessage, { type: 'answer' }>) => void>();
  const watchers = new Set<() => void>();
  const ends = new Set<(why: Error) => void>();
  let nextId = 1;
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) return;
    const message = JSON.parse(data.toString('utf8')) as DeskMessage;
    if (message.type === 'answer') waiting.get(message.id)?.(message);
    if (message.type !== 'event') return;
    events.push(message.event);
    for (const look of [...watchers]) look();
  });
  let gone = false;
  socket.once('close', (code) => {
    gone = true;
    for (const end of [...ends]) end(new Error(`the line was closed: ${code}`));
  });
  return {
    events,
    call(method, params) {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        if (gone) return reject(new Error('the line is closed'));
        ends.add(reject);
        waiting.set(id, (message) => {
          waiting.delete(id);
          if (message.ok) resolve(message.value as never);
          else reject(new Error(message.fault.code));
        });
        socket.send(JSON.stringify({ type: 'call', id, method, params }));
      });
    },
    waitFor(fits) {
      return new Promise((resolve, reject) => {
        ends.add(reject);
        const look = () => {
          const found = events.find(fits);
          if (!found) return;
          watchers.delete(look);
          resolve(found);
        };
        watchers.add(look);
        look();
      });
    },
    close: () => socket.close(),
  };
}

/** Holds one child process with an embedded model: starts it, hands on what it says, and makes sure that it ends. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { workerEntry } from '../../runtime/worker-entry.ts';
import type { LlamaEvent, LlamaRequest } from './llama-protocol.ts';

export interface LlamaProcess {
  readonly pid: number | null;
  /** False once it has ended or was killed. */
  alive(): boolean;
  tell(request: LlamaRequest): void;
  /** The next thing it says, in order; null when it has ended. One reader at a time. */
  next(): Promise<LlamaEvent | null>;
  /** Ends it at once; resolves when it is gone. */
  kill(): Promise<void>;
}

/**
 * Starts the child as plain Node, inside Electron too. Its output is dropped: native libraries print what they read.
 * It does not keep this process alive, and ends itself when this one is gone.
 */
export function startLlamaProcess(): LlamaProcess {
  const child = fork(fileURLToPath(workerEntry(import.meta.url, 'llama-child')), [], {
    execPath: process.execPath,
    execArgv: [],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const said: LlamaEvent[] = [];
  let ended = false;
  let reader: ((event: LlamaEvent | null) => void) | null = null;

  const exited = new Promise<void>((resolve) => {
    const end = () => {
      ended = true;
      reader?.(null);
      reader = null;
      resolve();
    };
    child.once('exit', end);
    // Without a process there is no exit: the program is missing or may not be run.
    child.on('error', () => {
      if (child.pid === undefined) end();
    });
  });
  child.on('message', (event) => {
    if (reader) {
      reader(event as LlamaEvent);
      reader = null;
    } else said.push(event as LlamaEvent);
  });
  child.unref();
  child.channel?.unref();

  return {
    pid: child.pid ?? null,
    alive: () => !ended && !child.killed,
    tell(request) {
      if (ended || !child.connected) return;
      child.send(request, () => undefined);
    },
    next() {
      const event = said.shift();
      if (event) return Promise.resolve(event);
      if (ended) return Promise.resolve(null);
      return new Promise((resolve) => (reader = resolve));
    },
    async kill() {
      if (ended) return;
      child.ref();
      child.kill('SIGKILL');
      await exited;
    },
  };
}

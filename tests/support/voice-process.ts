/** The built voice process as a plain Node child: commands go in, answers and events come out. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Fault } from '../../electron/contract/errors.ts';
import type { SessionEvent } from '../../electron/contract/events.ts';
import type { VoiceMessage } from '../../electron/voice/voice-server.ts';

const entry = fileURLToPath(new URL('../../out/voice/entry.js', import.meta.url));

export interface VoiceProcess {
  readonly pid: number;
  /** Every event so far, in order of arrival. */
  readonly events: readonly SessionEvent[];
  /** Answers without a request number of ours. */
  readonly strays: readonly Extract<VoiceMessage, { type: 'answer' }>[];
  /** Sends a command; resolves with its value and rejects with the fault's code. */
  ask(command: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Sends anything at all. */
  sendRaw(message: unknown): void;
  /** Resolves with the first event, past or coming, that fits; rejects after `limitMs` or when the process ends. */
  waitFor(fits: (event: SessionEvent) => boolean, limitMs?: number): Promise<SessionEvent>;
  /** What it wrote to stderr. */
  stderr(): string;
  kill(): Promise<void>;
  /** Lets go of it; resolves with its exit code and signal. */
  disconnect(): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

export class RefusedCommand extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(`${fault.code}: ${fault.message}`);
    this.fault = fault;
  }
}

const WAIT_MS = 60_000;

export function startVoiceProcess(env: Readonly<Record<string, string>> = {}): VoiceProcess {
  const child = fork(entry, [], {
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const events: SessionEvent[] = [];
  const strays: Extract<VoiceMessage, { type: 'answer' }>[] = [];
  const asked = new Map<number, (message: Extract<VoiceMessage, { type: 'answer' }>) => void>();
  const watchers = new Set<(event: SessionEvent) => void>();
  const errors: string[] = [];
  let nextRequest = 1;
  child.stderr!.on('data', (data: Buffer) => errors.push(data.toString()));
  child.on('error', () => {});
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  child.on('message', (message: VoiceMessage) => {
    if (message.type === 'event') {
      events.push(message.event);
      for (const watcher of [...watchers]) watcher(message.event);
      return;
    }
    const settle = asked.get(message.request);
    asked.delete(message.request);
    if (settle) settle(message);
    else strays.push(message);
  });
  const gone = async (): Promise<never> => {
    const { code, signal } = await exited;
    throw new Error(`the voice process ended (${code ?? signal}): ${errors.join('')}`);
  };

  return {
    pid: child.pid!,
    events,
    strays,
    ask(command) {
      const request = nextRequest++;
      const answered = new Promise<unknown>((resolve, reject) => {
        asked.set(request, (message) =>
          message.ok ? resolve(message.value) : reject(new RefusedCommand(message.fault)),
        );
      });
      child.send({ ...command, request });
      return Promise.race([answered, gone()]);
    },
    sendRaw: (message) => void child.send(message as object),
    waitFor(fits, limitMs = WAIT_MS) {
      const past = events.find(fits);
      if (past) return Promise.resolve(past);
      let stop = () => {};
      const coming = new Promise<SessionEvent>((resolve, reject) => {
        const timer = setTimeout(() => {
          const seen = events.map((event) => event.type).join(' ');
          reject(new Error(`waited ${limitMs} ms for an event; seen: ${seen}`));
        }, limitMs);
        const watcher = (event: SessionEvent) => void (fits(event) && resolve(event));
        watchers.add(watcher);
        stop = () => {
          clearTimeout(timer);
          watchers.delete(watcher);
        };
      });
      return Promise.race([coming, gone()]).finally(() => stop());
    },
    stderr: () => errors.join(''),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    disconnect() {
      if (child.connected) child.disconnect();
      return exited;
    },
  };
}

/** Whether a process of that id still runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The built voice process as a plain Node child: commands and calls go in, answers and events come out. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Fault } from '../../electron/contract/errors.ts';
import type { DeskEvent } from '../../electron/contract/desk-events.ts';
import type { SessionEvent } from '../../electron/contract/events.ts';
import type { RpcAnswer, RpcMethod, RpcParams, RpcResults } from '../../electron/contract/rpc.ts';
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
  /** A call to the desk over the process's own line; rejects with the fault's code. */
  call<M extends RpcMethod>(method: M, params: RpcParams<M>): Promise<RpcResults[M]>;
  /** What the desk told so far. */
  readonly deskEvents: readonly DeskEvent[];
  /** Resolves with the desk's first event, past or coming, that fits. */
  waitForDesk(fits: (event: DeskEvent) => boolean, limitMs?: number): Promise<DeskEvent>;
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
  const calls = new Map<number, (message: RpcAnswer) => void>();
  const deskEvents: DeskEvent[] = [];
  const deskWatchers = new Set<(event: DeskEvent) => void>();
  let nextCall = 1;
  /** A session's own events carry its id beside their type; the desk's do not. */
  const isDeskEvent = (event: SessionEvent | DeskEvent): event is DeskEvent => !('session_id' in event);

  child.on('message', (message: VoiceMessage | RpcAnswer | { type: 'event'; event: DeskEvent }) => {
    if (message.type === 'answer' && 'id' in message) {
      calls.get(message.id)?.(message);
      calls.delete(message.id);
      return;
    }
    if (message.type === 'event') {
      const { event } = message;
      if (isDeskEvent(event)) {
        deskEvents.push(event);
        for (const watcher of [...deskWatchers]) watcher(event);
        return;
      }
      events.push(event);
      for (const watcher of [...watchers]) watcher(event);
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

  function firstOf<T extends { readonly type: string }>(
    seen: readonly T[],
    listeners: Set<(event: T) => void>,
    fits: (event: T) => boolean,
    limitMs: number,
  ): Promise<T> {
    const past = seen.find(fits);
    if (past) return Promise.resolve(past);
    let stop = () => {};
    const coming = new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        const types = seen.map((event) => event.type).join(' ');
        reject(new Error(`waited ${limitMs} ms for an event; seen: ${types}`));
      }, limitMs);
      const watcher = (event: T) => void (fits(event) && resolve(event));
      listeners.add(watcher);
      stop = () => {
        clearTimeout(timer);
        listeners.delete(watcher);
      };
    });
    return Promise.race([coming, gone()]).finally(() => stop());
  }

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
    call(method, params) {
      const id = nextCall++;
      const answered = new Promise<never>((resolve, reject) => {
        calls.set(id, (message) =>
          message.ok ? resolve(message.value as never) : reject(new RefusedCommand(message.fault)),
        );
      });
      child.send({ type: 'call', id, method, params });
      return Promise.race([answered, gone()]);
    },
    deskEvents,
    waitForDesk: (fits, limitMs = WAIT_MS) => firstOf(deskEvents, deskWatchers, fits, limitMs),
    sendRaw: (message) => void child.send(message as object),
    waitFor: (fits, limitMs = WAIT_MS) => firstOf(events, watchers, fits, limitMs),
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

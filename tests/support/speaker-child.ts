/** Drives tests/system/playback/speaker-child.mjs: a real speaker sink in a process of its own. Needs the build. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

export interface SpeakerEvent {
  readonly event: string;
  /** Wall-clock milliseconds. */
  readonly at: number;
  readonly [field: string]: unknown;
}

export interface SpeakerChild {
  readonly process: ChildProcess;
  readonly events: SpeakerEvent[];
  /** Resolves once the child has carried it out. */
  send(command: string, fields?: Record<string, unknown>): Promise<void>;
  /** The first event of the name, or the first after `since` events. */
  wait(event: string, timeoutMs?: number, since?: number): Promise<SpeakerEvent>;
  /** Closes the sink and waits for the process to leave by itself. Resolves with its exit code. */
  close(): Promise<number | null>;
}

export function startSpeakerChild(env: NodeJS.ProcessEnv): SpeakerChild {
  const child = fork(new URL('../system/playback/speaker-child.mjs', import.meta.url), [], {
    // what the test runner was started with is no part of the process: it slowed its threads down by seconds
    execArgv: [],
    env,
    silent: true,
  });
  const events: SpeakerEvent[] = [];
  const listeners = new Set<() => void>();
  let nextId = 0;
  child.on('message', (event: SpeakerEvent) => {
    events.push(event);
    for (const listener of [...listeners]) listener();
  });

  function until(
    find: () => SpeakerEvent | undefined,
    timeoutMs: number,
    what: string,
  ): Promise<SpeakerEvent> {
    return new Promise((resolve, reject) => {
      const finish = (result: SpeakerEvent | Error) => {
        clearTimeout(timer);
        listeners.delete(check);
        if (result instanceof Error) reject(result);
        else resolve(result);
      };
      const check = () => {
        const found = find();
        if (found) finish(found);
      };
      const timer = setTimeout(() => {
        finish(new Error(`no ${what}; seen: ${events.map((event) => event.event).join(' ')}`));
      }, timeoutMs);
      listeners.add(check);
      check();
    });
  }

  const wait = (event: string, timeoutMs = 10_000, since = 0) =>
    until(() => events.slice(since).find((seen) => seen.event === event), timeoutMs, event);

  async function send(command: string, fields: Record<string, unknown> = {}): Promise<void> {
    const id = nextId++;
    child.send({ id, command, ...fields });
    await until(() => events.find((seen) => seen.event === 'done' && seen['id'] === id), 15_000, command);
  }

  return {
    process: child,
    events,
    send,
    wait,
    async close() {
      const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
      await send('close');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      const code = await exited;
      clearTimeout(timer);
      return code;
    },
  };
}

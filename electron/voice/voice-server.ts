/**
 * Carries out the host's commands on one engine, serves windows through the desk, and passes events on. A bad command
 * costs only its answer. Runs alike in a process of its own and inside the host's.
 */
import { assertNever } from '../contract/assert-never.ts';
import { voiceCommandSchema } from '../contract/commands.ts';
import type { VoiceCommand } from '../contract/commands.ts';
import { err, faultFrom, ok } from '../contract/errors.ts';
import type { Fault, Result } from '../contract/errors.ts';
import type { SessionEvent } from '../contract/events.ts';
import { createEngine } from '../engine/engine.ts';
import type { Engine } from '../engine/engine-port.ts';
import { createLogger } from '../engine/runtime/logger.ts';
import { openServices } from '../engine/services.ts';
import type { Services } from '../engine/services.ts';
import type { Session } from '../engine/session.ts';
import { createDesk } from './desk/desk.ts';
import type { Desk } from './desk/desk.ts';
import { createHostCarrier } from './host-carrier.ts';
import type { HostCarrier } from './host-carrier.ts';
import type { HostPort } from './host-port.ts';
import { createPortCarrier } from './port-carrier.ts';
import type { PortLike } from './port-carrier.ts';

/**
 * What the host hears: answers to its requests, and the events of sessions it opened itself. Calls (`contract/rpc.ts`)
 * over the same line are answered with their `id` and followed by the desk's events.
 */
export type VoiceMessage =
  | { readonly type: 'answer'; readonly request: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'answer'; readonly request: number; readonly ok: false; readonly fault: Fault }
  | { readonly type: 'event'; readonly event: SessionEvent };

type StartCommand = Extract<VoiceCommand, { type: 'start' }>;

interface Running {
  readonly services: Services;
  readonly engine: Engine;
  readonly desk: Desk | null;
}

async function start(command: StartCommand): Promise<Result<Running>> {
  const { dataFolder, modelRoot, resourcesPath, host, version } = command;
  const log = createLogger('warn');
  const opened = await openServices({
    log,
    ...(dataFolder ? { dataFolder } : {}),
    ...(modelRoot ? { modelRoot } : {}),
    ...(resourcesPath ? { resourcesPath } : {}),
  });
  if (!opened.ok) return opened;
  const services = opened.value;
  const engine = await createEngine({ services, log, fast: command.fast });
  const desk = command.desk ? createDesk({ engine, services, host, version, log }) : null;
  return ok({ services, engine, desk });
}

/** Serves `host` until it asks for the shutdown or is gone; `onGone` is called when all is closed then. */
export function serveVoice(host: HostPort, onGone: () => void): void {
  let running: Running | null = null;
  let hostLine: HostCarrier | null = null;
  /** Commands and calls wait for the models once; after that none waits for another. */
  let starting: Promise<void> | null = null;

  function sessionOf(id: string): Result<Session> {
    const session = running?.engine.sessions().find((open) => open.id === id);
    return session ? ok(session) : err('session_unknown', id);
  }

  function onSession(id: string, act: (session: Session) => void): Result<null> {
    const session = sessionOf(id);
    if (!session.ok) return session;
    act(session.value);
    return ok(null);
  }

  async function shutdown(): Promise<void> {
    const ending = running;
    running = null;
    hostLine = null;
    await ending?.desk?.close();
    await ending?.engine.close();
    await ending?.services.close();
  }

  async function startOnce(command: StartCommand): Promise<Result<unknown>> {
    if (running) return err('bad_argument', 'already started');
    const started = await start(command);
    if (!started.ok) return started;
    running = started.value;
    return ok({ faults: [...running.services.faults(), ...running.engine.faults] });
  }

  /** One more window; without a desk or a port there is nothing to connect. */
  function connect(port: PortLike | undefined): Result<null> {
    if (port && running?.desk) {
      running.desk.connect(createPortCarrier(port));
      return ok(null);
    }
    port?.close();
    return running?.desk ? err('bad_argument', 'no port came along') : err('closed', 'there is no desk');
  }

  async function carryOut(command: VoiceCommand, ports: readonly PortLike[]): Promise<Result<unknown>> {
    switch (command.type) {
      case 'start':
        return startOnce(command);
      case 'connect':
        return connect(ports[0]);
      case 'openSession': {
        if (!running) return err('closed', 'not started');
        const { input, output } = command;
        const opened = await running.engine.openSession({
          input,
          output,
          onEvent: (event) => host.post({ type: 'event', event } satisfies VoiceMessage),
        });
        return opened.ok ? ok({ session_id: opened.value.id }) : opened;
      }
      case 'closeSession': {
        const session = sessionOf(command.session_id);
        if (!session.ok) return session;
        await session.value.close();
        return ok(null);
      }
      case 'typeText':
        return onSession(command.session_id, (session) => session.type(command.text));
      case 'interrupt':
        return onSession(command.session_id, (session) => session.interrupt());
      case 'hold':
        return onSession(command.session_id, (session) => session.hold(command.pressed));
      case 'shutdown':
        await shutdown();
        return ok(null);
      default:
        return assertNever(command);
    }
  }

  async function answer(message: unknown, ports: readonly PortLike[]): Promise<void> {
    const parsed = voiceCommandSchema.safeParse(message);
    if (!parsed.success) {
      const request = Number((message as { request?: unknown } | null)?.request);
      const { fault } = err('bad_argument', parsed.error.issues[0]?.path.join('.') ?? 'command');
      const wrong: VoiceMessage = {
        type: 'answer',
        request: Number.isFinite(request) ? request : -1,
        ok: false,
        fault,
      };
      for (const port of ports) port.close();
      return host.post(wrong);
    }
    const { request } = parsed.data;
    const result = await carryOut(parsed.data, ports).catch((thrown: unknown) => ({
      ok: false as const,
      fault: faultFrom(thrown),
    }));
    host.post({ type: 'answer', request, ...result } satisfies VoiceMessage);
  }

  /** A call over the host's own line: it becomes a window of the desk with its first. */
  function serveCall(message: unknown): boolean {
    const isCall = typeof message === 'object' && message !== null && 'type' in message;
    if (!isCall || message.type !== 'call' || !running?.desk) return false;
    if (!hostLine) {
      hostLine = createHostCarrier((out) => host.post(out));
      running.desk.connect(hostLine.carrier);
    }
    hostLine.deliver(message);
    return true;
  }

  async function take(message: unknown, ports: readonly PortLike[]): Promise<void> {
    if (!serveCall(message)) await answer(message, ports);
  }

  function isStart(message: unknown): boolean {
    return typeof message === 'object' && message !== null && 'type' in message && message.type === 'start';
  }

  host.onMessage((message, ports) => {
    // what arrives while the models load waits for them, in order; later a slow command delays nobody
    if (starting) return void starting.then(() => take(message, ports));
    if (!isStart(message)) return void take(message, ports);
    starting = take(message, ports).then(() => {
      starting = null;
    });
  });
  // nobody listens any more: a microphone must not stay open, nor models in memory
  host.onGone(() => void (starting ?? Promise.resolve()).then(shutdown).finally(onGone));
}

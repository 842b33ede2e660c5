/** Carries out the host's commands on one engine and passes its events on. A bad command costs only its answer. */
import { assertNever } from '../contract/assert-never.ts';
import { voiceCommandSchema } from '../contract/commands.ts';
import type { VoiceCommand } from '../contract/commands.ts';
import { err, faultFrom, ok } from '../contract/errors.ts';
import type { Fault, Result } from '../contract/errors.ts';
import type { SessionEvent } from '../contract/events.ts';
import { createEngine } from '../engine/engine.ts';
import type { Engine } from '../engine/engine.ts';
import { createLogger } from '../engine/runtime/logger.ts';
import { openServices } from '../engine/services.ts';
import type { Services } from '../engine/services.ts';
import type { Session } from '../engine/session.ts';
import type { HostPort } from './host-port.ts';

/** What the host hears: answers to its requests, and the events of every session. */
export type VoiceMessage =
  | { readonly type: 'answer'; readonly request: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'answer'; readonly request: number; readonly ok: false; readonly fault: Fault }
  | { readonly type: 'event'; readonly event: SessionEvent };

type StartCommand = Extract<VoiceCommand, { type: 'start' }>;

interface Running {
  readonly services: Services;
  readonly engine: Engine;
}

async function start(command: StartCommand): Promise<Result<Running>> {
  const { dataFolder, modelRoot, resourcesPath } = command;
  const log = createLogger('warn');
  const services = await openServices({
    log,
    ...(dataFolder ? { dataFolder } : {}),
    ...(modelRoot ? { modelRoot } : {}),
    ...(resourcesPath ? { resourcesPath } : {}),
  });
  if (!services.ok) return services;
  const engine = await createEngine({ services: services.value, log, fast: command.fast });
  return ok({ services: services.value, engine });
}

/** Serves `host` until it asks for the shutdown or is gone; `onGone` is called when all is closed then. */
export function serveVoice(host: HostPort, onGone: () => void): void {
  let running: Running | null = null;
  let starting: Promise<unknown> = Promise.resolve();

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
    await ending?.engine.close();
    await ending?.services.close();
  }

  async function carryOut(command: VoiceCommand): Promise<Result<unknown>> {
    switch (command.type) {
      case 'start': {
        if (running) return err('bad_argument', 'already started');
        const started = await start(command);
        if (!started.ok) return started;
        running = started.value;
        return ok({ faults: [...running.services.faults(), ...running.engine.faults] });
      }
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

  async function answer(message: unknown): Promise<void> {
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
      return host.post(wrong);
    }
    const { request } = parsed.data;
    const result = await carryOut(parsed.data).catch((thrown: unknown) => ({
      ok: false as const,
      fault: faultFrom(thrown),
    }));
    host.post({ type: 'answer', request, ...result } satisfies VoiceMessage);
  }

  host.onMessage((message) => {
    // commands that need the models wait for them; the order of commands is kept
    starting = starting.then(() => answer(message));
  });
  // nobody listens any more: a microphone must not stay open, nor models in memory
  host.onGone(() => void starting.then(shutdown).finally(onGone));
}

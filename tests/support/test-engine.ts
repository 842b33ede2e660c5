/** A whole engine inside the test process: real models, a data folder of its own, events of each session apart. */
import type { FaultCode } from '../../electron/contract/errors.ts';
import type { SessionEvent } from '../../electron/contract/events.ts';
import type { Settings } from '../../electron/contract/settings.ts';
import { createEngine } from '../../electron/engine/engine.ts';
import type { Engine, OpenSessionOptions } from '../../electron/engine/engine-port.ts';
import { silentLogger } from '../../electron/engine/runtime/logger.ts';
import { openServices } from '../../electron/engine/services.ts';
import type { Services } from '../../electron/engine/services.ts';
import type { Session } from '../../electron/engine/session.ts';

export interface TestEngineOptions {
  readonly dataFolder: string;
  readonly modelRoot?: string;
  readonly fast?: boolean;
  readonly override?: Partial<Settings>;
  readonly need?: { readonly hearing: boolean; readonly voice: boolean };
  /** What the engine gets instead of its services. */
  readonly wrap?: (services: Services) => Services;
}

export interface TestEngine {
  readonly engine: Engine;
  readonly services: Services;
  /** Engine first, then its services. */
  close(): Promise<void>;
}

export interface TestSession {
  readonly session: Session;
  readonly events: readonly SessionEvent[];
  ofType<T extends SessionEvent['type']>(type: T): Extract<SessionEvent, { type: T }>[];
  faultCodes(): FaultCode[];
  /** Resolves with the first event, past or coming, that fits. */
  waitFor(fits: (event: SessionEvent) => boolean, limitMs?: number): Promise<SessionEvent>;
}

/** Throws what keeps the services from opening. */
export async function openTestEngine(options: TestEngineOptions): Promise<TestEngine> {
  const { dataFolder, modelRoot, override, wrap } = options;
  const opened = await openServices({
    log: silentLogger,
    dataFolder,
    ...(modelRoot ? { modelRoot } : {}),
    ...(override ? { override } : {}),
  });
  if (!opened.ok) throw new Error(opened.fault.message);
  const services = opened.value;
  const engine = await createEngine({
    services: wrap ? wrap(services) : services,
    log: silentLogger,
    fast: options.fast ?? false,
    ...(options.need ? { need: options.need } : {}),
  });
  return {
    engine,
    services,
    async close() {
      await engine.close();
      await services.close();
    },
  };
}

/** Opens a session and keeps its events; `onEvent` sees each one after it was kept. */
export async function openTestSession(
  engine: Engine,
  options: Omit<OpenSessionOptions, 'onEvent'>,
  onEvent: (event: SessionEvent) => void = () => {},
): Promise<TestSession> {
  const events: SessionEvent[] = [];
  const watchers = new Set<(event: SessionEvent) => void>();
  const opened = await engine.openSession({
    ...options,
    onEvent(event) {
      events.push(event);
      for (const watcher of [...watchers]) watcher(event);
      return onEvent(event);
    },
  });
  if (!opened.ok) throw new Error(`${opened.fault.code}: ${opened.fault.message}`);
  return {
    session: opened.value,
    events,
    ofType: <T extends SessionEvent['type']>(type: T) =>
      events.filter((event): event is Extract<SessionEvent, { type: T }> => event.type === type),
    faultCodes: () => events.flatMap((event) => (event.type === 'error' ? [event.code] : [])),
    waitFor(fits, limitMs = 60_000) {
      const past = events.find(fits);
      if (past) return Promise.resolve(past);
      return new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer);
          watchers.delete(watcher);
        };
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`waited ${limitMs} ms; seen: ${events.map((event) => event.type).join(' ')}`));
        }, limitMs);
        const watcher = (event: SessionEvent) => {
          if (!fits(event)) return;
          stop();
          resolve(event);
        };
        watchers.add(watcher);
      });
    },
  };
}

/**
 * Calls about how Parley is: views for those who watch, closing, freeing, muting, and a bundle that can be shown to
 * anybody. Owns the ticking of what is watched; there is none while nobody watches.
 */
import { err, ok } from '../../contract/errors.ts';
import { diagnosticsText } from './diagnostics.ts';
import type { DeskCalls, DeskParts } from './desk-calls.ts';
import { deskTuning } from './tuning.ts';

type MonitorMethod =
  'getMonitor' | 'watchMonitor' | 'closeSession' | 'optimize' | 'muteAlert' | 'copyDiagnostics' | 'getTrends';

export interface MonitorCalls {
  readonly calls: Pick<DeskCalls, MonitorMethod>;
  /** Who watches may have changed: a window has gone. */
  follow(): void;
  close(): void;
}

const HOUR_MS = 3_600_000;

export function createMonitorCalls(parts: DeskParts): MonitorCalls {
  const { engine, services } = parts;
  const stops = [
    engine.onPressure((fact) => {
      parts.broadcast(fact);
      // each step is seen when it is taken, however soon the next one follows
      tick();
    }),
    engine.onAlert((fact) => parts.broadcast(fact)),
  ];
  let timer: ReturnType<typeof setInterval> | null = null;

  const watching = () => [...parts.connections()].filter((connection) => connection.watchesMonitor);

  function tick(): void {
    const connections = watching();
    if (connections.length === 0) return;
    const view = engine.monitor();
    for (const connection of connections) connection.tellMonitor({ type: 'monitor', view });
  }

  function follow(): void {
    const wanted = watching().length > 0;
    if (wanted && !timer) timer = setInterval(tick, deskTuning.monitorEveryMs);
    if (wanted || !timer) return;
    clearInterval(timer);
    timer = null;
  }

  return {
    calls: {
      getMonitor: () => ok(engine.monitor()),
      watchMonitor({ on }, connection) {
        connection.watchesMonitor = on;
        follow();
        if (on) connection.tellMonitor({ type: 'monitor', view: engine.monitor() });
        return ok(null);
      },
      async closeSession({ session_id }) {
        const session = engine.sessions().find(({ id }) => id === session_id);
        if (!session) return err('session_unknown', session_id);
        await session.close();
        return ok(null);
      },
      optimize: async (request) => ok(await engine.optimize(request)),
      muteAlert({ code, muted }) {
        // at once, and as well when the settings cannot be saved
        engine.muteAlert(code, muted);
        const others = services.settings().monitor.mutedAlerts.filter((other) => other !== code);
        const mutedAlerts = muted ? [...others, code] : others;
        const saved = services.settingsFile.set('monitor.mutedAlerts', mutedAlerts);
        return saved.ok ? ok(null) : saved;
      },
      copyDiagnostics: async (_params, connection) => ok({ text: await diagnosticsText(parts, connection) }),
      getTrends: ({ hours }) => ok({ points: services.history.trendsSince(Date.now() - hours * HOUR_MS) }),
    },
    follow,
    close() {
      for (const stop of stops) stop();
      if (timer) clearInterval(timer);
      timer = null;
    },
  };
}

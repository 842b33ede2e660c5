/**
 * Measurements as lines of JSON for the disk. Pure. Made of a list of what is taken: numbers, and names that are ours
 * in the code; no text of a turn, no name of a device.
 */
import type { SessionEvent } from '../../contract/events.ts';
import type { MonitorView } from '../../contract/metrics.ts';

const thousandth = (value: number) => Math.round(value * 1_000) / 1_000;

/** Numbers of an object, rounded; what is none is left out. */
function numbersOf(of: object): Record<string, number> {
  const found: Record<string, number> = {};
  for (const [name, value] of Object.entries(of)) {
    if (typeof value === 'number' && Number.isFinite(value)) found[name] = thousandth(value);
  }
  return found;
}

/** How Parley was at one moment. */
export function metricsLine({ status, pressure, ...view }: MonitorView): string {
  return JSON.stringify({
    type: 'metrics',
    at: view.at,
    health: status.pipelineState.health,
    state: numbersOf(status.pipelineState),
    performance: numbersOf(status.performanceMonitor),
    optimization: numbersOf(status.resourceOptimization),
    step: pressure.step,
    reason: pressure.reason,
    load: thousandth(pressure.load),
    load_parts: numbersOf(pressure.parts),
    stages: Object.fromEntries(
      view.stages.map(({ name, state, ...figures }) => [name, { state, ...numbersOf(figures) }]),
    ),
    lanes: Object.fromEntries(view.lanes.map((lane) => [lane.name, numbersOf(lane)])),
    sessions: view.sessions.map((session) => ({
      id: session.session_id,
      ...numbersOf(session),
      queues: Object.fromEntries(session.queues.map((queue) => [queue.name, numbersOf(queue)])),
    })),
    alerts: view.alerts.map(({ code, value }) => ({ code, value })),
    memory: numbersOf(view.memory),
    loop_delay: numbersOf(view.loopDelay),
    cpu: thousandth(view.cpu),
    uptime_s: view.uptime_s,
  });
}

/** The timeline of one turn: milliseconds by stage. @param at epoch milliseconds at which it ended */
export function turnLine(event: Extract<SessionEvent, { type: 'timings' }>, at: number): string {
  return JSON.stringify({
    type: 'turn',
    at: Math.round(at),
    session: event.session_id,
    turn: event.turn_id,
    stages: numbersOf(event.stages),
  });
}

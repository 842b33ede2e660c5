/**
 * What is measured as text that Prometheus reads (exposition format 0.0.4, prometheus.io/docs/instrumenting/
 * exposition_formats). Pure. Numbers and names of parts only: a session is named by its id, nothing by what was said.
 */
import { degradeSteps } from '../contract/metrics.ts';
import type { MonitorView } from '../contract/metrics.ts';

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly samples: readonly Sample[];
}

/** A label's value may hold anything but these three as they are. */
const escaped = (value: string) =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const numeral = (value: number) =>
  Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';

function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
}

const gauge = (name: string, help: string, samples: readonly Sample[]): Family => ({
  name: `parley_${name}`,
  help,
  type: 'gauge',
  samples,
});
const counter = (name: string, help: string, samples: readonly Sample[]): Family => ({
  ...gauge(`${name}_total`, help, samples),
  type: 'counter',
});
const one = (value: number): readonly Sample[] => [[{}, value]];

function processFamilies({ status, memory, loopDelay, cpu, uptime_s }: MonitorView): readonly Family[] {
  const { pipelineState, performanceMonitor, resourceOptimization } = status;
  return [
    gauge('uptime_seconds', 'Seconds since the voice process started.', one(uptime_s)),
    gauge('cpu_percent', 'Percent of one core.', one(cpu)),
    gauge('sessions_active', 'Sessions open now.', one(pipelineState.sessionsActive)),
    gauge('frames_in_queue', 'Frames waiting in all sessions.', one(pipelineState.framesInQueue)),
    gauge('frame_time_ms', 'Mean milliseconds a frame takes.', one(performanceMonitor.averageFrameTime)),
    gauge('frames_per_second', 'Frames done a second.', one(performanceMonitor.throughput)),
    gauge('error_percent', 'Frames that failed, in percent.', one(performanceMonitor.errorRate)),
    gauge(
      'memory_megabytes',
      'Memory by part.',
      Object.entries(memory).map(([part, value]) => [{ part }, value] as const),
    ),
    gauge(
      'loop_delay_ms',
      'Milliseconds the event loop was late, over the last second.',
      Object.entries(loopDelay).map(([quantile, value]) => [{ quantile }, value] as const),
    ),
    counter('gc', 'Garbage collections that were asked for.', one(resourceOptimization.gcTriggered)),
    counter('sessions_cleaned', 'Idle sessions closed.', one(resourceOptimization.sessionsCleanedUp)),
    counter('memory_optimizations', 'Runs that freed memory.', one(resourceOptimization.memoryOptimizations)),
    counter('backpressure', 'Steps of degradation entered.', one(resourceOptimization.backpressureEvents)),
  ];
}

function pressureFamilies({ pressure, alerts }: MonitorView): readonly Family[] {
  return [
    gauge('load', 'The greatest part of the load; 1 is the bound.', one(pressure.load)),
    gauge(
      'load_part',
      'What the load is made of.',
      Object.entries(pressure.parts).map(([part, value]) => [{ part }, value] as const),
    ),
    gauge('degrade_step', 'The step in force: 0 none, 3 the last.', one(degradeSteps.indexOf(pressure.step))),
    gauge(
      'alert',
      'Alerts that are raised, with the value they were raised for.',
      alerts.map(({ code, unit, value }) => [{ code, unit }, value] as const),
    ),
  ];
}

function stageFamilies({ stages }: MonitorView): readonly Family[] {
  const of = (value: (stage: MonitorView['stages'][number]) => number) =>
    stages.map((stage) => [{ stage: stage.name }, value(stage)] as const);
  return [
    gauge(
      'stage_ms',
      'Milliseconds of a stage by quantile.',
      stages.flatMap(({ name, p50, p95, p99, max }) =>
        Object.entries({ p50, p95, p99, max }).map(
          ([quantile, value]) => [{ stage: name, quantile }, value] as const,
        ),
      ),
    ),
    counter(
      'stage_runs',
      'How often a stage worked.',
      of(({ count }) => count),
    ),
    counter(
      'stage_errors',
      'How often it failed.',
      of(({ errors }) => errors),
    ),
    counter(
      'stage_stale',
      'Results for a turn that was over.',
      of(({ stale }) => stale),
    ),
  ];
}

function laneFamilies({ lanes }: MonitorView): readonly Family[] {
  const of = (value: (lane: MonitorView['lanes'][number]) => number) =>
    lanes.map((lane) => [{ lane: lane.name }, value(lane)] as const);
  return [
    gauge(
      'lane_waiting',
      'Jobs waiting in a lane.',
      of(({ waiting }) => waiting),
    ),
    gauge(
      'lane_oldest_wait_ms',
      'Wait of the oldest of them.',
      of((lane) => lane.oldest_wait_ms),
    ),
    counter(
      'lane_done',
      'Jobs done.',
      of(({ done }) => done),
    ),
    counter(
      'lane_failed',
      'Jobs that failed.',
      of(({ failed }) => failed),
    ),
    counter(
      'lane_cancelled',
      'Jobs that were cancelled.',
      of(({ cancelled }) => cancelled),
    ),
    counter(
      'lane_compute_ms',
      'Milliseconds of computing.',
      of((lane) => lane.compute_ms),
    ),
  ];
}

function sessionFamilies({ sessions }: MonitorView): readonly Family[] {
  const queues = sessions.flatMap(({ session_id, queues: own }) =>
    own.map((queue) => ({ labels: { session: session_id, queue: queue.name, unit: queue.unit }, queue })),
  );
  return [
    counter(
      'session_frames',
      'Frames of a session.',
      sessions.map(({ session_id, frames }) => [{ session: session_id }, frames] as const),
    ),
    counter(
      'session_dropped_ms',
      'Milliseconds of sound a session had to drop.',
      sessions.map(({ session_id, dropped_ms }) => [{ session: session_id }, dropped_ms] as const),
    ),
    gauge(
      'queue_depth',
      'How full a queue is.',
      queues.map(({ labels, queue }) => [labels, queue.depth]),
    ),
    gauge(
      'queue_bound',
      'How full it may be.',
      queues.map(({ labels, queue }) => [labels, queue.bound]),
    ),
    counter(
      'queue_dropped',
      'What a queue dropped.',
      queues.map(({ labels, queue }) => [labels, queue.dropped]),
    ),
  ];
}

/** Families without a sample are left out. Ends with a line break, as the format wants. */
export function metricsText(view: MonitorView): string {
  const families = [
    ...processFamilies(view),
    ...pressureFamilies(view),
    ...stageFamilies(view),
    ...laneFamilies(view),
    ...sessionFamilies(view),
  ].filter(({ samples }) => samples.length > 0);
  return families
    .map(({ name, help, type, samples }) =>
      [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${type}`,
        ...samples.map(([labels, value]) => `${name}${labelText(labels)} ${numeral(value)}`),
        '',
      ].join('\n'),
    )
    .join('');
}

/**
 * What is measured as text that Prometheus reads (exposition format 0.0.4, prometheus.io/docs/instrumenting/
 * exposition_formats). Pure. Numbers and names of parts only: a session is named by its id, nothing by what was said.
 */
import { degradeSteps } from '../contract/metrics.ts';
import type { MonitorView, StageView } from '../contract/metrics.ts';

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter' | 'summary';
  /** Of a summary: its quantiles; sum and count have names of their own. */
  readonly samples: readonly Sample[];
  readonly sums?: readonly Sample[];
  readonly counts?: readonly Sample[];
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

// base units (prometheus.io/docs/practices/naming): seconds, bytes, and shares of one
const seconds = (ms: number) => ms / 1_000;
const bytes = (megabytes: number) => Math.round(megabytes * 1_000_000);
const share = (percent: number) => percent / 100;

function processFamilies({ status, memory, loopDelay, cpu, uptime_s }: MonitorView): readonly Family[] {
  const { pipelineState, performanceMonitor, resourceOptimization } = status;
  return [
    gauge('uptime_seconds', 'Seconds since the voice process started.', one(uptime_s)),
    gauge('cpu_ratio', 'Processor time, as a share of one core.', one(share(cpu))),
    gauge('sessions_active', 'Sessions open now.', one(pipelineState.sessionsActive)),
    gauge('frames_in_queue', 'Frames waiting in all sessions.', one(pipelineState.framesInQueue)),
    gauge(
      'frame_time_seconds',
      'Mean time of working on a frame, over the last minute.',
      one(seconds(performanceMonitor.averageFrameTime)),
    ),
    gauge('frames_per_second', 'Frames done a second.', one(performanceMonitor.throughput)),
    gauge(
      'error_ratio',
      'Share of jobs that failed in the last minute.',
      one(share(performanceMonitor.errorRate)),
    ),
    gauge(
      'memory_bytes',
      'Memory by part; rss is the whole process.',
      Object.entries<number>({ ...memory }).map(([part, value]) => [{ part }, bytes(value)] as const),
    ),
    gauge(
      'memory_free_ratio',
      'Share of the limit of memory that is free.',
      one(share(performanceMonitor.memoryEfficiency)),
    ),
    gauge(
      'loop_delay_seconds',
      'How late the event loop was over the last second.',
      Object.entries(loopDelay).map(([at, value]) => [{ at }, seconds(value)] as const),
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

const stageStates: readonly StageView['state'][] = ['idle', 'working', 'behind', 'failed', 'off'];

function stageFamilies({ stages }: MonitorView): readonly Family[] {
  const of = (value: (stage: MonitorView['stages'][number]) => number) =>
    stages.map((stage) => [{ stage: stage.name }, value(stage)] as const);
  const quantiles = (stage: MonitorView['stages'][number]) =>
    (
      [
        ['0.5', stage.p50],
        ['0.95', stage.p95],
        ['0.99', stage.p99],
      ] as const
    ).map(([quantile, ms]) => [{ stage: stage.name, quantile }, seconds(ms)] as const);
  return [
    {
      ...gauge('stage_duration_seconds', 'Time of a stage: quantiles of the last minute.', []),
      type: 'summary',
      samples: stages.flatMap(quantiles),
      sums: of((stage) => seconds(stage.total_ms ?? 0)),
      counts: of(({ count }) => count),
    },
    gauge(
      'stage_duration_max_seconds',
      'The longest of the last minute.',
      of(({ max }) => seconds(max)),
    ),
    gauge(
      'stage_state',
      'The state a stage is in is 1, the others are 0.',
      stages.flatMap(({ name, state }) =>
        stageStates.map((one) => [{ stage: name, state: one }, one === state ? 1 : 0] as const),
      ),
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
      'lane_running',
      'Whether a lane computes now.',
      of(({ running }) => (running ? 1 : 0)),
    ),
    gauge(
      'lane_waiting',
      'Jobs waiting in a lane.',
      of(({ waiting }) => waiting),
    ),
    gauge(
      'lane_oldest_wait_seconds',
      'Wait of the oldest of them.',
      of((lane) => seconds(lane.oldest_wait_ms)),
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
      'lane_compute_seconds',
      'Time of computing.',
      of((lane) => seconds(lane.compute_ms)),
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
      'session_dropped_seconds',
      'Sound a session had to drop.',
      sessions.map(({ session_id, dropped_ms }) => [{ session: session_id }, seconds(dropped_ms)] as const),
    ),
    counter(
      'session_turns',
      'Turns of a session.',
      sessions.map(({ session_id, turns }) => [{ session: session_id }, turns] as const),
    ),
    counter(
      'session_errors',
      'Errors a session told of.',
      sessions.map(({ session_id, errors }) => [{ session: session_id }, errors] as const),
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
    gauge(
      'queue_peak',
      'How full it was at most.',
      queues.map(({ labels, queue }) => [labels, queue.peak]),
    ),
    counter(
      'queue_dropped',
      'What a queue dropped.',
      queues.map(({ labels, queue }) => [labels, queue.dropped]),
    ),
    counter(
      'queue_coalesced',
      'What a newer one replaced while it waited.',
      queues.map(({ labels, queue }) => [labels, queue.coalesced]),
    ),
  ];
}

const linesOf = (name: string, samples: readonly Sample[]) =>
  samples.map(([labels, value]) => `${name}${labelText(labels)} ${numeral(value)}`);

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
    .map(({ name, help, type, samples, sums = [], counts = [] }) =>
      [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${type}`,
        ...linesOf(name, samples),
        ...linesOf(`${name}_sum`, sums),
        ...linesOf(`${name}_count`, counts),
        '',
      ].join('\n'),
    )
    .join('');
}

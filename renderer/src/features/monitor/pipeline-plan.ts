/**
 * The pipeline as it is wired, from what is measured: the stages in the order of the sound, and on each edge the
 * fullest queue that feeds the stage after it. Pure. A stage that is not measured is still drawn, without figures.
 */
import type {
  MonitorView,
  QueueView,
  SessionView,
  StageView,
} from '../../../../electron/contract/metrics.ts';

export const nodeNames = ['microphone', 'echo', 'vad', 'stt', 'turn', 'brain', 'tts', 'playback'] as const;
export type NodeName = (typeof nodeNames)[number];

export interface EdgePlan {
  /** The fullest of its queues over all sessions; null when nothing waits between these two. */
  readonly queue: QueueView | null;
  /** 0 to 1. */
  readonly fill: number;
  readonly dropped: number;
}

export interface NodePlan {
  readonly name: NodeName;
  readonly stage: StageView | null;
  readonly state: StageView['state'] | 'unmeasured';
  /** What waits in front of it; null for the first, which has the world in front of it. */
  readonly edge: EdgePlan | null;
}

export interface PipelinePlan {
  readonly nodes: readonly NodePlan[];
  /** Measured, and no part of the line of sound. */
  readonly others: readonly StageView[];
}

/** What the engine calls a stage, and the channels that lead to it. The microphone has no work of its own to time. */
const names: Readonly<
  Record<NodeName, { readonly stage: string | null; readonly channels: readonly string[] }>
> = {
  microphone: { stage: null, channels: [] },
  echo: { stage: 'echo', channels: ['capture->echo'] },
  vad: { stage: 'vad', channels: ['echo->vad', 'capture->vad'] },
  // what was said goes to the recogniser and to the judge of its end through the same channel
  stt: { stage: 'final', channels: ['vad->turn', 'vad->stt'] },
  turn: { stage: 'end_of_turn', channels: ['stt->turn'] },
  brain: { stage: 'brain', channels: ['turn->brain'] },
  tts: { stage: 'tts', channels: ['brain->tts'] },
  playback: { stage: 'playback', channels: ['tts->playback'] },
};

/** @returns 0 to 1; a queue without a bound is never full */
export const fillOf = ({ depth, bound }: Pick<QueueView, 'depth' | 'bound'>): number =>
  bound > 0 ? Math.min(1, Math.max(0, depth / bound)) : 0;

function planEdge(name: NodeName, sessions: readonly SessionView[]): EdgePlan {
  const queues = sessions
    .flatMap((session) => session.queues)
    .filter((queue) => names[name].channels.includes(queue.name));
  const queue = queues.reduce<QueueView | null>(
    (fullest, next) => (fullest === null || fillOf(next) > fillOf(fullest) ? next : fullest),
    null,
  );
  return {
    queue,
    fill: queue ? fillOf(queue) : 0,
    dropped: queues.reduce((sum, { dropped }) => sum + dropped, 0),
  };
}

export function planPipeline({
  stages,
  sessions,
  status,
}: Pick<MonitorView, 'stages' | 'sessions' | 'status'>): PipelinePlan {
  const isSounding = status.performanceMonitor.throughput > 0;
  const nodes = nodeNames.map((name, place): NodePlan => {
    const stage = stages.find((candidate) => candidate.name === names[name].stage) ?? null;
    const unmeasured = name === 'microphone' ? (isSounding ? 'working' : 'idle') : 'unmeasured';
    return {
      name,
      stage,
      state: stage?.state ?? unmeasured,
      edge: place === 0 ? null : planEdge(name, sessions),
    };
  });
  const drawn = new Set(nodes.map(({ stage }) => stage));
  return { nodes, others: stages.filter((stage) => !drawn.has(stage)) };
}

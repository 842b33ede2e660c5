/**
 * The pipeline as it is wired, from what is measured: the stages in the order of the sound, and on each edge what
 * waits for the stage after it: the fullest channel over all sessions, and the jobs of its lane. Pure. A stage that is
 * not measured is still drawn, without figures.
 */
import type {
  LaneView,
  MonitorView,
  QueueView,
  SessionView,
  StageView,
} from '../../../../electron/contract/metrics.ts';

export const nodeNames = ['microphone', 'echo', 'vad', 'stt', 'turn', 'brain', 'tts', 'playback'] as const;
export type NodeName = (typeof nodeNames)[number];

export interface EdgePlan {
  /** The fullest of its queues over all sessions; null when no channel lies between these two. */
  readonly queue: QueueView | null;
  /** Jobs in the lane of the stage; null where a stage has none. */
  readonly jobs: number | null;
  /** 0 to 1: the fuller of channel and lane. */
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

interface EngineNames {
  readonly stage: string | null;
  readonly channels: readonly string[];
  /** Beginning of the lane's name. */
  readonly lane: string | null;
}

/** What the engine calls a stage, and what leads to it. The microphone has no work of its own to time. */
export const engineNames: Readonly<Record<NodeName, EngineNames>> = {
  microphone: { stage: null, channels: [], lane: null },
  echo: { stage: 'echo', channels: ['capture->echo'], lane: null },
  vad: { stage: 'vad', channels: ['echo->vad', 'capture->vad'], lane: null },
  // what was said goes to the recogniser and to the judge of its end through the same channel
  stt: { stage: 'final', channels: ['vad->turn', 'vad->stt'], lane: 'stt' },
  turn: { stage: 'end_of_turn', channels: [], lane: 'end-of-turn' },
  brain: { stage: 'brain', channels: ['turn->brain'], lane: null },
  tts: { stage: 'tts', channels: ['brain->tts'], lane: 'tts' },
  playback: { stage: 'playback', channels: ['tts->playback'], lane: null },
};

/** A job that waited this long for its lane fills it: people ask whether they were heard. As the engine counts load. */
const LANE_FULL_MS = 2_000;

/** @returns 0 to 1; a queue without a bound is never full */
export const fillOf = ({ depth, bound }: Pick<QueueView, 'depth' | 'bound'>): number =>
  bound > 0 ? Math.min(1, Math.max(0, depth / bound)) : 0;

export const lanesOf = (name: NodeName, lanes: readonly LaneView[]): readonly LaneView[] => {
  const { lane } = engineNames[name];
  return lane === null ? [] : lanes.filter((one) => one.name === lane || one.name.startsWith(`${lane}-`));
};

function planEdge(name: NodeName, sessions: readonly SessionView[], allLanes: readonly LaneView[]): EdgePlan {
  const queues = sessions
    .flatMap((session) => session.queues)
    .filter((queue) => engineNames[name].channels.includes(queue.name));
  const queue = queues.reduce<QueueView | null>(
    (fullest, next) => (fullest === null || fillOf(next) > fillOf(fullest) ? next : fullest),
    null,
  );
  const lanes = lanesOf(name, allLanes);
  const waitedMs = Math.max(0, ...lanes.map(({ oldest_wait_ms }) => oldest_wait_ms));
  return {
    queue,
    jobs: lanes.length === 0 ? null : lanes.reduce((sum, { waiting }) => sum + waiting, 0),
    fill: Math.max(queue ? fillOf(queue) : 0, Math.min(1, waitedMs / LANE_FULL_MS)),
    dropped: queues.reduce((sum, { dropped }) => sum + dropped, 0),
  };
}

export function planPipeline({
  stages,
  sessions,
  lanes,
  status,
}: Pick<MonitorView, 'stages' | 'sessions' | 'lanes' | 'status'>): PipelinePlan {
  const isSounding = status.performanceMonitor.throughput > 0;
  const nodes = nodeNames.map((name, place): NodePlan => {
    const stage = stages.find((candidate) => candidate.name === engineNames[name].stage) ?? null;
    const unmeasured = name === 'microphone' ? (isSounding ? 'working' : 'idle') : 'unmeasured';
    return {
      name,
      stage,
      state: stage?.state ?? unmeasured,
      edge: place === 0 ? null : planEdge(name, sessions, lanes),
    };
  });
  const drawn = new Set(nodes.map(({ stage }) => stage));
  return { nodes, others: stages.filter((stage) => !drawn.has(stage)) };
}

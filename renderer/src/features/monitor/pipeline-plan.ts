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
  /** What waits in front of it; null for the first, which has the world in front of it. */
  readonly edge: EdgePlan | null;
}

export interface PipelinePlan {
  readonly nodes: readonly NodePlan[];
  /** Measured, and no part of the line of sound. */
  readonly others: readonly StageView[];
}

/** Names under which the engine measures a stage, and under which its sessions count what waits in front of it. */
const names: Readonly<
  Record<NodeName, { readonly stages: readonly string[]; readonly queues: readonly string[] }>
> = {
  microphone: { stages: ['microphone', 'capture', 'source'], queues: [] },
  echo: { stages: ['echo'], queues: ['echo', 'capture', 'microphone'] },
  vad: { stages: ['vad', 'frame'], queues: ['vad', 'frames'] },
  stt: { stages: ['stt'], queues: ['stt', 'speech', 'segments'] },
  turn: { stages: ['turn', 'end_of_turn'], queues: ['turn', 'words', 'transcripts', 'end_of_turn'] },
  brain: { stages: ['brain'], queues: ['brain', 'turns'] },
  tts: { stages: ['tts', 'voice'], queues: ['tts', 'text', 'voice', 'sentences'] },
  playback: { stages: ['playback', 'sink'], queues: ['playback', 'sink', 'sound'] },
};

/** @returns 0 to 1; a queue without a bound is never full */
export const fillOf = ({ depth, bound }: Pick<QueueView, 'depth' | 'bound'>): number =>
  bound > 0 ? Math.min(1, Math.max(0, depth / bound)) : 0;

function planEdge(name: NodeName, sessions: readonly SessionView[]): EdgePlan {
  const queues = sessions
    .flatMap((session) => session.queues)
    .filter((queue) => names[name].queues.includes(queue.name));
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

export function planPipeline({ stages, sessions }: Pick<MonitorView, 'stages' | 'sessions'>): PipelinePlan {
  const stageOf = (name: NodeName) =>
    names[name].stages.map((known) => stages.find((stage) => stage.name === known)).find(Boolean) ?? null;
  const nodes = nodeNames.map((name, place) => ({
    name,
    stage: stageOf(name),
    edge: place === 0 ? null : planEdge(name, sessions),
  }));
  const drawn = new Set(nodes.map(({ stage }) => stage));
  return { nodes, others: stages.filter((stage) => !drawn.has(stage)) };
}

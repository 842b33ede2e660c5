import { describe, expect, it } from 'vitest';
import type { QueueView, SessionView } from '../../../../../electron/contract/metrics.ts';
import {
  fillOf,
  nodeNames,
  planPipeline,
} from '../../../../../renderer/src/features/monitor/pipeline-plan.ts';
import { sampleMonitorView } from '../../../../support/sample-monitor.ts';

const queue = (name: string, depth: number, dropped = 0): QueueView => ({
  name,
  depth,
  bound: 100,
  unit: 'items',
  peak: depth,
  dropped,
  coalesced: 0,
});
const [sample] = sampleMonitorView().sessions;
const session = (...queues: QueueView[]): SessionView => ({ ...sample!, queues });
const edgeOf = (sessions: readonly SessionView[], name: string) =>
  planPipeline({ ...sampleMonitorView(), stages: [], sessions }).nodes.find((node) => node.name === name)!
    .edge;

describe('the pipeline as it is wired', () => {
  it('has every stage in the order of the sound, measured or not', () => {
    const plan = planPipeline({ ...sampleMonitorView(), stages: [], sessions: [] });
    expect(plan.nodes.map(({ name }) => name)).toEqual([...nodeNames]);
    expect(plan.nodes.every(({ stage }) => stage === null)).toBe(true);
    expect(plan.nodes[0]!.edge).toBeNull();
    expect(plan.nodes[1]!.edge).toEqual({ queue: null, jobs: null, fill: 0, dropped: 0 });
  });

  it('finds what is measured under the names of the engine', () => {
    const { nodes, others } = planPipeline(sampleMonitorView());
    expect(nodes.map(({ stage }) => stage?.name)).toEqual([
      undefined,
      'echo',
      'vad',
      'final',
      'end_of_turn',
      'brain',
      'tts',
      'playback',
    ]);
    expect(others).toEqual([]);
  });

  it('tells by the sound that comes whether the microphone works', () => {
    const sample = sampleMonitorView();
    const stateAt = (throughput: number) =>
      planPipeline({
        ...sample,
        status: {
          ...sample.status,
          performanceMonitor: { ...sample.status.performanceMonitor, throughput },
        },
      }).nodes[0]!.state;
    expect([stateAt(31), stateAt(0)]).toEqual(['working', 'idle']);
  });

  it('has an edge for every channel of the line', () => {
    const channels = ['capture->echo', 'echo->vad', 'vad->turn', 'brain->tts', 'tts->playback'];
    const { nodes } = planPipeline({
      ...sampleMonitorView(),
      sessions: [session(...channels.map((name) => queue(name, 50)))],
    });
    expect(nodes.flatMap(({ edge }) => edge?.queue?.name ?? [])).toEqual(channels);
  });

  it('keeps what is no part of the line', () => {
    const [stage] = sampleMonitorView().stages;
    const { nodes, others } = planPipeline({
      ...sampleMonitorView(),
      stages: [{ ...stage!, name: 'wake' }],
      sessions: [],
    });
    expect(others.map(({ name }) => name)).toEqual(['wake']);
    expect(nodes.every((node) => node.stage === null)).toBe(true);
  });

  it('shows the fullest queue of all sessions on an edge, and counts all that was dropped', () => {
    const edge = edgeOf(
      [session(queue('echo->vad', 10, 2)), session(queue('echo->vad', 90, 1), queue('tts->playback', 99))],
      'vad',
    );
    expect(edge).toMatchObject({ fill: 0.9, dropped: 3, queue: { depth: 90 } });
  });

  it('shows the jobs of its lane, and by their waiting how full it is', () => {
    const [lane] = sampleMonitorView().lanes;
    const { nodes } = planPipeline({
      ...sampleMonitorView(),
      sessions: [session(queue('brain->tts', 10))],
      lanes: [
        { ...lane!, name: 'tts-en_US', waiting: 3, oldest_wait_ms: 1_000 },
        { ...lane!, name: 'stt', waiting: 2, oldest_wait_ms: 9_000 },
        { ...lane!, name: 'sttish', waiting: 9, oldest_wait_ms: 0 },
      ],
    });
    const edge = (name: string) => nodes.find((node) => node.name === name)!.edge;
    expect(edge('tts')).toMatchObject({ jobs: 3, fill: 0.5, queue: { depth: 10 } });
    expect(edge('stt')).toMatchObject({ jobs: 2, fill: 1, queue: null });
    expect(edge('turn')!.jobs).toBeNull();
  });

  it.each([
    [{ depth: 5, bound: 10 }, 0.5],
    [{ depth: 20, bound: 10 }, 1],
    [{ depth: -1, bound: 10 }, 0],
    [{ depth: 5, bound: 0 }, 0],
  ])('%o is filled to %d', (given, fill) => {
    expect(fillOf(given)).toBe(fill);
  });
});

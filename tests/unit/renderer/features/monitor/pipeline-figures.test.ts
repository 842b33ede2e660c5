import { describe, expect, it } from 'vitest';
import type { QueueView, StageView } from '../../../../../electron/contract/metrics.ts';
import { barShare } from '../../../../../renderer/src/features/monitor/bar-share.ts';
import { edgeFigures, stageFigures } from '../../../../../renderer/src/features/monitor/pipeline-figures.ts';

const queue: QueueView = {
  name: 'echo->vad',
  depth: 120.4,
  bound: 500,
  unit: 'ms',
  peak: 200,
  dropped: 3,
  coalesced: 0,
};
const stage: StageView = {
  name: 'vad',
  state: 'working',
  count: 12,
  p50: 1,
  p95: 2.41,
  p99: 3,
  max: 4,
  total_ms: 100,
  errors: 1,
  stale: 2,
};

describe('the figures of an edge', () => {
  it('says what waits, as it is shown', () => {
    expect(edgeFigures({ queue, jobs: null, fill: 0.2408, dropped: 3 }, 0.416, 'en')).toEqual({
      depth: 120,
      bound: 500,
      unit: 'ms',
      jobs: null,
      fill: 0.24,
      dropped: 3,
      load: '42%',
    });
  });

  it('without a channel and without a load says neither', () => {
    expect(edgeFigures({ queue: null, jobs: 2, fill: 0, dropped: 0 }, undefined, 'en')).toMatchObject({
      depth: null,
      jobs: 2,
      load: '',
    });
  });

  it('are the same for what looks the same', () => {
    const edge = { queue, jobs: null, fill: 0.2401, dropped: 3 };
    const moved = { ...edge, queue: { ...queue, depth: 119.9, peak: 210 }, fill: 0.2398 };
    expect(edgeFigures(moved, 0.4201, 'en')).toEqual(edgeFigures(edge, 0.42, 'en'));
  });
});

describe('the figures of a stage', () => {
  it('says what it did', () => {
    expect(stageFigures(stage, 'en')).toEqual({ count: 12, p95: '2.4 ms', stale: 2, errors: 1 });
  });

  it('says no time before it ran, and no count when it is not measured', () => {
    expect(stageFigures({ ...stage, count: 0 }, 'en')).toMatchObject({ count: 0, p95: '' });
    expect(stageFigures(null, 'en')).toEqual({ count: null, p95: '', stale: 0, errors: 0 });
  });
});

describe('how far a bar is filled', () => {
  it('moves in steps of about a pixel and stays between empty and full', () => {
    expect([barShare(0.5), barShare(0.5012), barShare(0.504)]).toEqual([0.5, 0.5, 0.505]);
    expect([barShare(-1), barShare(0.001), barShare(7)]).toEqual([0, 0, 1]);
  });
});

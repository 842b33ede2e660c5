import { describe, expect, it } from 'vitest';
import type { MonitorView } from '../../../../../electron/contract/metrics.ts';
import { createLoadMeter } from '../../../../../renderer/src/features/monitor/stage-loads.ts';
import { sampleMonitorView } from '../../../../support/sample-monitor.ts';

const START = 1_700_000_000_000;

/** @param busyMs of echo removal and of the recogniser's lane since the start */
function viewAt(atMs: number, busyMs: number): MonitorView {
  const sample = sampleMonitorView();
  const [stage] = sample.stages;
  const [lane] = sample.lanes;
  return sampleMonitorView({
    at: START + atMs,
    stages: [
      { ...stage!, name: 'echo', total_ms: busyMs },
      { ...stage!, name: 'final', total_ms: 10 * busyMs },
      { ...stage!, name: 'vad' },
    ],
    lanes: [{ ...lane!, name: 'stt', compute_ms: 2 * busyMs }],
  });
}

function loadsAfter(...views: MonitorView[]) {
  const meter = createLoadMeter();
  views.forEach((view) => meter.push(view));
  return meter.read();
}

describe('how busy a stage is', () => {
  it('is the share of the time in which it worked; where there is a lane, the lane tells', () => {
    expect(loadsAfter(viewAt(0, 100), viewAt(2_000, 600))).toEqual({ echo: 0.25, stt: 0.5 });
  });

  it('forgets what is longer ago than five seconds', () => {
    const loads = loadsAfter(viewAt(0, 0), viewAt(4_000, 4_000), viewAt(6_000, 4_000), viewAt(8_000, 4_000));
    expect(loads.echo).toBe(0);
  });

  it.each([
    ['of one look', [viewAt(0, 100)]],
    ['of too short a time', [viewAt(0, 100), viewAt(250, 350)]],
    ['when the counters began anew', [viewAt(0, 900), viewAt(2_000, 100)]],
    ['when the clock went back', [viewAt(0, 100), viewAt(-2_000, 600)]],
  ])('is not told %s', (_, views) => {
    expect(loadsAfter(...views)).toEqual({});
  });
});

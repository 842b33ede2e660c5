import { describe, expect, it } from 'vitest';
import { stageNames } from '../../../electron/contract/metrics.ts';
import type { StageName } from '../../../electron/contract/metrics.ts';
import { createStageRecorder } from '../../../electron/engine/observe/stage-recorder.ts';
import { observeTuning } from '../../../electron/engine/observe/tuning.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';

function rig() {
  const clock = createVirtualClock(0);
  const recorder = createStageRecorder(clock);
  const of = (name: StageName, off: readonly StageName[] = []) =>
    recorder.views(new Set(off)).find((view) => view.name === name)!;
  return { clock, recorder, of };
}

describe('what stages took', () => {
  it('has every stage, and of each what was told', async () => {
    const { clock, recorder, of } = rig();
    await clock.advance(1_000);
    for (const ms of [1, 2, 3, 90]) recorder.took('final', ms);
    recorder.failed('final');
    recorder.stale('final');
    expect(recorder.views(new Set()).map(({ name }) => name)).toEqual(stageNames);
    expect(of('final')).toMatchObject({ count: 4, errors: 1, stale: 1, max: 90, total_ms: 96 });
    expect(of('final').p50).toBeCloseTo(2, 0);
    expect(of('final').p99).toBe(90);
    expect(of('vad')).toMatchObject({ count: 0, p50: 0, p99: 0, total_ms: 0, state: 'idle' });
  });

  it('keeps counts for ever and figures for a minute', async () => {
    const { clock, recorder, of } = rig();
    recorder.took('tts', 300);
    await clock.advance(70_000);
    expect(of('tts')).toMatchObject({ count: 1, p95: 0, max: 0, total_ms: 300 });
  });

  it('tells the state of a stage', async () => {
    const { clock, recorder, of } = rig();
    expect(of('vad').state).toBe('idle');
    recorder.took('vad', 1);
    expect(of('vad').state).toBe('working');
    for (let i = 0; i < 30; i++) recorder.took('vad', 50);
    expect(of('vad').state).toBe('behind');
    recorder.failed('vad');
    expect(of('vad').state).toBe('failed');
    expect(of('vad', ['vad']).state).toBe('off');
    await clock.advance(observeTuning.failedForMs);
    expect(of('vad').state).toBe('idle');
  });
});

describe('frames', () => {
  it('are told once to who looks', () => {
    const { recorder } = rig();
    recorder.took('frame', 1);
    recorder.took('frame', 4);
    expect(recorder.takeFrames()).toEqual({ frames: 2, meanMs: 2.5, slowestMs: 4 });
    expect(recorder.takeFrames()).toEqual({ frames: 0, meanMs: 0, slowestMs: 0 });
  });

  it.each([
    ['are counted by the second, and have a mean', false],
    ['are counted as well at the time at which they were last taken', true],
  ])('%s', async (_what, taken) => {
    const { clock, recorder } = rig();
    for (let i = 0; i < 200; i++) {
      if (taken && i % 8 === 0) recorder.takeFrames();
      recorder.took('frame', i % 2 === 0 ? 1 : 3);
      await clock.advance(32);
    }
    expect(recorder.framesPerSecond).toBeCloseTo(31.25, 0);
    expect(recorder.frameMeanMs).toBeCloseTo(2, 5);
    expect(recorder.frameP95Ms).toBeCloseTo(3, 0);
  });
});

describe('the share of errors', () => {
  it('is of jobs, not of frames, and of a few jobs no alarm', async () => {
    const { clock, recorder } = rig();
    for (let i = 0; i < 100; i++) recorder.took('frame', 1);
    recorder.failed('final');
    await clock.advance(1_000);
    expect(recorder.errorShare).toBe(1 / observeTuning.errorShareOfAtLeast);
    for (let i = 0; i < 99; i++) recorder.took('final', 100);
    await clock.advance(1_000);
    expect(recorder.errorShare).toBe(0.01);
    expect(recorder.errors).toBe(1);
    await clock.advance(61_000);
    expect(recorder.errorShare).toBe(0);
    expect(recorder.errors).toBe(1);
  });
});

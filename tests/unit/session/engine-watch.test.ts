/** The engine looking at itself, on a clock, with sessions and a memory that say what they are told to. */
import { describe, expect, it } from 'vitest';
import type { AlertCode, TrendPoint } from '../../../electron/contract/metrics.ts';
import { createEngineWatch } from '../../../electron/engine/engine-watch.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import type { Session } from '../../../electron/engine/session.ts';

function rig() {
  const clock = createVirtualClock(1_000_000);
  const state = {
    waiting: 0,
    oldestMs: 0,
    deafMs: null as number | null,
    local: true,
    beyondMegabytes: 10,
    memoryLimit: 300,
    everyMs: 1_000 as number | null,
    optimised: 0,
    paused: [] as boolean[],
  };
  const lines: string[] = [];
  const trends: TrendPoint[] = [];
  const session = {
    get isLocal() {
      return state.local;
    },
    channels: () => [{ name: 'capture->echo', items: state.waiting }],
    oldestWaitMs: () => state.oldestMs,
    ages: () => ({ openMs: 0, idleMs: 0, deafMs: state.deafMs }),
    publish() {},
    setPaused: (paused: boolean) => state.paused.push(paused),
    view: () => ({ session_id: 's-1', queues: [] }),
  } as unknown as Session;
  const watch = createEngineWatch({
    clock,
    sessions: () => [session],
    lanes: () => [],
    bufferBytes: () => 2_000_000,
    off: () => new Set(),
    failed: () => false,
    counts: () => ({ gcTriggered: 1, sessionsCleanedUp: 2, memoryOptimizations: 3 }),
    onMemoryHigh: () => void state.optimised++,
    onTrend: (point) => trends.push(point),
    memoryLimitMegabytes: () => state.memoryLimit,
    lines: { everyMs: () => state.everyMs, write: (line) => lines.push(line) },
    memory: {
      markReady() {},
      read: () => ({ rss: 400, heap: 50, external: 9, models: 300, sessions: 8, buffers: 2 }),
      get beyondModels() {
        return state.beyondMegabytes;
      },
    },
  });
  const told: string[] = [];
  watch.onAlert((fact) => told.push(fact.type === 'alertRaised' ? `+${fact.alert.code}` : `-${fact.code}`));
  watch.start();
  /** Frames at their pace, each of which took `ms`. */
  async function hear(frames: number, ms: number) {
    for (let n = 0; n < frames; n++) {
      watch.stages.took('frame', ms);
      await clock.advance(32);
    }
  }
  return { clock, state, watch, lines, trends, told, hear };
}
type Rig = ReturnType<typeof rig>;

describe('each alert', () => {
  const causes: [AlertCode, (rig: Rig) => Promise<void>, (rig: Rig) => Promise<void>][] = [
    ['frame_slow', (one) => one.hear(160, 25), (one) => one.hear(300, 1)],
    [
      'memory_high',
      async ({ state, clock }) => ((state.beyondMegabytes = 301), clock.advance(5_000)),
      async ({ state, clock }) => ((state.beyondMegabytes = 100), clock.advance(8_000)),
    ],
    [
      'load_high',
      async ({ state, clock }) => ((state.oldestMs = 900), clock.advance(2_000)),
      async ({ state, clock }) => ((state.oldestMs = 0), clock.advance(5_000)),
    ],
    [
      'errors_high',
      async ({ watch, clock }) => {
        for (let n = 0; n < 5; n++) watch.stages.failed('final');
        await clock.advance(3_000);
      },
      ({ clock }) => clock.advance(80_000),
    ],
    [
      'queue_long',
      async ({ state, clock }) => ((state.waiting = 101), clock.advance(2_000)),
      async ({ state, clock }) => ((state.waiting = 0), clock.advance(5_000)),
    ],
    [
      'capture_silent',
      async ({ state, clock }) => ((state.deafMs = 5_001), clock.advance(2_000)),
      async ({ state, clock }) => ((state.deafMs = 20), clock.advance(2_000)),
    ],
  ];
  it.each(causes)('%s is raised by its cause and cleared without it', async (code, cause, remedy) => {
    const one = rig();
    await one.clock.advance(2_000);
    expect(one.told.filter((what) => what.endsWith(code))).toEqual([]);
    await cause(one);
    expect(one.told.filter((what) => what.endsWith(code))).toEqual([`+${code}`]);
    expect(one.watch.monitor().alerts.map((alert) => alert.code)).toContain(code);
    await remedy(one);
    expect(one.told.filter((what) => what.endsWith(code))).toEqual([`+${code}`, `-${code}`]);
    one.watch.stop();
  });

  it.each([
    ['is raised by a loop that stands still', true],
    ['is not raised while models load', false],
  ])('loop_stalled %s', async (_what, loaded) => {
    const one = rig();
    if (loaded) one.watch.markReady();
    // the loop's own timer has to have begun
    await new Promise((resolve) => setTimeout(resolve, 60));
    const until = performance.now() + 400;
    while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await one.clock.advance(1_000);
    expect(one.told).toEqual(loaded ? ['+loop_stalled'] : []);
    expect(one.watch.monitor().loopDelay.max).toBeGreaterThan(200);
    one.watch.stop();
  });

  it('is not raised for the silence of a guest', async () => {
    const one = rig();
    one.state.local = false;
    one.state.deafMs = 60_000;
    await one.clock.advance(5_000);
    expect(one.told).toEqual([]);
    one.watch.stop();
  });
});

describe('near its limit of memory', () => {
  it('makes room by itself, a minute apart at most, at the limit that is set', async () => {
    const { clock, state, watch } = rig();
    state.beyondMegabytes = 200;
    await clock.advance(10_000);
    expect(state.optimised).toBe(0);
    state.memoryLimit = 220;
    await clock.advance(59_000);
    expect(state.optimised).toBe(1);
    await clock.advance(5_000);
    expect(state.optimised).toBe(2);
    watch.stop();
  });
});

describe('what is measured', () => {
  it('becomes a line as often as is wanted, and none when none is', async () => {
    const { clock, lines, state, watch } = rig();
    await clock.advance(5_100);
    expect(lines).toHaveLength(5);
    state.everyMs = null;
    watch.note({ type: 'timings', session_id: 's-1', timestamp: 1, turn_id: 1, stages: { brain: 3 } });
    await clock.advance(5_000);
    expect(lines).toHaveLength(5);
    state.everyMs = 10_000;
    watch.note({ type: 'timings', session_id: 's-1', timestamp: 1, turn_id: 2, stages: { brain: 3 } });
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ type: 'turn', turn: 2, stages: { brain: 3 } });
    watch.stop();
    const written = lines.length;
    await clock.advance(60_000);
    expect(lines).toHaveLength(written);
  });

  it('becomes a point of the trend each minute', async () => {
    const { clock, trends, watch, hear } = rig();
    watch.note({
      type: 'timings',
      session_id: 's-1',
      timestamp: 1,
      turn_id: 1,
      stages: { voice_to_voice: 300 },
    });
    await hear(100, 2);
    await clock.advance(121_000);
    expect(trends).toHaveLength(2);
    expect(trends[0]).toMatchObject({ turns: 1, memory: 400, errors: 0 });
    expect(trends[0]!.load).toBeGreaterThan(0.19);
    expect(trends[1]).toMatchObject({ turns: 0, voice_to_voice_p50: null });
    watch.stop();
  });

  it('is in the view, with the counts of others', async () => {
    const { clock, state, watch, hear } = rig();
    state.waiting = 3;
    await hear(320, 2);
    await clock.advance(20);
    const { status, memory, uptime_s, pressure } = watch.monitor();
    expect(status.pipelineState).toMatchObject({ sessionsActive: 1, framesInQueue: 3, memoryUsage: 400 });
    expect(status.performanceMonitor.averageFrameTime).toBe(2);
    expect(status.performanceMonitor.throughput).toBeCloseTo(31, 0);
    expect(status.resourceOptimization).toMatchObject({ gcTriggered: 1, sessionsCleanedUp: 2 });
    expect(pressure.parts.frame_time).toBeCloseTo(0.2, 5);
    expect(memory.models).toBe(300);
    expect(uptime_s).toBe(10);
    watch.stop();
  });
});

import { describe, expect, it } from 'vitest';
import { metricsLine, turnLine } from '../../../electron/engine/observe/metrics-lines.ts';
import { sampleMonitorView } from '../../support/sample-monitor.ts';

describe('a line of measurements', () => {
  it('holds every number of the view by its name', () => {
    const view = sampleMonitorView();
    const line = JSON.parse(metricsLine(view)) as Record<string, unknown>;
    expect(line).toMatchObject({
      type: 'metrics',
      at: view.at,
      health: 'stressed',
      state: { processingLoad: 84, framesInQueue: 7 },
      performance: { throughput: 31.2 },
      step: 'reduce_quality',
      reason: 'oldest_wait',
      load_parts: { oldest_wait: 0.84 },
      stages: { final: { state: 'behind', p95: 2.5, p99: 4, errors: 0 } },
      lanes: { compute: { waiting: 2, compute_ms: 12_000 } },
      sessions: [
        { id: 'x', turns: 3, queues: { 'tts->playback': { depth: 900, bound: 1_000, dropped: 2 } } },
      ],
      alerts: [{ code: 'load_high', value: 84 }],
      memory: { models: 300, sessions: 12, buffers: 4 },
      loop_delay: { p99: 3 },
      cpu: 35,
      uptime_s: 3_725,
    });
    expect(metricsLine(view)).not.toContain('\n');
  });

  it('holds no name of a device, whatever it is called', () => {
    const [session] = sampleMonitorView().sessions;
    const view = sampleMonitorView({
      sessions: [{ ...session!, source: 'Zanzibar headset', sink: 'Zanzibar upstairs', phase: 'listening' }],
    });
    expect(metricsLine(view)).not.toContain('Zanzibar');
  });

  it('leaves out what is no number', () => {
    const line = metricsLine(sampleMonitorView({ loopDelay: { p50: NaN, p99: Infinity, max: 1 } }));
    expect(JSON.parse(line)).toMatchObject({ loop_delay: { max: 1 } });
    expect((JSON.parse(line) as { loop_delay: object }).loop_delay).toEqual({ max: 1 });
  });
});

describe('a line of a turn', () => {
  it('is its timeline in numbers', () => {
    const stages = { stt: 91.23456, voice_to_voice: 400 };
    const event = { type: 'timings' as const, session_id: 's-1', timestamp: 7, turn_id: 2, stages };
    expect(JSON.parse(turnLine(event, 1_700.6))).toEqual({
      type: 'turn',
      at: 1_701,
      session: 's-1',
      turn: 2,
      stages: { stt: 91.235, voice_to_voice: 400 },
    });
  });

  it('takes nothing else, even if it were there', () => {
    const stages = { stt: 'zanzibar', brain: 2 } as unknown as Record<string, number>;
    const event = { type: 'timings' as const, session_id: 's-1', timestamp: 7, turn_id: 2, stages };
    expect(turnLine({ ...event, text: 'zanzibar' } as typeof event, 0)).not.toContain('zanzibar');
  });
});

/** A view of the monitor as the desk sends it: one local session, one alert, the first step of degradation. */
import type { MonitorView, OptimizeReport } from '../../electron/contract/metrics.ts';

const stages = ['echo', 'vad', 'final', 'end_of_turn', 'brain', 'tts', 'playback'];

export function sampleMonitorView(change: Partial<MonitorView> = {}): MonitorView {
  return {
    at: 1_700_000_000_000,
    status: {
      pipelineState: {
        health: 'stressed',
        processingLoad: 84,
        memoryUsage: 412,
        sessionsActive: 1,
        framesInQueue: 7,
      },
      performanceMonitor: { averageFrameTime: 1.5, throughput: 31.2, errorRate: 0.5, memoryEfficiency: 61 },
      resourceOptimization: {
        gcTriggered: 2,
        sessionsCleanedUp: 3,
        memoryOptimizations: 1,
        backpressureEvents: 4,
      },
    },
    pressure: {
      step: 'reduce_quality',
      load: 0.84,
      parts: { queue_fill: 0.2, oldest_wait: 0.84, frame_time: 0.15, memory: 0.39 },
      reason: 'oldest_wait',
      since: 1_699_999_990_000,
      triggered: 4,
    },
    stages: stages.map((name, index) => ({
      name,
      state: name === 'final' ? 'behind' : 'idle',
      count: 100 + index,
      p50: 1,
      p95: 2.5,
      p99: 4,
      max: 9,
      errors: 0,
      stale: index,
    })),
    lanes: [
      {
        name: 'compute',
        waiting: 2,
        running: true,
        done: 40,
        failed: 1,
        cancelled: 3,
        compute_ms: 12_000,
        oldest_wait_ms: 180,
      },
    ],
    sessions: [
      {
        session_id: 'x',
        source: 'microphone',
        sink: 'speaker',
        phase: 'listening',
        local: true,
        paused: false,
        created_at: 1_699_999_900_000,
        last_activity: 1_699_999_999_000,
        turns: 3,
        frames: 2_900,
        dropped_ms: 0,
        errors: 0,
        queues: [
          {
            name: 'capture->echo',
            depth: 96,
            bound: 16_000,
            unit: 'ms',
            peak: 320,
            dropped: 0,
            coalesced: 0,
          },
          {
            name: 'tts->playback',
            depth: 900,
            bound: 1_000,
            unit: 'ms',
            peak: 1_000,
            dropped: 2,
            coalesced: 0,
          },
        ],
      },
    ],
    alerts: [{ code: 'load_high', since: 1_699_999_990_000, value: 84, limit: 80, unit: '%', muted: false }],
    memory: { rss: 412, heap: 60, external: 20, models: 300, sessions: 12, buffers: 4 },
    loopDelay: { p50: 0.5, p99: 3, max: 7 },
    cpu: 35,
    uptime_s: 3_725,
    ...change,
  };
}

export const sampleReport: OptimizeReport = {
  memoryBefore: 412,
  memoryAfter: 380,
  gcTriggered: true,
  sessionsClosed: 2,
  buffersTrimmed: 3,
  modelsReleased: ['whisper-base'],
};

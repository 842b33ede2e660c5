/**
 * What Parley measures about itself: the shapes of pressure, metrics, alerts and what optimising freed. Numbers and
 * names only, never what was said. `PipelineStatus` is the wire shape of protocols section 1; field names are exact.
 */
import type { FaultCode } from './errors.ts';

/** In order: each step keeps what the ones before it took. */
export const degradeSteps = ['none', 'reduce_quality', 'drop_frames', 'pause_processing'] as const;
export type DegradeStep = (typeof degradeSteps)[number];

/** What the load is made of; the greatest counts. */
export const loadParts = ['queue_fill', 'oldest_wait', 'frame_time', 'memory'] as const;
export type LoadPart = (typeof loadParts)[number];

export interface PressureView {
  readonly step: DegradeStep;
  /** 0 to 1 and beyond: the greatest of the parts. */
  readonly load: number;
  readonly parts: Readonly<Record<LoadPart, number>>;
  /** The part that led to the step; null at `none`. */
  readonly reason: LoadPart | null;
  /** Epoch milliseconds of the last change of step. */
  readonly since: number;
  /** How often each step was entered since the start. */
  readonly triggered: number;
}

/** What is timed: the stages of a frame, `frame` for all of them together, and those of a turn. */
export const stageNames = [
  'echo',
  'vad',
  'frame',
  'partial',
  'final',
  'end_of_turn',
  'brain',
  'tts',
  'playback',
] as const;
export type StageName = (typeof stageNames)[number];

export type Health = 'healthy' | 'stressed' | 'overloaded' | 'failed';

export interface QueueView {
  readonly name: string;
  readonly depth: number;
  readonly bound: number;
  readonly unit: 'ms' | 'items' | 'bytes';
  readonly peak: number;
  readonly dropped: number;
  readonly coalesced: number;
}

export interface StageView {
  readonly name: string;
  readonly state: 'idle' | 'working' | 'behind' | 'failed' | 'off';
  readonly count: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** Milliseconds it took in all since the start; the figures above are of the last minute. */
  readonly total_ms?: number;
  readonly errors: number;
  /** Results that came for a turn that was over. */
  readonly stale: number;
}

export interface LaneView {
  readonly name: string;
  readonly waiting: number;
  readonly running: boolean;
  readonly done: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly compute_ms: number;
  readonly oldest_wait_ms: number;
}

export interface SessionView {
  readonly session_id: string;
  readonly source: string;
  readonly sink: string;
  readonly phase: string;
  /** The local microphone: never touched by any step. */
  readonly local: boolean;
  readonly paused: boolean;
  readonly created_at: number;
  readonly last_activity: number;
  readonly turns: number;
  readonly frames: number;
  readonly dropped_ms: number;
  readonly errors: number;
  readonly queues: readonly QueueView[];
}

export const alertCodes = [
  'frame_slow',
  'memory_high',
  'load_high',
  'errors_high',
  'queue_long',
  'capture_silent',
  'loop_stalled',
] as const;
export type AlertCode = (typeof alertCodes)[number];

export interface AlertView {
  readonly code: AlertCode;
  /** Epoch milliseconds at which it was raised. */
  readonly since: number;
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
  readonly muted: boolean;
}

export interface MemoryView {
  /** Megabytes. */
  readonly rss: number;
  readonly heap: number;
  readonly external: number;
  readonly models: number;
  readonly sessions: number;
  readonly buffers: number;
}

/** The object of `GET /pipeline/status` and of `pipelineHealth`. */
export interface PipelineStatus {
  readonly pipelineState: {
    readonly health: Health;
    /** Percent. */
    readonly processingLoad: number;
    /** Megabytes. */
    readonly memoryUsage: number;
    readonly sessionsActive: number;
    readonly framesInQueue: number;
  };
  readonly performanceMonitor: {
    /** Milliseconds. */
    readonly averageFrameTime: number;
    /** Frames a second. */
    readonly throughput: number;
    /** Percent. */
    readonly errorRate: number;
    /** Percent of the memory limit that is free. */
    readonly memoryEfficiency: number;
  };
  readonly resourceOptimization: {
    readonly gcTriggered: number;
    readonly sessionsCleanedUp: number;
    readonly memoryOptimizations: number;
    readonly backpressureEvents: number;
  };
}

/** Everything the monitor draws, a few times a second. */
export interface MonitorView {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly status: PipelineStatus;
  readonly pressure: PressureView;
  readonly stages: readonly StageView[];
  readonly lanes: readonly LaneView[];
  readonly sessions: readonly SessionView[];
  readonly alerts: readonly AlertView[];
  readonly memory: MemoryView;
  /** Milliseconds the event loop was late, over the last second. */
  readonly loopDelay: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Percent of one core. */
  readonly cpu: number;
  readonly uptime_s: number;
}

export interface OptimizeRequest {
  readonly triggerGC: boolean;
  readonly cleanupSessions: boolean;
  readonly optimizeBuffers: boolean;
}

export interface OptimizeReport {
  /** Megabytes of the whole process. */
  readonly memoryBefore: number;
  readonly memoryAfter: number;
  readonly gcTriggered: boolean;
  readonly sessionsClosed: number;
  readonly buffersTrimmed: number;
  readonly modelsReleased: readonly string[];
}

/** A minute of a trend that is kept across restarts. */
export interface TrendPoint {
  /** Epoch milliseconds, start of the minute. */
  readonly at: number;
  readonly load: number;
  readonly frame_p95: number;
  readonly memory: number;
  readonly cpu: number;
  readonly turns: number;
  readonly voice_to_voice_p50: number | null;
  readonly errors: number;
  readonly step: DegradeStep;
}

/** What the pressure controller tells: entering a step and leaving it. */
export type PressureFact =
  | {
      readonly type: 'backpressureTriggered';
      readonly step: DegradeStep;
      readonly load: number;
      readonly reason: LoadPart;
    }
  | { readonly type: 'backpressureRecovered'; readonly step: DegradeStep; readonly load: number };

export interface ErrorCount {
  readonly code: FaultCode;
  readonly count: number;
}

/**
 * What a user interface asks of the voice process, and what it hears back: one table for every carrier (Electron
 * port, WebSocket, the host's own line). Parameters are parsed where they arrive; unknown methods are refused.
 */
import { z } from 'zod';
import type { Fault } from './errors.ts';
import type { DeskEvent } from './desk-events.ts';
import type {
  DeviceLists,
  ExportedFile,
  FindingView,
  FoundTurnView,
  MachineReport,
  ModelView,
  Snapshot,
  TurnPage,
  TurnView,
} from './desk-views.ts';
import { alertCodes } from './metrics.ts';
import type { MonitorView, OptimizeReport, TrendPoint } from './metrics.ts';
import type { Settings } from './settings.ts';
import type { WordTime } from './events.ts';

const none = z.strictObject({});
/** A turn's row in the history; negative while it is held in memory only. */
const turnId = z.strictObject({ id: z.number().int() });
const modelName = z.strictObject({ name: z.string().min(1).max(100) });
const part = z.enum(['words', 'reply']);
const recognizer = z.enum(['whisper-tiny.en', 'whisper-base', 'sherpa-streaming']);

export const rpcSchemas = {
  /** Everything a window needs to draw itself; sent once after connecting, events follow. */
  getSnapshot: none,

  // talking
  /** The talk key or button is down: a turn begins at once. */
  pressTalk: none,
  /** It is up: the turn ends 200 ms later. */
  releaseTalk: none,
  /** One click begins a turn, the next ends it. */
  toggleTalk: none,
  sendText: z.strictObject({ text: z.string().trim().min(1).max(10_000) }),
  /** Ends listening, thinking and speaking. */
  stop: none,
  repeatReply: none,
  /** Stops capture itself, and starts it again. */
  setMuted: z.strictObject({ muted: z.boolean() }),
  /** What is said next is written, not answered: comes back as `dictated` events. */
  startDictation: none,
  stopDictation: none,

  // history
  listTurns: z.strictObject({
    limit: z.number().int().min(1).max(500),
    /** Only turns older than this one. */
    before: z.strictObject({ startedAt: z.number(), id: z.number().int() }).optional(),
  }),
  getTurn: turnId,
  searchTurns: z.strictObject({ text: z.string().max(500), limit: z.number().int().min(1).max(200) }),
  deleteTurn: turnId,
  clearHistory: none,
  exportHistory: z.strictObject({ format: z.enum(['markdown', 'json']) }),
  exportSound: turnId.extend({ part }),
  /** Plays what was said, or says the reply again, where replies are heard. */
  replay: turnId.extend({ part }),
  retranscribe: turnId.extend({ recognizer }),

  // settings and devices
  updateSettings: z.strictObject({
    /** Dotted path and value, all or none. A secret that is sent back masked stays as it is. */
    entries: z
      .array(
        z.tuple([
          z.string().max(100),
          z.union([z.string().max(10_000), z.number(), z.boolean(), z.array(z.string().max(200)).max(500)]),
        ]),
      )
      .min(1)
      .max(50),
  }),
  resetSettings: z.strictObject({ paths: z.array(z.string().max(100)).min(1).max(100) }),
  listDevices: none,
  /** Speaks a sentence in the chosen voice. */
  testSpeaker: none,
  /** Tries the language model of the settings, or the one given here before it is saved. */
  testLanguageModel: z.strictObject({
    baseUrl: z.string().max(2_000).optional(),
    model: z.string().max(200).optional(),
    apiKey: z.string().max(4_096).optional(),
  }),
  diagnose: none,

  // models
  listModels: none,
  getModelLicence: modelName,
  downloadModel: modelName.extend({ acceptLicence: z.literal(true) }),
  pauseDownload: modelName,
  cancelDownload: modelName,
  deleteModel: modelName,
  measureMachine: none,

  // wake phrase: hears, counts and tells, answers nothing
  startWakeTrial: none,
  stopWakeTrial: none,

  // what Parley measures about itself
  getMonitor: none,
  /** Monitor messages to this connection, four a second. */
  watchMonitor: z.strictObject({ on: z.boolean() }),
  /** Errors: `session_unknown`. The conversation of the desk is closed like any other, and opened again. */
  closeSession: z.strictObject({ session_id: z.string().min(1).max(100) }),
  optimize: z.strictObject({
    triggerGC: z.boolean(),
    cleanupSessions: z.boolean(),
    optimizeBuffers: z.boolean(),
  }),
  /**
   * A muted alert is still raised and shown, but notifies nobody; kept in the setting `monitor.mutedAlerts`. Errors:
   * those of saving a setting, and then it is muted until Parley ends.
   */
  muteAlert: z.strictObject({ code: z.enum(alertCodes), muted: z.boolean() }),
  /** JSON text to be pasted into a report: never what was said, no path of the home folder, no secret. */
  copyDiagnostics: none,
  /** Oldest first, one point a minute in which Parley ran; kept for 30 days. */
  getTrends: z.strictObject({ hours: z.number().min(0.1).max(720) }),

  /** Level messages to this connection, one a frame (32 ms). */
  watchLevel: z.strictObject({ on: z.boolean() }),

  /** This connection brings its own microphone and speaker: PCM16 mono 16 kHz binary messages both ways. */
  attachSound: none,
  detachSound: none,
} as const satisfies Record<string, z.ZodType>;

export type RpcMethod = keyof typeof rpcSchemas;
export type RpcParams<M extends RpcMethod> = z.input<(typeof rpcSchemas)[M]>;
export type ParsedRpcParams<M extends RpcMethod> = z.output<(typeof rpcSchemas)[M]>;

export interface RpcResults {
  getSnapshot: Snapshot;
  pressTalk: null;
  releaseTalk: null;
  toggleTalk: null;
  sendText: null;
  stop: null;
  repeatReply: null;
  setMuted: null;
  startDictation: null;
  stopDictation: null;
  listTurns: TurnPage;
  getTurn: TurnView;
  searchTurns: { found: readonly FoundTurnView[] };
  deleteTurn: null;
  clearHistory: { deleted: number };
  exportHistory: ExportedFile;
  exportSound: ExportedFile;
  replay: null;
  retranscribe: { text: string; words: readonly WordTime[]; processing_ms: number };
  updateSettings: Settings;
  resetSettings: Settings;
  listDevices: DeviceLists;
  testSpeaker: null;
  testLanguageModel: { models: readonly string[]; first_token_ms: number };
  diagnose: { findings: readonly FindingView[] };
  listModels: { models: readonly ModelView[] };
  getModelLicence: { name: string; text: string };
  downloadModel: null;
  pauseDownload: null;
  cancelDownload: null;
  deleteModel: null;
  measureMachine: MachineReport;
  startWakeTrial: null;
  stopWakeTrial: null;
  getMonitor: MonitorView;
  watchMonitor: null;
  closeSession: null;
  optimize: OptimizeReport;
  muteAlert: null;
  copyDiagnostics: { text: string };
  getTrends: { points: readonly TrendPoint[] };
  watchLevel: null;
  attachSound: null;
  detachSound: null;
}

/** One call. `id` is the caller's, repeated in the answer. */
export interface RpcCall {
  readonly type: 'call';
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}

export type RpcAnswer =
  | { readonly type: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly ok: false; readonly fault: Fault };

/** The sound of one frame; sent only to connections that watch. */
export interface LevelMessage {
  readonly type: 'level';
  /** 0 to 1. */
  readonly rms: number;
  readonly peak: number;
  /** Probability of speech, 0 to 1. */
  readonly speech: number;
}

/**
 * How Parley is, once a second and at each step of pressure; sent only to connections that watch, and left out when the
 * reader is slow.
 */
export interface MonitorMessage {
  readonly type: 'monitor';
  readonly view: MonitorView;
}

/** Before the first sound of a reply to a connection that brought its own speaker. */
export interface SoundFormatMessage {
  readonly type: 'soundFormat';
  /** PCM16 mono of this rate follows as bytes. */
  readonly sample_rate: number;
}

/** What has not been played yet is thrown away: the reply was interrupted. */
export interface SoundStopMessage {
  readonly type: 'soundStop';
}

/** Gain of what is being played, reached in `ramp_ms`: 1 is unchanged. */
export interface SoundGainMessage {
  readonly type: 'soundGain';
  readonly gain: number;
  readonly ramp_ms: number;
}

/** Everything a connection is sent, binary sound aside. */
export type DeskMessage =
  | RpcAnswer
  | LevelMessage
  | MonitorMessage
  | SoundFormatMessage
  | SoundStopMessage
  | SoundGainMessage
  | { readonly type: 'event'; readonly event: DeskEvent };

export const rpcCallSchema = z.strictObject({
  type: z.literal('call'),
  id: z.number().int().nonnegative(),
  method: z.string().max(60),
  params: z.unknown(),
});

/** Stands for a secret that is set; sent back, it leaves the secret as it is. */
export const SECRET_MASK = '********';

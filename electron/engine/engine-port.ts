/** What the engine is to whoever holds one: how it is opened, what it does, what it tells. Types alone. */
import type { Fault, Result } from '../contract/errors.ts';
import type { SessionEvent } from '../contract/events.ts';
import type {
  AlertCode,
  MonitorView,
  OptimizeReport,
  OptimizeRequest,
  PressureFact,
} from '../contract/metrics.ts';
import type { ChatMessage } from '../contract/turns.ts';
import type { AlertFact } from './observe/alert-board.ts';
import type { LaneStats } from './runtime/inference-lane.ts';
import type { Logger } from './runtime/logger.ts';
import type { Services } from './services.ts';
import type { Session } from './session.ts';
import type { SessionLimits } from './session-keeper.ts';
import type { OpenKeywordSpotter } from './session/keyword-slot.ts';
import type { LoadedModels } from './session/load-models.ts';
import type { SessionInput, SessionOutput } from './session/session-io.ts';
import type { SideRecognition } from './side-recognition.ts';
import type { SubtitleFormat } from './stt/subtitles.ts';

export interface EngineOptions {
  readonly services: Services;
  readonly log: Logger;
  /** Files drive a clock of their own, as fast as the machine allows; default: real time. */
  readonly fast?: boolean;
  /** Jobs that may compute at once; default: the number of cores. */
  readonly cores?: number;
  /** Sessions open at once; default: the settings'. */
  readonly maxSessions?: number;
  /** How long sessions that are not the user's own may last and be idle; default: the settings'. */
  readonly limits?: Partial<SessionLimits>;
  /** Which models to load; default all. `parley say` needs only the voice. */
  readonly need?: { readonly hearing: boolean; readonly voice: boolean };
  /** What hears the wake phrase with an installed model of kind `wake`; default: sherpa-onnx. */
  readonly openKeywordSpotter?: OpenKeywordSpotter;
}

export interface OpenSessionOptions {
  readonly input: SessionInput;
  readonly output: SessionOutput;
  readonly onEvent: (event: SessionEvent) => void;
  /** Default true: finished turns are saved as the settings say. */
  readonly keepHistory?: boolean;
  /** `settings`: talk.mode and talk.muted decide when the session listens; default `always`, hands-free. */
  readonly listen?: 'always' | 'settings';
  /**
   * Called once a frame (32 ms) with what the microphone hears: RMS and peak 0 to 1, probability of speech 0 to 1.
   * Not called while muted.
   */
  readonly onLevel?: (rms: number, peak: number, speech: number) => void;
  /** The conversation so far, oldest first: a session opened after a restart goes on with it. */
  readonly memory?: readonly ChatMessage[];
  /**
   * Somebody else's: paused and refused under the greatest load, closed when idle or too long. Default: true without a
   * microphone of this machine.
   */
  readonly background?: boolean;
}

export interface TranscribeOptions {
  readonly path: string;
  readonly format: SubtitleFormat;
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
  readonly onWarning: (fault: Fault) => void;
}

export interface Engine {
  /** What could not be had. */
  readonly faults: readonly Fault[];
  readonly models: LoadedModels;
  /** Resolves when the voice has loaded or failed to. */
  readonly voiceReady: Promise<void>;
  openSession(options: OpenSessionOptions): Promise<Result<Session>>;
  /** Reads text into a WAV file. Errors: the voice's, `file_unwritable`, `audio_empty`, `closed` when aborted. */
  speakToFile(text: string, path: string, signal: AbortSignal): Promise<Result<void>>;
  /** Text of a WAV file in the wanted format. Errors: the file's, the models', `closed` when aborted. */
  transcribe(
    options: TranscribeOptions,
  ): Promise<Result<{ readonly text: string; readonly durationSeconds: number }>>;
  readonly retranscribe: SideRecognition['retranscribe'];
  readonly measureMachine: SideRecognition['measureMachine'];
  sessions(): readonly Session[];
  /** Everything the monitor draws, measured now. */
  monitor(): MonitorView;
  /** Tells each change of the degradation step; returns how to stop. Sessions are told by an event of their own. */
  onPressure(listener: (fact: PressureFact) => void): () => void;
  /** Tells each alert that is raised, muted or cleared; returns how to stop. */
  onAlert(listener: (fact: AlertFact) => void): () => void;
  muteAlert(code: AlertCode, muted: boolean): void;
  /** Frees what can be made again. Memory that other threads hold is theirs. */
  optimize(request: OptimizeRequest): Promise<OptimizeReport>;
  lanes(): readonly LaneStats[];
  /** Ends sessions, drains the lanes, stops the alarm clock. The services stay open: their owner closes them. */
  close(): Promise<void>;
}

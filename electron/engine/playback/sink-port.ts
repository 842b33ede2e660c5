/** Where a session's voice goes: speaker, WAV file, nowhere, later a socket. */
import type { MonoSound, Ms } from '../../contract/audio.ts';
import type { Fault } from '../../contract/errors.ts';

/** One piece of a reply, with the text it speaks. */
export interface SpokenPiece {
  readonly turnId: number;
  readonly sound: MonoSound;
  /** The words as the user reads them (not the speakable form). */
  readonly text: string;
}

/** What of a turn has come out of the speaker. */
export interface Heard {
  /** Text of the pieces heard whole, plus the words of the piece in progress in proportion to time, cut at a word. */
  readonly text: string;
  readonly ms: Ms;
  /** True when every piece written so far was heard to its end. */
  readonly complete: boolean;
}

export interface SinkObserver {
  /** First sample of the turn handed to the device, clock time. */
  onStarted(turnId: number, atMs: Ms): void;
  /** The turn's pieces ran dry before `finishTurn`: a gap is heard. */
  onUnderrun(turnId: number): void;
  /** What will be played, 16 kHz mono, for the echo canceller; valid during the call only. */
  onFarEnd(samples: Float32Array, playsAtMs: Ms): void;
  onFault(fault: Fault): void;
  onRecovered(): void;
}

export interface AudioSink {
  readonly name: string;
  /**
   * Opens the device (idempotent). A device that is missing is a fault to the observer, retried by the sink;
   * pieces written meanwhile are timed as if played so that no turn hangs.
   */
  open(observer: SinkObserver): Promise<void>;
  /** Makes `turnId` the current turn; whatever an earlier turn still had is dropped. */
  beginTurn(turnId: number): void;
  /** Holds at most 1.5 s: waits for room. False if the turn is no longer current or the signal aborted. */
  write(piece: SpokenPiece, signal?: AbortSignal): Promise<boolean>;
  /** No more pieces will come for the turn; resolves with what was heard once it ended or was stopped. */
  finishTurn(turnId: number): Promise<Heard>;
  /** Fades to `gain` (0 to 1, relative to the volume) over `rampMs`. Ducking is gain 10^(-30/20). */
  fade(gain: number, rampMs: Ms): void;
  /** Fades out within 10 ms, drops everything held, and tells what was heard. */
  stop(): Heard;
  setVolume(volume: number): void;
  /** Plays to another device from now on; absent where there is none to change. */
  useDevice?(device: string): Promise<void>;
  heard(): Heard;
  close(): Promise<void>;
}

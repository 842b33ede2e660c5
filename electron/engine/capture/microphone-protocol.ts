/** What the microphone thread and its owner say to each other. Shared memory carries what a blocked thread must see. */
import type { FaultCode } from '../../contract/errors.ts';

export interface RecordingTask {
  readonly kind: 'record';
  /** As listed; empty means the default. */
  readonly device: string;
  /** Int32: [STOP_FLAG, FRAMES_TAKEN]. */
  readonly control: SharedArrayBuffer;
}

export interface ListTask {
  readonly kind: 'list';
}

export type MicrophoneTask = RecordingTask | ListTask;

/** Set to 1 by the owner: end after the read in progress. */
export const STOP_FLAG = 0;
/** Frames the owner has received, counted by the owner. */
export const FRAMES_TAKEN = 1;
export const CONTROL_BYTES = 8;

export type MicrophoneMessage =
  | { readonly kind: 'opened'; readonly device: string }
  | {
      readonly kind: 'frame';
      /** FRAME_SAMPLES samples in [-1, 1], transferred. */
      readonly samples: Float32Array<ArrayBuffer>;
      /** Milliseconds since the epoch, with the thread's monotonic fraction, when the frame had been read. */
      readonly readAtEpochMs: number;
      readonly zeros: boolean;
      /** Frames thrown away just before this one because the owner did not keep up. */
      readonly lostFrames: number;
    }
  | { readonly kind: 'failed'; readonly code: FaultCode; readonly detail: string }
  | { readonly kind: 'listed'; readonly names: readonly string[]; readonly defaultName: string | null };

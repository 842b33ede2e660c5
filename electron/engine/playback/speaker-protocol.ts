/** Messages between the speaker sink and its thread. Times are milliseconds of the machine's monotonic clock. */
import type { Hz, Ms } from '../../contract/audio.ts';
import type { FaultCode } from '../../contract/errors.ts';

export type ToSpeaker =
  /** A block right after the one before it, or as soon as possible; `samples` comes by transfer. */
  | { readonly kind: 'play'; readonly block: number; readonly samples: Float32Array<ArrayBuffer> }
  | { readonly kind: 'level'; readonly gain: number; readonly rampMs: Ms }
  /** Fades out, drops everything; what comes next begins at `gain`. */
  | { readonly kind: 'silence'; readonly rampMs: Ms; readonly gain: number }
  | { readonly kind: 'close' };

export type FromSpeaker =
  | { readonly kind: 'up'; readonly latencyMs: Ms }
  | { readonly kind: 'down'; readonly code: FaultCode; readonly detail: string }
  /** When the block's first sample leaves the speaker. */
  | { readonly kind: 'placed'; readonly block: number; readonly playsAt: Ms };

export interface SpeakerTask {
  readonly rateHz: Hz;
  /** Name of a system device; empty for the default, and where the environment chooses. */
  readonly device: string;
}

/** The clock both sides share. */
export function machineNow(): Ms {
  return Number(process.hrtime.bigint()) / 1e6;
}

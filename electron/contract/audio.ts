/**
 * Units and shapes of sound shared by every part. Owns no behaviour.
 * Everything inside the engine is mono float32 in [-1, 1] at 16 kHz unless a name says otherwise.
 */

/** A duration or a point in time on the injected clock, in milliseconds. */
export type Ms = number;
/** A rate in samples a second. */
export type Hz = number;

/** Rate of everything between capture and recognition. */
export const ENGINE_RATE_HZ = 16_000;
/** Samples of one frame: what Silero VAD v6 takes at 16 kHz. */
export const FRAME_SAMPLES = 512;
/** Duration of one frame. Multiplied first, it is a whole number to the machine as well, and sums of it take no heap. */
export const FRAME_MS: Ms = (FRAME_SAMPLES * 1000) / ENGINE_RATE_HZ;

/**
 * One captured frame. It has one owner: handing it on gives it away, and only the last owner may keep it.
 */
export interface AudioFrame {
  /** FRAME_SAMPLES samples, mono, [-1, 1], 16 kHz. */
  readonly samples: Float32Array;
  /** Position of the first sample since the session began, in samples at 16 kHz; gaps mean dropped audio. */
  readonly startSamples: number;
  /** Clock time at which the last sample was captured. */
  readonly capturedAtMs: Ms;
}

/** A finished piece of mono sound of any rate. */
export interface MonoSound {
  readonly samples: Float32Array;
  readonly sampleRateHz: Hz;
}

/** Converts milliseconds to whole samples at `rateHz` (default 16 kHz). */
export function msToSamples(ms: Ms, rateHz: Hz = ENGINE_RATE_HZ): number {
  return Math.round((ms * rateHz) / 1000);
}

/** Converts samples at `rateHz` (default 16 kHz) to milliseconds. */
export function samplesToMs(samples: number, rateHz: Hz = ENGINE_RATE_HZ): Ms {
  return (samples / rateHz) * 1000;
}

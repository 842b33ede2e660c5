/** Constants of Smart Turn v3.2's input. Source: its training code uses Whisper's feature extractor on 8 s. */

export const TURN_RATE_HZ = 16_000;
/** The model looks at exactly this much audio, silence in front if there is less. */
export const WINDOW_SAMPLES = 8 * TURN_RATE_HZ;
export const HOP_SAMPLES = 160;
export const FFT_SIZE = 400;
export const MEL_COUNT = 80;
/** Frames of one window: the 801st of the transform is dropped. */
export const FRAME_COUNT = WINDOW_SAMPLES / HOP_SAMPLES;
/** Values of one model input, [MEL_COUNT, FRAME_COUNT]. */
export const FEATURE_VALUES = MEL_COUNT * FRAME_COUNT;
/** Added to the variance, so that silence divides by something. */
export const VARIANCE_FLOOR = 1e-7;

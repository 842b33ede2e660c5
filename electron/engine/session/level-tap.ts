/** How loud each frame is, for whoever draws it. No garbage; a listener that throws is told to the log once. */
import type { VoiceFrame } from '../vad/vad-stage.ts';

/** RMS and peak 0 to 1, probability of speech 0 to 1. */
export type LevelListener = (rms: number, peak: number, speech: number) => void;

export function createLevelTap(
  listener: LevelListener,
  onThrow: (thrown: unknown) => void,
): (voice: VoiceFrame) => void {
  let told = false;
  return ({ frame, probability }) => {
    const { samples } = frame;
    let sum = 0;
    let peak = 0;
    for (let i = 0; i < samples.length; i++) {
      const value = samples[i]!;
      sum += value * value;
      const size = value < 0 ? -value : value;
      if (size > peak) peak = size;
    }
    const rms = Math.sqrt(sum / samples.length);
    try {
      listener(rms < 1 ? rms : 1, peak < 1 ? peak : 1, probability);
    } catch (thrown) {
      if (!told) onThrow(thrown);
      told = true;
    }
  };
}

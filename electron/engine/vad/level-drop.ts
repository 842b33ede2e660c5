/**
 * Sees the end of speech where it happens: by the fall of its level. Silero's falling edge comes 50 to 100 ms
 * late; a frame far below the loudness of the speech before it is silence whatever the model still remembers.
 * Owns the loudness of the current speech; can only turn speech into silence, never the reverse, so noise as
 * loud as the voice leaves the model's word unchanged.
 */
import type { LevelDropTuning } from './tuning.ts';

export interface LevelDrop {
  /**
   * @param samples the frame, [-1, 1]
   * @param probability of speech, by the model
   * @returns the probability to believe: 0 if the level has dropped, else as given
   */
  weigh(samples: Float32Array, probability: number): number;
  /** Forgets the loudness: another speaker or sentence begins. */
  reset(): void;
}

/** Mean square below which a frame counts as digital silence (-120 dBFS). */
const SILENT = 1e-12;

export function createLevelDrop(tuning: LevelDropTuning): LevelDrop {
  const dropDb = -Math.abs(tuning.dropDb);
  let loudDb: number | null = null;
  let speechFrames = 0;

  return {
    weigh(samples, probability) {
      let sum = 0;
      for (let i = 0; i < samples.length; i++) sum += samples[i]! * samples[i]!;
      const meanSquare = samples.length > 0 && Number.isFinite(sum) ? sum / samples.length : 0;
      const levelDb = 10 * Math.log10(Math.max(meanSquare, SILENT));
      if (loudDb !== null && speechFrames >= tuning.learnFrames && levelDb < loudDb + dropDb) return 0;
      if (probability >= tuning.speechThreshold) {
        speechFrames++;
        const rate = loudDb === null ? 1 : levelDb > loudDb ? tuning.attack : tuning.release;
        loudDb = (loudDb ?? 0) + rate * (levelDb - (loudDb ?? 0));
      }
      return probability;
    },
    reset() {
      loudDb = null;
      speechFrames = 0;
    },
  };
}

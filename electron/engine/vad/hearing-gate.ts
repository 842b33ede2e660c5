/**
 * The gate as a conversation uses it: the model's probability, lowered where the level has dropped. What was learned of
 * the level from a noise that turned out to be no speech is forgotten, or one bang would deafen it to quieter voices.
 */
import { createLevelDrop } from './level-drop.ts';
import type { LevelDropTuning, VadTuning } from './tuning.ts';
import { createVadGate } from './vad-gate.ts';
import type { VadDecision } from './vad-gate.ts';

export interface HearingGate {
  /**
   * @param samples the frame, [-1, 1]
   * @param probability of speech, by the model
   * @returns an object that the next call reuses
   */
  step(samples: Float32Array, probability: number): VadDecision;
  /** Another utterance begins. */
  reset(): void;
}

export function createHearingGate(vad: VadTuning, level: LevelDropTuning): HearingGate {
  const gate = createVadGate(vad);
  const drop = createLevelDrop(level);
  return {
    step(samples, probability) {
      const decision = gate.step(drop.weigh(samples, probability));
      if (decision.event === 'cancel') drop.reset();
      return decision;
    },
    reset() {
      gate.reset();
      drop.reset();
    },
  };
}

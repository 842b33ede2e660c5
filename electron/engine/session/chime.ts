/** The bell that goes before an alarm is spoken. Computed, so that no recording has to ship. */
import type { MonoSound } from '../../contract/audio.ts';

const RATE_HZ = 22_050;
/** Two notes a fifth apart (A5, E6), each with its octave at a quarter of the strength, decaying as bells do. */
const notes = [
  { hz: 880, at: 0 },
  { hz: 1318.5, at: 0.18 },
] as const;
const SECONDS = 0.75;
const DECAY_SECONDS = 0.18;
const PEAK = 0.28;

/** 0.75 s of mono sound at 22.05 kHz, peak below 0.5, ends in silence. */
export function createChime(): MonoSound {
  const samples = new Float32Array(Math.round(SECONDS * RATE_HZ));
  for (const { hz, at } of notes) {
    for (let i = Math.round(at * RATE_HZ); i < samples.length; i++) {
      const t = i / RATE_HZ - at;
      const attack = Math.min(1, t / 0.004);
      const release = Math.min(1, (samples.length - 1 - i) / (0.02 * RATE_HZ));
      const phase = 2 * Math.PI * hz * t;
      const tone = (Math.sin(phase) + 0.25 * Math.sin(2 * phase)) / 1.25;
      samples[i]! += PEAK * attack * release * Math.exp(-t / DECAY_SECONDS) * tone;
    }
  }
  return { samples, sampleRateHz: RATE_HZ };
}

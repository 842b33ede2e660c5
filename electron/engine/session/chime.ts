/** The sounds Parley makes without words. Computed, so that no recording has to ship. */
import type { MonoSound } from '../../contract/audio.ts';

const RATE_HZ = 22_050;

interface Bell {
  /** Frequency and, in seconds, when it is struck. */
  readonly notes: readonly { readonly hz: number; readonly at: number }[];
  readonly seconds: number;
  readonly decaySeconds: number;
  readonly peak: number;
}

/** Each note with its octave at a quarter of the strength, decaying as bells do; ends in silence. */
function ring({ notes, seconds, decaySeconds, peak }: Bell): MonoSound {
  const samples = new Float32Array(Math.round(seconds * RATE_HZ));
  for (const { hz, at } of notes) {
    for (let i = Math.round(at * RATE_HZ); i < samples.length; i++) {
      const t = i / RATE_HZ - at;
      const attack = Math.min(1, t / 0.004);
      const release = Math.min(1, (samples.length - 1 - i) / (0.02 * RATE_HZ));
      const phase = 2 * Math.PI * hz * t;
      const tone = (Math.sin(phase) + 0.25 * Math.sin(2 * phase)) / 1.25;
      samples[i]! += peak * attack * release * Math.exp(-t / decaySeconds) * tone;
    }
  }
  return { samples, sampleRateHz: RATE_HZ };
}

/** The bell that goes before an alarm is spoken: A5 and E6, 0.75 s of mono sound, peak below 0.5. */
export function createChime(): MonoSound {
  const notes = [
    { hz: 880, at: 0 },
    { hz: 1318.5, at: 0.18 },
  ];
  return ring({ notes, seconds: 0.75, decaySeconds: 0.18, peak: 0.28 });
}

/** After the wake phrase alone: a soft rising fourth (E5, A5), 0.26 s, over before anybody has begun to speak. */
export function createListenChime(): MonoSound {
  const notes = [
    { hz: 659.3, at: 0 },
    { hz: 880, at: 0.08 },
  ];
  return ring({ notes, seconds: 0.26, decaySeconds: 0.07, peak: 0.2 });
}

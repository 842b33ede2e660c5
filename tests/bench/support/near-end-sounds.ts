/** Sounds a listener makes that are no wish to speak, at the level of speech. */
import { ENGINE_RATE_HZ } from '../../../electron/contract/audio.ts';
import type { TtsEngine } from '../../../electron/engine/tts/tts-port.ts';
import { loadFixtureClip } from '../../support/fixture-clip.ts';
import type { NearEnd } from './interrupt-reply.ts';
import { speakQuestions } from './question-sound.ts';
import { createRoomTone } from './room-tone.ts';
import { findSpeechEdges } from './speech-edges.ts';

/** Loudest sample of a burst: a person near the microphone. */
const PEAK = 0.3;

function event(name: string, samples: Float32Array): NearEnd {
  const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scaled = samples.map((value) => (value * PEAK) / Math.max(peak, 1e-9));
  return { name, samples: scaled, onsetSamples: findSpeechEdges(scaled, 35).startSamples };
}

/**
 * Noise shaped as coughs are: a burst that rises in 5 ms and falls within 60 to 200 ms, some followed by a weaker
 * second one. No recording: real coughs hold some voice and are harder.
 */
export function coughs(): NearEnd[] {
  return Array.from({ length: 6 }, (_, n) => {
    const noise = createRoomTone(-10, 7_000 + n)(Math.round(0.7 * ENGINE_RATE_HZ));
    const decay = (0.06 + 0.028 * n) * ENGINE_RATE_HZ;
    const second = n % 2 === 0 ? 0.3 * ENGINE_RATE_HZ : Infinity;
    const shape = (i: number) => (i < 0 ? 0 : Math.min(1, i / 80) * Math.exp((-3 * i) / decay));
    let smooth = 0;
    return event(
      `cough ${n + 1}`,
      noise.map((value, i) => (smooth = 0.6 * smooth + value * (shape(i) + 0.6 * shape(i - second)))),
    );
  });
}

/** Half-second cuts of recorded noise, evenly spread over each recording. */
export function noiseBursts(): NearEnd[] {
  const length = ENGINE_RATE_HZ / 2;
  return ['noise1', 'noise2', 'noise3'].flatMap((name) => {
    const { samples } = loadFixtureClip(`noise/${name}.wav`);
    return Array.from({ length: 3 }, (_, n) => {
      const at = Math.floor(((n + 0.5) / 3) * (samples.length - length));
      return event(`${name} at ${(at / ENGINE_RATE_HZ).toFixed(1)} s`, samples.slice(at, at + length));
    });
  });
}

/** Spoken by the product's voice. */
export async function listeningSounds(voice: TtsEngine): Promise<NearEnd[]> {
  const texts = ['Mm-hm.', 'Mhm.', 'Uh-huh.', 'Yeah.', 'Okay.', 'Right.', 'Hmm.', 'I see.', 'Oh.', 'Yes.'];
  const spoken = await speakQuestions(voice, texts);
  return spoken.map(({ name, samples, endSamples }) => event(name, samples.slice(0, endSamples)));
}

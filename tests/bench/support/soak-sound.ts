/**
 * The sound of a soak: recorded people and questions in our own voice, each followed by nine times its length of a
 * quiet room, written as one WAV file. A room is never digitally silent: the noise keeps every stage at work.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { ENGINE_RATE_HZ } from '../../../electron/contract/audio.ts';
import { loadWavFile } from '../../../electron/engine/capture/wav-frames.ts';
import { encodePcm16, encodeWavHeader } from '../../../electron/engine/dsp/wav.ts';
import { createResampler } from '../../../electron/engine/dsp/resampler.ts';
import { must } from './bench-models.ts';

/** Asked in turns with the recordings: answers from the store, from the clock, long ones and one that rings later. */
export const soakQuestions = [
  'What time is it?',
  'What is twelve times twelve?',
  'Set a timer for two minutes.',
  'What can you do?',
  'Add milk to my shopping list.',
  'How many miles are ten kilometres?',
] as const;

/** Full scale is 1: about -62 dB, a quiet room. */
const ROOM_LEVEL = 0.0008;

/** Noise that is the same in every run. */
function roomNoise(samples: number): Float32Array {
  let state = 12_345;
  return Float32Array.from({ length: samples }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 31 - 1) * ROOM_LEVEL;
  });
}

async function clipSamples(path: string): Promise<Float32Array> {
  const { samples, sampleRateHz } = must(await loadWavFile(path));
  if (sampleRateHz === ENGINE_RATE_HZ) return samples;
  const resampler = createResampler(sampleRateHz, ENGINE_RATE_HZ);
  const parts = [resampler.process(samples), resampler.flush()];
  const whole = new Float32Array(parts[0]!.length + parts[1]!.length);
  whole.set(parts[0]!, 0);
  whole.set(parts[1]!, parts[0]!.length);
  return whole;
}

/** @param clips WAV files, taken in turns @param share of speech, 0 to 1 @returns how many clips are in the file */
export async function writeSoakSound(
  path: string,
  clips: readonly string[],
  hours: number,
  share: number,
): Promise<number> {
  const wanted = Math.round(hours * 3600 * ENGINE_RATE_HZ);
  const noise = roomNoise(60 * ENGINE_RATE_HZ);
  const file = openSync(path, 'w');
  try {
    writeSync(file, encodeWavHeader(wanted * 2, ENGINE_RATE_HZ));
    let written = 0;
    let spoken = 0;
    const sounds = await Promise.all(clips.map(clipSamples));
    const write = (samples: Float32Array) => {
      const some = samples.subarray(0, wanted - written);
      writeSync(file, encodePcm16(some));
      written += some.length;
    };
    while (written < wanted) {
      const speech = sounds[spoken++ % sounds.length]!;
      write(speech.map((value, i) => value + noise[i % noise.length]!));
      for (let quiet = Math.round(speech.length * (1 / share - 1)); quiet > 0 && written < wanted;) {
        const part = noise.subarray(0, Math.min(quiet, noise.length));
        write(part);
        quiet -= part.length;
      }
    }
    return spoken;
  } finally {
    closeSync(file);
  }
}

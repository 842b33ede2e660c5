/** Recordings of tests/fixtures as the engine hears them. */
import { readFileSync } from 'node:fs';
import { ENGINE_RATE_HZ } from '../../electron/contract/audio.ts';
import type { MonoSound } from '../../electron/contract/audio.ts';
import { resampleAll } from '../../electron/engine/dsp/resampler.ts';
import { parseWav } from '../../electron/engine/dsp/wav.ts';

/** Absolute path of a fixture, for example `speech/jfk.wav`. */
export function fixturePath(relative: string): string {
  return new URL(`../fixtures/${relative}`, import.meta.url).pathname;
}

/** Loads a fixture as mono at 16 kHz; throws if it is not there or no recording. */
export function loadFixtureClip(relative: string): MonoSound {
  const parsed = parseWav(readFileSync(fixturePath(relative)));
  if (!parsed.ok) throw new Error(`${relative}: ${parsed.fault.message}`);
  const { samples, sampleRateHz } = parsed.value;
  return { samples: resampleAll(samples, sampleRateHz, ENGINE_RATE_HZ), sampleRateHz: ENGINE_RATE_HZ };
}

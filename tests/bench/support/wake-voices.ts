/** Voices that call: the product's own, and flite and espeak-ng where this machine has them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENGINE_RATE_HZ } from '../../../electron/contract/audio.ts';
import { resampleAll } from '../../../electron/engine/dsp/resampler.ts';
import { parseWav } from '../../../electron/engine/dsp/wav.ts';
import { speakText } from '../../../electron/engine/session/speak-to-file.ts';
import type { TtsEngine } from '../../../electron/engine/tts/tts-port.ts';
import { loadFixtureClip } from '../../support/fixture-clip.ts';
import { must } from './bench-models.ts';
import { createRoomTone } from './room-tone.ts';

export interface WakeVoice {
  /** Without its pace. */
  readonly family: string;
  /** 16 kHz mono. */
  say(text: string): Promise<Float32Array>;
}

function commandVoice(
  family: string,
  command: string,
  args: (file: string, text: string) => string[],
): WakeVoice {
  return {
    family,
    say(text) {
      const folder = mkdtempSync(join(tmpdir(), 'parley-wake-'));
      try {
        const file = join(folder, 'said.wav');
        const { status } = spawnSync(command, args(file, text), { stdio: 'ignore' });
        if (status !== 0) throw new Error(`${command} ended with ${status}`);
        const { samples, sampleRateHz } = must(parseWav(readFileSync(file)));
        return Promise.resolve(resampleAll(samples, sampleRateHz, ENGINE_RATE_HZ));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

const isThere = (command: string) =>
  spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;

const flite = (voice: string, stretch: number) =>
  commandVoice(`flite ${voice}`, 'flite', (file, text) => [
    ...['-voice', voice, '--setf', `duration_stretch=${stretch}`, '-t', text, '-o', file],
  ]);

const espeak = (voice: string, wordsAMinute: number, pitch: number) =>
  commandVoice(`espeak ${voice}`, 'espeak-ng', (file, text) => [
    ...['-v', voice, '-s', String(wordsAMinute), '-p', String(pitch), '-w', file, text],
  ]);

function piper(voice: TtsEngine, rate: number): WakeVoice {
  return {
    family: voice.name,
    async say(text) {
      const sound = must(await speakText(voice, text, rate, new AbortController().signal));
      return resampleAll(sound.samples, sound.sampleRateHz, ENGINE_RATE_HZ);
    },
  };
}

export function wakeVoices(own: TtsEngine): WakeVoice[] {
  return [
    ...[0.85, 1, 1.2].map((rate) => piper(own, rate)),
    ...(isThere('flite')
      ? [
          flite('rms', 1),
          flite('slt', 1),
          flite('awb', 1),
          flite('rms', 0.85),
          flite('slt', 1.2),
          flite('awb', 1.15),
        ]
      : []),
    ...(isThere('espeak-ng')
      ? [
          espeak('en-us', 150, 50),
          espeak('en-gb', 165, 40),
          espeak('en-us+f2', 150, 60),
          espeak('en-gb-scotland', 150, 50),
        ]
      : []),
  ];
}

export type Room = 'quiet' | 'noise' | 'soft';
export const rooms: readonly Room[] = ['quiet', 'noise', 'soft'];

const NOISE_BELOW_SPEECH_DB = 15;
const LEAD_SAMPLES = 0.6 * ENGINE_RATE_HZ;
const TAIL_SAMPLES = 1.2 * ENGINE_RATE_HZ;

const powerOf = (samples: Float32Array) =>
  samples.reduce((sum, value) => sum + value * value, 0) / samples.length;

/** Puts speech into a room: tone of -65 dBFS, babble 15 dB below the speech, or a voice 16 dB softer. */
export function placeInRoom(speech: Float32Array, room: Room): Float32Array {
  const gain = room === 'soft' ? 0.15 : 0.8;
  const sound = createRoomTone(-65)(LEAD_SAMPLES + speech.length + TAIL_SAMPLES);
  for (let i = 0; i < speech.length; i++) sound[LEAD_SAMPLES + i]! += gain * speech[i]!;
  if (room === 'noise') {
    const { samples: noise } = loadFixtureClip('noise/noise1.wav');
    const ratio = Math.sqrt(powerOf(speech) / powerOf(noise)) * 10 ** (-NOISE_BELOW_SPEECH_DB / 20) * gain;
    for (let i = 0; i < sound.length; i++) sound[i]! += ratio * noise[i % noise.length]!;
  }
  return sound;
}

/** Puts recordings through an echo canceller as a session would, and measures what is left. */
import { ENGINE_RATE_HZ, FRAME_SAMPLES } from '../../electron/contract/audio.ts';
import type { EchoCanceller } from '../../electron/engine/echo/echo-port.ts';

/** What the canceller adds while it runs, samples. */
export const CANCELLER_DELAY_SAMPLES = 256;

/** The sound of `dry` in a room: its response, scaled to `gain` at its loudest, after `delayMs`. */
export function throughRoom(
  dry: Float32Array,
  room: Float32Array,
  delayMs: number,
  gain: number,
): Float32Array {
  const wet = new Float32Array(dry.length);
  let peak = 0;
  for (const value of room) peak = Math.max(peak, Math.abs(value));
  const start = room.findIndex((value) => Math.abs(value) > peak / 10);
  const taps = Math.min(room.length - start, 4_800);
  const delay = Math.round((delayMs * ENGINE_RATE_HZ) / 1000);
  for (let k = 0; k < taps; k++) {
    const weight = (room[start + k]! / peak) * gain;
    if (Math.abs(weight) < gain * 1e-4) continue;
    for (let i = delay + k; i < wet.length; i++) wet[i]! += weight * dry[i - delay - k]!;
  }
  return wet;
}

export function mix(a: Float32Array, b: Float32Array, atSamples = 0): Float32Array {
  const out = a.slice();
  for (let i = 0; i < b.length && i + atSamples < out.length; i++) out[i + atSamples]! += b[i]!;
  return out;
}

export interface EchoRun {
  /** How much faster the speaker's clock runs than the microphone's, parts per million; the stamps show it. */
  readonly driftPpm?: number;
  /** Lateness of a frame's time stamp. */
  readonly jitterMs?: (frame: number) => number;
}

/** Frames of `mic` through the canceller, `far` playing from time 0 in 20 ms blocks just ahead of it; whole frames only. */
export function runThroughCanceller(
  canceller: EchoCanceller,
  mic: Float32Array,
  far: Float32Array,
  { driftPpm = 0, jitterMs = () => 0 }: EchoRun = {},
): Float32Array {
  const frames = Math.floor(mic.length / FRAME_SAMPLES);
  const out = new Float32Array(frames * FRAME_SAMPLES);
  const playsAtMs = (at: number) => (at / 16) * (1 - driftPpm * 1e-6);
  let pushed = 0;
  for (let n = 0; n < frames; n++) {
    const end = (n + 1) * FRAME_SAMPLES;
    while (pushed < Math.min(far.length, end + 320)) {
      canceller.pushFarEnd(far.subarray(pushed, Math.min(far.length, pushed + 320)), playsAtMs(pushed));
      pushed += 320;
    }
    const samples = mic.slice(n * FRAME_SAMPLES, end);
    canceller.process({ samples, startSamples: n * FRAME_SAMPLES, capturedAtMs: end / 16 + jitterMs(n) });
    out.set(samples, n * FRAME_SAMPLES);
  }
  return out;
}

export function powerOf(samples: Float32Array, from = 0, to = samples.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += samples[i]! * samples[i]!;
  return sum / Math.max(1, to - from);
}

export const toDb = (ratio: number): number => 10 * Math.log10(Math.max(ratio, 1e-12));

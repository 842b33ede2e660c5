/** The figures of goal 10 on the recordings at hand, for the test that holds them and the bench that reports them. */
import { createWebrtcEchoCanceller } from '../../electron/engine/echo/webrtc-echo-canceller.ts';
import type { EchoCanceller } from '../../electron/engine/echo/echo-port.ts';
import {
  CANCELLER_DELAY_SAMPLES as DELAY,
  mix,
  powerOf,
  runThroughCanceller,
  throughRoom,
  toDb,
} from './echo-path.ts';
import { loadFixtureClip } from './fixture-clip.ts';

const seconds = (s: number) => Math.round(s * 16_000);

export async function openCanceller(): Promise<EchoCanceller> {
  const canceller = await createWebrtcEchoCanceller();
  if (!canceller.ok) throw new Error(canceller.fault.message);
  return canceller.value;
}

/** How much of `echo` is gone from `out` between two times, dB. */
function lossDb(echo: Float32Array, out: Float32Array, fromS: number, toS: number): number {
  const to = Math.min(seconds(toS), out.length - DELAY);
  return toDb(powerOf(echo, seconds(fromS), to) / powerOf(out, seconds(fromS) + DELAY, to + DELAY));
}

async function cleaned(mic: Float32Array, far: Float32Array, driftPpm = 0): Promise<Float32Array> {
  const canceller = await openCanceller();
  const out = runThroughCanceller(canceller, mic, far, { driftPpm });
  canceller.close();
  return out;
}

/**
 * The loudspeaker's clock in the recorded pair against the microphone's: the echo comes after 574 samples at 1 s and
 * after 555 at 10 s (cross-correlation). A live session's stamps carry it; here they are made to.
 */
export const RECORDED_DRIFT_PPM = 127;

/** Echo recorded in a real room, once the canceller has heard 2 s of it. */
export async function recordedEchoLossDb(driftPpm = RECORDED_DRIFT_PPM): Promise<number> {
  const mic = loadFixtureClip('echo/farend-singletalk-mic.wav').samples;
  const far = loadFixtureClip('echo/farend-singletalk-speaker.wav').samples;
  return lossDb(mic, await cleaned(mic, far, driftPpm), 2, 10.7);
}

/** A clip played into a room response 45 ms away, once the canceller has heard 3 s of it. */
export async function roomEchoLossDb(room: string, clip: string): Promise<number> {
  const far = loadFixtureClip(clip).samples;
  const echo = throughRoom(far, loadFixtureClip(room).samples, 45, 0.3);
  return lossDb(echo, await cleaned(echo, far), 3, 10.5);
}

/** The same with no room at all: one echo, 45 ms later, 6 dB down. */
export async function plainEchoLossDb(clip: string): Promise<number> {
  const far = loadFixtureClip(clip).samples;
  const echo = new Float32Array(far.length);
  for (let i = 720; i < far.length; i++) echo[i] = far[i - 720]! / 2;
  return lossDb(echo, await cleaned(echo, far), 3, 10.5);
}

/**
 * What a person who speaks over the echo loses, dB: the part of the output that is their speech, against the same
 * speech through a running canceller without echo. `speechOverEchoDb`: how much louder the person is.
 */
export async function nearEndLossDb(room: string, speechOverEchoDb: number): Promise<number> {
  const clip = loadFixtureClip('speech/libri-2412-153948-0000.wav').samples;
  const far = new Float32Array(clip.length * 2);
  far.set(clip);
  far.set(clip, clip.length);
  const from = seconds(6);
  const near = mix(new Float32Array(far.length), loadFixtureClip('speech/jfk.wav').samples, from);
  const to = seconds(16.5);
  const raw = throughRoom(far, loadFixtureClip(room).samples, 45, 0.3);
  const gain = Math.sqrt(powerOf(near, from, to) / powerOf(raw, from, to) / 10 ** (speechOverEchoDb / 10));
  const out = await cleaned(
    mix(
      near,
      raw.map((value) => value * gain),
    ),
    far,
  );
  // the same speech with the canceller at work on a far end too quiet to be an echo: its filters shift phases
  const hum = Float32Array.from({ length: far.length }, (_, i) => (i % 2 ? 2e-4 : -2e-4));
  return lostDb(await cleaned(near, hum), out, from, to, 0);
}

/** What a person with headphones loses, dB: speech over playing that the microphone does not hear. */
export async function headphonesLossDb(): Promise<number> {
  const far = loadFixtureClip('speech/libri-2412-153948-0000.wav').samples;
  const from = seconds(1.5);
  const speech = loadFixtureClip('speech/jfk.wav').samples.subarray(0, seconds(4));
  const near = mix(new Float32Array(far.length), speech, from);
  return lostDb(near, await cleaned(near, far), from, from + speech.length, 0);
}

/** How much of `near` is missing in `out`, which comes `delay` samples later: by correlation, dB. */
function lostDb(near: Float32Array, out: Float32Array, from: number, to: number, delay: number): number {
  let both = 0;
  let own = 0;
  for (let i = from; i < to; i++) {
    both += out[i + delay]! * near[i]!;
    own += near[i]! * near[i]!;
  }
  return -20 * Math.log10(both / own);
}

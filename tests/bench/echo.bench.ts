/** Goal 10: how much of our own voice is taken out of the microphone, and what that costs a person and the machine. */
import {
  headphonesLossDb,
  nearEndLossDb,
  openCanceller,
  plainEchoLossDb,
  recordedEchoLossDb,
  roomEchoLossDb,
} from '../support/echo-figures.ts';
import { loadFixtureClip } from '../support/fixture-clip.ts';
import { median } from './support/alternating-pairs.ts';
import type { BenchResult, BenchRow } from './support/bench-result.ts';

const ROUNDS = 15;

/** Computing time for 10 ms of sound, ms: pushing the far end and cleaning the frame. */
async function costMs(playing: boolean): Promise<number> {
  const speech = loadFixtureClip('speech/jfk.wav').samples;
  const canceller = await openCanceller();
  const frame = new Float32Array(512);
  const rounds: number[] = [];
  let n = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const startedAt = process.cpuUsage();
    const frames = 200;
    for (let i = 0; i < frames; i++, n++) {
      const at = (n * 512) % (speech.length - 512);
      if (playing) canceller.pushFarEnd(speech.subarray(at, at + 512), n * 32);
      frame.set(speech.subarray(at, at + 512));
      canceller.process({ samples: frame, startSamples: n * 512, capturedAtMs: (n + 1) * 32 });
    }
    const used = process.cpuUsage(startedAt);
    if (round > 0) rounds.push((used.user + used.system) / 1000 / (frames * 3.2));
  }
  canceller.close();
  return median(rounds);
}

const atLeast = (what: string, value: number, least: number, note?: string): BenchRow => ({
  what,
  value,
  unit: 'dB',
  target: `>= ${least} dB`,
  met: value >= least,
  ...(note ? { note } : {}),
});

const nearEnd = (what: string, value: number, note?: string): BenchRow => ({
  what,
  value,
  unit: 'dB',
  target: '<= 1 dB',
  met: value <= 1,
  ...(note ? { note } : {}),
});

export async function run(): Promise<BenchResult> {
  const libri = 'speech/libri-2412-153948-0000.wav';
  const ringing =
    'this room rings for long: a hundredth of its energy is still to come 175 ms after the first sound';
  return {
    name: 'echo',
    goal:
      'Goal 10: echo down >= 20 dB in real rooms, >= 40 dB on a synthetic path, near-end loss in double talk <= 1 dB. ' +
      'Power of the echo over power of what is left, after 2 s (recorded) or 3 s (synthetic) to converge. Words of ' +
      'our own voice in the transcript are counted by the loop rig, not here.',
    rows: [
      atLeast(
        'echo recorded in a room, clocks drifting 127 ppm apart and stamps that show it',
        await recordedEchoLossDb(),
        20,
      ),
      {
        what: 'the same, stamps hiding the drift',
        value: await recordedEchoLossDb(0),
        unit: 'dB',
        note: 'shows why the far end is kept in step sample by sample; no live session hides it',
      },
      atLeast('one echo, 45 ms later, no room', await plainEchoLossDb(libri), 40),
      atLeast(
        'room response 2, 45 ms away, clip jfk',
        await roomEchoLossDb('rooms/rir2.wav', 'speech/jfk.wav'),
        40,
      ),
      atLeast('room response 2, 45 ms away, clip libri', await roomEchoLossDb('rooms/rir2.wav', libri), 40),
      atLeast(
        'room response 1, 45 ms away, clip jfk',
        await roomEchoLossDb('rooms/rir1.wav', 'speech/jfk.wav'),
        40,
        ringing,
      ),
      atLeast(
        'room response 1, 45 ms away, clip libri',
        await roomEchoLossDb('rooms/rir1.wav', libri),
        40,
        ringing,
      ),
      nearEnd('near-end loss, speech 10 dB over the echo, room 1', await nearEndLossDb('rooms/rir1.wav', 10)),
      nearEnd('near-end loss, speech 10 dB over the echo, room 2', await nearEndLossDb('rooms/rir2.wav', 10)),
      nearEnd('near-end loss, speech 5 dB over the echo, room 1', await nearEndLossDb('rooms/rir1.wav', 5)),
      nearEnd(
        'near-end loss, speech as loud as the echo, room 1',
        await nearEndLossDb('rooms/rir1.wav', 0),
        'the suppressor behind the linear filter takes some of the speech where both overlap',
      ),
      nearEnd(
        'what a person with headphones loses: speech 1.5 s into a reply, no echo',
        await headphonesLossDb(),
      ),
      {
        what: 'computing for 10 ms of sound while something is played',
        value: await costMs(true),
        unit: 'ms',
      },
      { what: 'computing for 10 ms of sound while bypassed', value: await costMs(false), unit: 'ms' },
    ],
  };
}

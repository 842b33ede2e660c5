import { describe, expect, it } from 'vitest';
import { createNullEchoCanceller } from '../../../electron/engine/echo/null-echo-canceller.ts';
import {
  headphonesLossDb,
  nearEndLossDb,
  openCanceller,
  plainEchoLossDb,
  recordedEchoLossDb,
  roomEchoLossDb,
} from '../../support/echo-figures.ts';
import { CANCELLER_DELAY_SAMPLES, mix, runThroughCanceller } from '../../support/echo-path.ts';
import { loadFixtureClip } from '../../support/fixture-clip.ts';
import { largestStep, rms, tone } from '../../support/test-sound.ts';

const jfk = () => loadFixtureClip('speech/jfk.wav').samples;
const frameAt = (samples: Float32Array, n: number) => ({
  samples,
  startSamples: n * 512,
  capturedAtMs: (n + 1) * 32,
});

describe('echo canceller', () => {
  it('takes 20 dB and more off a recorded echo whose clocks drift apart', async () => {
    expect(await recordedEchoLossDb()).toBeGreaterThan(20);
  });

  it('takes 40 dB and more off synthetic echo paths', async () => {
    expect(await plainEchoLossDb('speech/libri-2412-153948-0000.wav')).toBeGreaterThan(40);
    expect(await roomEchoLossDb('rooms/rir2.wav', 'speech/jfk.wav')).toBeGreaterThan(40);
  });

  it('does what it can in a room that rings for long', async () => {
    expect(await roomEchoLossDb('rooms/rir1.wav', 'speech/jfk.wav')).toBeGreaterThan(15);
  });

  it('leaves a person who speaks over a quieter echo whole to 1 dB', async () => {
    // the louder echo and the other room are measured by the echo bench
    expect(await nearEndLossDb('rooms/rir1.wav', 10)).toBeLessThan(1);
  });

  it('leaves a person with headphones, where there is no echo, whole', async () => {
    expect(await headphonesLossDb()).toBeLessThan(0.1);
  });

  it('touches nothing while nothing is played, not one bit', async () => {
    const canceller = await openCanceller();
    const speech = jfk();
    const silentFar = new Float32Array(speech.length);
    for (const far of [new Float32Array(0), silentFar]) {
      expect(runThroughCanceller(canceller, speech, far)).toEqual(
        speech.subarray(0, Math.floor(speech.length / 512) * 512),
      );
      expect(canceller.active).toBe(false);
    }
    canceller.close();
  });

  it('runs while something is played and 2 s on, and switches without a click', async () => {
    const canceller = await openCanceller();
    const quiet = tone(10_000, 16_000, 300, 0.1).samples;
    const pausing = quiet.map((value, i) => (i % 24_000 > 20_000 ? 0 : value));
    const far = new Float32Array(5 * 16_000);
    far.set(tone(2_000, 16_000, 700, 0.3).samples, 3 * 16_000);
    const activeAt: number[] = [];
    const out = runThroughCanceller(canceller, pausing, far, {
      jitterMs: (n) => {
        if (canceller.active) activeAt.push(n);
        return 0;
      },
    });
    expect(activeAt[0]! * 32).toBeGreaterThan(2_900);
    expect(activeAt[0]! * 32).toBeLessThan(3_200);
    expect(activeAt.at(-1)! * 32).toBeGreaterThan(6_950);
    expect(activeAt.at(-1)! * 32).toBeLessThan(8_700);
    expect(canceller.active).toBe(false);
    // A 300 Hz tone of this level moves by 0.0118 a sample; where it begins and ends in full it jumps by up to 0.1.
    const inner = (i: number) => i % 24_000 > 1_000 && i % 24_000 < 19_500;
    let most = 0;
    for (let i = 1; i < out.length; i++) if (inner(i)) most = Math.max(most, Math.abs(out[i]! - out[i - 1]!));
    expect(most).toBeLessThan(0.03);
    canceller.close();
  });

  it('delays by the same 16 ms all the while it runs', async () => {
    const canceller = await openCanceller();
    const speech = jfk();
    const hum = tone(11_000, 16_000, 1_000, 0.001).samples;
    const out = runThroughCanceller(canceller, speech, hum);
    for (const from of [48_000, 80_000, 120_000]) {
      let best = { delay: -1, product: -Infinity };
      for (let delay = 0; delay < 600; delay++) {
        let product = 0;
        for (let i = from; i < from + 24_000; i++) product += speech[i]! * (out[i + delay] ?? 0);
        if (product > best.product) best = { delay, product };
      }
      expect(Math.abs(best.delay - CANCELLER_DELAY_SAMPLES)).toBeLessThanOrEqual(2);
    }
    canceller.close();
  });

  it('works on however late the stamps of frames are', async () => {
    const mic = loadFixtureClip('echo/farend-singletalk-mic.wav').samples;
    const far = loadFixtureClip('echo/farend-singletalk-speaker.wav').samples;
    const canceller = await openCanceller();
    const out = runThroughCanceller(canceller, mic, far, {
      driftPpm: 127,
      jitterMs: (n) => (n * n * 7_919) % 50,
    });
    expect(
      20 * Math.log10(rms(mic.subarray(32_000, 170_000)) / rms(out.subarray(32_256, 170_256))),
    ).toBeGreaterThan(15);
    canceller.close();
  });

  it('survives sound and times that are none', async () => {
    const canceller = await openCanceller();
    const broken = new Float32Array(512).fill(NaN);
    broken.set([Infinity, -Infinity, 1e30, -1e30], 7);
    for (const playsAtMs of [NaN, Infinity, -1e12, 0, 1e12, 500]) {
      canceller.pushFarEnd(broken.slice(), playsAtMs);
      canceller.pushFarEnd(new Float32Array(0), playsAtMs);
    }
    canceller.pushFarEnd(tone(9_000, 16_000).samples, 0);
    for (let n = 0; n < 40; n++) {
      const samples = n % 3 === 0 ? broken.slice() : tone(32, 16_000).samples;
      const stamp = n % 5 === 0 ? NaN : (n + 1) * 32;
      canceller.process({ samples, startSamples: n * 512, capturedAtMs: stamp });
      expect(samples.every((value) => Number.isFinite(value))).toBe(true);
    }
    expect(() => canceller.process(frameAt(new Float32Array(100), 0))).toThrow(RangeError);
    canceller.close();
    canceller.close();
    const after = tone(32, 16_000).samples;
    const same = after.slice();
    canceller.process(frameAt(after, 41));
    expect(after).toEqual(same);
  });

  it('keeps two conversations apart', async () => {
    const [one, other] = [await openCanceller(), await openCanceller()];
    const speech = jfk();
    runThroughCanceller(one, mix(speech, speech), speech);
    expect(one.active).toBe(true);
    expect(runThroughCanceller(other, speech, new Float32Array(0))).toEqual(
      speech.subarray(0, 343 * 512).slice(0, Math.floor(speech.length / 512) * 512),
    );
    one.close();
    expect(runThroughCanceller(other, speech, speech).some((value) => value !== 0)).toBe(true);
    other.close();
  });
});

describe('no echo canceller', () => {
  it('passes everything', () => {
    const canceller = createNullEchoCanceller();
    const samples = tone(32, 16_000).samples;
    const same = samples.slice();
    canceller.pushFarEnd(samples, 0);
    canceller.process(frameAt(samples, 0));
    expect(samples).toEqual(same);
    expect(canceller.active).toBe(false);
    expect(largestStep(samples)).toBeGreaterThan(0);
    canceller.close();
  });
});

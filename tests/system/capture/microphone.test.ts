import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encodeWav } from '../../../electron/engine/dsp/wav.ts';
import { findSound } from '../../support/find-sound.ts';
import { fixturePath, loadFixtureClip } from '../../support/fixture-clip.ts';
import { startMicrophoneChild } from '../../support/microphone-child.ts';
import type { MicrophoneChild } from '../../support/microphone-child.ts';
import { RIG_MICROPHONE, RIG_SPEAKER_MONITOR, startPulseRig } from '../../support/pulse-rig.ts';
import type { PulseRig } from '../../support/pulse-rig.ts';
import { tone } from '../../support/test-sound.ts';

const CLIP = 'speech/harvard-spk1-1.wav';

let rig: PulseRig;
let child: MicrophoneChild | null = null;

beforeAll(async () => {
  rig = await startPulseRig();
});
afterEach(() => {
  child?.kill();
  child = null;
});
afterAll(() => rig.stop());

function listen(options: { device?: string; env?: NodeJS.ProcessEnv; uid?: number } = {}): MicrophoneChild {
  child = startMicrophoneChild(options.env ?? rig.env, { folder: rig.folder, ...options });
  return child;
}

/** Plays the recording into a sink again and again until `heard` settles. */
async function playUntil(heard: Promise<unknown>, sink: string, path: string): Promise<void> {
  const over = new AbortController();
  heard.finally(() => over.abort()).catch(() => {});
  while (!over.signal.aborted) await rig.playInto(sink, path, over.signal);
  await heard;
}

/** Plays the clip into the microphone and waits until the listener says that it hears. */
async function speakUntilHeard(listener: MicrophoneChild): Promise<void> {
  const heard = listener.waitForCondition('hearing', { from: listener.reports.length, timeoutMs: 30_000 });
  await playUntil(heard, 'micfeed', fixturePath(CLIP));
}

const firstFrames = (listener: MicrophoneChild) =>
  listener.waitFor('frames', (report) => report.kind === 'frames');

describe('the microphone', () => {
  it('hears a spoken clip whole, without a gap', async () => {
    const listener = listen();
    await firstFrames(listener);
    await rig.playIntoMicrophone(fixturePath(CLIP));
    await listener.waitForCondition('hearing');
    await listener.hearOn(16_000);
    const { samples, report } = await listener.stop();
    const clip = loadFixtureClip(CLIP).samples;
    const found = findSound(samples, clip);
    expect(found.likeness).toBeGreaterThan(0.95);
    expect(report.dropped).toBe(0);
    expect(listener.reports.filter(({ kind }) => kind === 'lost')).toEqual([]);
    // The only step in positions is the one before the very first frame.
    const first = listener.reports.find((candidate) => candidate.kind === 'frames');
    expect(report.gapSamples).toBe(first?.kind === 'frames' ? first.gapSamples : -1);
  });

  it('says that the chosen one is unknown, and goes on with another when told to', async () => {
    const listener = listen({ device: 'A microphone that nobody has' });
    await listener.waitForCondition('mic_unknown');
    listener.switchTo(RIG_MICROPHONE);
    await speakUntilHeard(listener);
    await listener.stop();
  });

  it('says that it is muted, and hears again once it is not', async () => {
    await rig.setMicrophoneMuted(true);
    const listener = listen();
    await listener.waitForCondition('mic_muted');
    await rig.setMicrophoneMuted(false);
    await speakUntilHeard(listener);
    await listener.stop();
  });

  it('says that it hears exact silence', async () => {
    const listener = listen({ device: RIG_MICROPHONE });
    await listener.waitForCondition('mic_zeros');
    await speakUntilHeard(listener);
    await listener.stop();
  });

  it('says that there is none although a loudspeaker can be listened to, and hears one that is plugged in', async () => {
    await rig.unplugMicrophone();
    const listener = listen();
    await listener.waitForCondition('mic_none');
    await rig.replugMicrophone();
    await speakUntilHeard(listener);
    await listener.stop();
  });

  it('listens to a loudspeaker only when that is asked for by name', async () => {
    const listener = listen({ device: RIG_SPEAKER_MONITOR });
    await firstFrames(listener);
    await listener.stop();
  });

  it('survives being unplugged in mid-sentence and hears again when it is back', async () => {
    const listener = listen();
    await firstFrames(listener);
    await speakUntilHeard(listener);
    const from = listener.reports.length;
    await rig.unplugMicrophone();
    await listener.waitForCondition('mic_gone', { from });
    // this much of what is said is lost at least
    await new Promise((resolve) => setTimeout(resolve, 600));
    await rig.replugMicrophone();
    await speakUntilHeard(listener);
    const lost = listener.reports.find((report) => report.kind === 'lost');
    expect(lost?.kind === 'lost' && lost.samples > 16_000 / 2).toBe(true);
    await listener.stop();
  });

  it('survives the death of the sound server and hears again when it is back', async () => {
    const listener = listen();
    await firstFrames(listener);
    await speakUntilHeard(listener);
    const from = listener.reports.length;
    await rig.killServer();
    await listener.waitForCondition('mic_stalled', { from });
    await rig.restartServer();
    await speakUntilHeard(listener);
    const { complaints } = await listener.stop();
    expect(complaints).toBe('');
  });

  it('can be stopped while the sound server is dead', async () => {
    const listener = listen();
    await firstFrames(listener);
    await rig.killServer();
    await listener.stop();
    await rig.restartServer();
  });

  it('changes to another microphone while listening', async () => {
    await rig.addMicrophone('second', 'Second Test Microphone');
    const listener = listen();
    await firstFrames(listener);
    const path = join(rig.folder, 'tone.wav');
    writeFileSync(path, encodeWav(tone(3_000, 48_000, 1_000)));
    listener.switchTo('Second Test Microphone');
    const from = listener.reports.length;
    const heard = listener.waitFor(
      'the tone',
      (report) => report.kind === 'frames' && report.rms > 0.2 && report.rms < 0.5,
      { from },
    );
    await playUntil(heard, 'secondfeed', path);
    await listener.stop();
  });

  it('says that there is none, quietly, on a machine without any sound system', async () => {
    const env = { ...rig.env, PULSE_SERVER: `unix:${rig.folder}/nothing` };
    const listener = listen({ env });
    await listener.waitForCondition('mic_none');
    const { complaints } = await listener.stop();
    expect(complaints).toBe('');
  });

  it.skipIf(process.getuid?.() !== 0)('says that access is denied', async () => {
    const env = await rig.envOfStranger();
    const listener = listen({ env, uid: 65_534 });
    await listener.waitForCondition('mic_denied');
    await listener.stop();
  });
});

import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { encodeWav } from '../../../electron/engine/dsp/wav.ts';
import { findSound } from '../../support/find-sound.ts';
import { fixturePath, loadFixtureClip } from '../../support/fixture-clip.ts';
import { startMicrophoneChild } from '../../support/microphone-child.ts';
import { startPulseRig } from '../../support/pulse-rig.ts';
import { tone } from '../../support/test-sound.ts';

const CLIP = 'speech/hello_world.wav';

it('records what its speaker plays, carries it to the microphone, and leaves nothing behind', async () => {
  const rig = await startPulseRig();
  const clip = loadFixtureClip(CLIP).samples;
  const child = startMicrophoneChild(rig.env, { folder: rig.folder });
  try {
    const removeEcho = await rig.addEchoPath(30);
    await child.waitFor('frames', (report) => report.kind === 'frames');
    const recording = await rig.recordSpeaker();
    await rig.playInto('speaker', fixturePath(CLIP));
    await child.waitForCondition('hearing');
    await child.hearOn(16_000);
    expect(findSound((await recording.stop()).samples, clip).likeness).toBeGreaterThan(0.95);
    const { samples } = await child.stop();
    expect(findSound(samples, clip).likeness).toBeGreaterThan(0.9);
    await removeEcho();

    // Programs that know only ALSA reach the same speaker.
    const path = join(rig.folder, 'tone.wav');
    writeFileSync(path, encodeWav(tone(500, 48_000)));
    const second = await rig.recordSpeaker();
    await promisify(execFile)('aplay', ['-q', path], { env: rig.env, timeout: 10_000 });
    expect(Math.max(...(await second.stop()).samples)).toBeGreaterThan(0.3);
  } finally {
    child.kill();
    await rig.stop();
  }
  expect(existsSync(rig.folder)).toBe(false);
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'args']);
  expect(stdout.includes(rig.folder)).toBe(false);
});

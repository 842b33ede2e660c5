/** What the window says when there is nothing to hear with, and that it goes on by itself when there is again. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, sayToFile, transcribe } from '../support/app-place.ts';
import type { Place } from '../support/app-place.ts';
import { until } from '../support/app-window.ts';
import { canRunPulseRig, startPulseRig } from '../support/pulse-rig.ts';
import type { PulseRig } from '../support/pulse-rig.ts';
import { startXvfb } from '../support/xvfb.ts';
import type { VirtualDisplay } from '../support/xvfb.ts';

describe.runIf(await canRunPulseRig())('the microphone', () => {
  let display: VirtualDisplay;
  let rig: PulseRig;
  let place: Place | null = null;

  const phase = () => place!.page.locator('button[data-phase]').getAttribute('data-phase');

  beforeAll(async () => {
    display = await startXvfb();
  });
  afterEach(async () => {
    await place?.end();
    place = null;
    await rig?.stop();
  });
  afterAll(() => display.stop());

  it('that is not there is told with what to do, and typing goes on', async () => {
    rig = await startPulseRig();
    place = await openPlace('app', { display: display.display, rig: null });
    const { page } = place;
    await page.getByText('No microphone was found.', { exact: true }).waitFor({ timeout: 60_000 });
    await page
      .getByText('Connect one, or choose another in the settings.', { exact: true })
      .first()
      .waitFor();
    await page.getByLabel('Type a message').fill('what is two plus two');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('[data-turn]').allInnerTexts(), { timeout: 30_000 }).toHaveLength(1);
    // the button of the fault leads to where it is mended
    await page.getByRole('button', { name: 'Choose a microphone' }).click();
    await page.getByLabel('Microphone', { exact: true }).waitFor();
  });

  it('that is unplugged is told, and heard again when it is back', async () => {
    rig = await startPulseRig();
    place = await openPlace('app', { display: display.display, rig });
    const { page } = place;
    await until(phase, (now) => now === 'ready', 60_000);
    await rig.unplugMicrophone();
    await until(phase, (now) => now === 'fault', 40_000);
    await rig.replugMicrophone();
    const question = await sayToFile(rig.folder, 'back', 'What is seven times eight?');
    // sound has to come before it is known to be there
    await rig.playIntoMicrophone(question);
    await until(phase, (now) => now === 'ready', 40_000);
    await page.locator('button[data-phase]').click();
    await until(phase, (now) => now === 'listening');
    await rig.playIntoMicrophone(question);
    const turn = page.locator('[data-turn]').last();
    await expect.poll(() => turn.innerText(), { timeout: 60_000 }).toMatch(/56|fifty.six/i);
  });

  it('is switched off with one click, and then nothing records', async () => {
    rig = await startPulseRig();
    place = await openPlace('app', { display: display.display, rig });
    const { page } = place;
    await until(phase, (now) => now === 'ready', 60_000);
    const voice = await place.app!.voicePid();
    const records = async () =>
      (await rig.pactl('list', 'source-outputs')).includes(`process.id = "${voice}"`);
    await until(records, (is) => is);
    await page.getByRole('button', { name: 'Mute the microphone' }).click();
    await until(records, (is) => !is);
    expect(await phase()).toBe('muted');
    await page.getByText('The microphone is off. Parley hears nothing.').first().waitFor();
    await page.getByRole('button', { name: 'Unmute', exact: true }).click();
    await until(records, (is) => is);
  });

  it('of a browser is lent to a machine without one, and its speaker answers', async () => {
    rig = await startPulseRig();
    const silent = { PULSE_SERVER: `unix:${rig.folder}/nobody`, PIPEWIRE_REMOTE: 'none' };
    place = await openPlace('twin', {
      display: display.display,
      rig,
      serverEnv: silent,
      browserArgs: ['--use-fake-ui-for-media-stream'],
    });
    const { page } = place;
    await page.evaluate(() => void (location.hash = '#/settings'));
    await page.getByRole('button', { name: 'Use this browser’s' }).click();
    await page.getByText('Microphone and speaker are those of this browser.').waitFor({ timeout: 30_000 });
    await page.evaluate(() => void (location.hash = '#/talk'));
    await until(phase, (now) => now === 'ready', 60_000);
    await page.getByText('The voice is not ready yet').waitFor({ state: 'detached', timeout: 60_000 });
    const question = await sayToFile(rig.folder, 'browser', 'What is seven times eight?');
    const recording = await rig.recordSpeaker();
    await page.locator('button[data-phase]').click();
    await until(phase, (now) => now === 'listening');
    await rig.playIntoMicrophone(question);
    const turn = page.locator('[data-turn]').last();
    await expect.poll(() => turn.innerText(), { timeout: 60_000 }).toMatch(/56|fifty.six/i);
    await until(phase, (now) => now === 'ready');
    expect(await transcribe(rig.folder, await recording.stop())).toMatch(/56|fifty.six/i);
  });

  it('that the browser refuses is told', async () => {
    rig = await startPulseRig();
    place = await openPlace('twin', { display: display.display, rig });
    const { page } = place;
    await page.evaluate(() => void (location.hash = '#/settings'));
    // Chromium asks, and the person says no
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    await page.getByRole('button', { name: 'Use this browser’s' }).click();
    await page.getByText('The system does not let Parley use the microphone.').waitFor();
  });
});

/** The first start, by keyboard alone: the microphone, one spoken sentence and its answer, privacy, then the talk page. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, sayToFile } from '../support/app-place.ts';
import type { Place } from '../support/app-place.ts';
import { canRunPulseRig, startPulseRig } from '../support/pulse-rig.ts';
import type { PulseRig } from '../support/pulse-rig.ts';
import { startXvfb } from '../support/xvfb.ts';
import type { VirtualDisplay } from '../support/xvfb.ts';

describe.runIf(await canRunPulseRig())('the first start', () => {
  let display: VirtualDisplay;
  let rig: PulseRig;
  let place: Place | null = null;

  beforeAll(async () => {
    display = await startXvfb();
    rig = await startPulseRig();
  });
  afterEach(async () => {
    await place?.end();
    place = null;
  });
  afterAll(async () => {
    await rig.stop();
    await display.stop();
  });

  it('welcomes once, hears a sentence and answers it', async () => {
    const settings = { startup: { welcomed: false } };
    place = await openPlace('app', { display: display.display, rig, settings });
    const { page } = place;
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).focus();
      await page.keyboard.press('Enter');
    };
    await page.getByRole('heading', { name: 'Can Parley hear you?' }).waitFor({ timeout: 60_000 });
    const devices = page.getByLabel('Microphone', { exact: true });
    await expect.poll(() => devices.locator('option').allInnerTexts()).toContain('Parley Test Microphone');
    await press('Next');

    await page.getByRole('heading', { name: 'Say something to Parley' }).waitFor();
    const question = await sayToFile(rig.folder, 'first', 'What is seven times eight?');
    await press('Talk');
    await page.getByText('Listening', { exact: true }).first().waitFor();
    await rig.playIntoMicrophone(question);
    await expect.poll(() => page.locator('main').innerText(), { timeout: 60_000 }).toMatch(/56|fifty.six/i);
    await press('Next');

    await page.getByText('no sound ever leaves it').waitFor();
    await press('Start');
    await page.locator('[data-turn]').first().waitFor({ timeout: 20_000 });
    await page.reload();
    await page.locator('[data-turn]').first().waitFor({ timeout: 20_000 });
    expect(await page.getByRole('heading', { name: 'Can Parley hear you?' }).count()).toBe(0);
  });
});

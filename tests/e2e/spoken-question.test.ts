/**
 * What Parley is for, as a person meets it: a question is spoken into the microphone, its words appear, the answer is
 * read and heard. In the app with either host, and in a browser.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, placeKinds, sayToFile, transcribe } from '../support/app-place.ts';
import type { Place } from '../support/app-place.ts';
import { until } from '../support/app-window.ts';
import { canRunPulseRig, startPulseRig } from '../support/pulse-rig.ts';
import type { PulseRig } from '../support/pulse-rig.ts';
import { startXvfb } from '../support/xvfb.ts';
import type { VirtualDisplay } from '../support/xvfb.ts';

const available = await canRunPulseRig();

describe.runIf(available)('a spoken question', () => {
  let display: VirtualDisplay;
  let rig: PulseRig;
  let place: Place | null = null;
  let clips = 0;

  const say = (text: string) => sayToFile(rig.folder, `clip-${clips++}`, text);
  const phase = (page: Place['page']) =>
    page.locator('button[data-phase]').getAttribute('data-phase', { timeout: 60_000 });

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

  it.each(placeKinds)('by holding the talk button: words, answer and sound (%s)', async (kind) => {
    place = await openPlace(kind, { display: display.display, rig });
    const { page } = place;
    await until(
      () => phase(page),
      (now) => now === 'ready',
      60_000,
    );
    await page.getByText('The voice is not ready yet').waitFor({ state: 'detached', timeout: 60_000 });
    const question = await say('What is seven times eight?');
    const recording = await rig.recordSpeaker();

    const button = page.locator('button[data-phase]');
    const box = (await button.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await until(
      () => phase(page),
      (now) => now === 'listening',
    );
    await rig.playIntoMicrophone(question);
    await page.mouse.up();

    const turn = page.locator('[data-turn]').last();
    await turn.waitFor({ timeout: 60_000 });
    await expect.poll(() => turn.innerText(), { timeout: 20_000 }).toMatch(/7|seven/i);
    await expect.poll(() => turn.innerText(), { timeout: 20_000 }).toMatch(/56|fifty.six/i);
    await until(
      () => phase(page),
      (now) => now === 'ready',
    );
    expect(await transcribe(rig.folder, await recording.stop())).toMatch(/56|fifty.six/i);

    // why it ended, what was heard and how long it took are one click away
    await turn.getByRole('button', { name: 'Details' }).click();
    const detail = await turn.innerText();
    expect(detail).toContain('You let go of the talk button');
    expect(detail).toContain('Words recognised');
    expect(detail).toMatch(/\d+ ?%/);
    expect(place.complaints).toEqual([]);
    if (kind !== 'app') return;

    // the other recogniser hears the same words
    await turn.getByRole('button', { name: 'Actions for this message' }).click();
    await page.getByRole('menuitem', { name: 'Transcribe again with' }).press('ArrowRight');
    await page.getByRole('menuitem', { name: 'Whisper base (many languages)' }).press('Enter');
    await turn.getByText(/^With Whisper base/).waitFor({ timeout: 60_000 });
    expect(place.complaints).toEqual([]);
  });

  it('hands-free, with words appearing while they are spoken, and interrupted by speaking', async () => {
    const settings = { talk: { mode: 'handsFree' } };
    place = await openPlace('app', { display: display.display, rig, settings });
    const { page } = place;
    await until(
      () => phase(page),
      (now) => now === 'ready',
      60_000,
    );
    await page.getByText('The voice is not ready yet').waitFor({ state: 'detached', timeout: 60_000 });
    const long = await say('What can you do?');
    const next = await say('Excuse me, what is the weather like on the moon tonight?');

    const seen: string[] = [];
    await page.exposeFunction('noteLive', (text: string) => void seen.push(text));
    await page.evaluate(() => {
      const look = () => {
        const live = document.querySelector('[data-live]')?.textContent ?? '';
        if (live !== '') (window as unknown as { noteLive(text: string): void }).noteLive(live);
      };
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    await rig.playIntoMicrophone(long);
    await until(
      () => phase(page),
      (now) => now === 'speaking',
      30_000,
    );
    expect(seen.some((text) => /what/i.test(text))).toBe(true);

    // the answer is long; speaking over it ends it and is a turn of its own
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await rig.playIntoMicrophone(next);
    await expect.poll(() => page.locator('[data-turn]').count(), { timeout: 60_000 }).toBeGreaterThan(1);
    expect(await page.locator('[data-turn]').nth(1).innerText()).toMatch(/excuse|weather|moon/i);
    await expect
      .poll(() => page.locator('[data-turn]').first().innerText(), { timeout: 10_000 })
      .toContain('You interrupted here');
  });

  it('with the wake phrase: what is not said to Parley leaves no trace', async () => {
    const settings = { talk: { mode: 'wake' } };
    place = await openPlace('app', { display: display.display, rig, settings });
    const { page } = place;
    await until(
      () => phase(page),
      (now) => now === 'asleep',
      60_000,
    );
    await page.getByText('The voice is not ready yet').waitFor({ state: 'detached', timeout: 60_000 });
    const other = await say('We should buy some bread and milk on the way home.');
    const called = await say('Hey Parley, what is three plus four?');

    await rig.playIntoMicrophone(other);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await page.locator('[data-turn], [data-live]').count()).toBe(0);
    await rig.playIntoMicrophone(called);
    const turn = page.locator('[data-turn]').last();
    await turn.waitFor({ timeout: 60_000 });
    await expect.poll(() => turn.innerText(), { timeout: 30_000 }).toMatch(/\b7\b|seven/i);
    expect(await page.locator('[data-turn]').count()).toBe(1);
    expect((await turn.innerText()).toLowerCase()).not.toContain('bread');
  });
});

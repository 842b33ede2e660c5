/** The conversation in the window: typed turns, search, details, deleting, settings that apply at once and survive. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPlace } from '../support/app-place.ts';
import type { Place } from '../support/app-place.ts';
import { startXvfb } from '../support/xvfb.ts';
import type { VirtualDisplay } from '../support/xvfb.ts';

describe('the conversation in the window', () => {
  let display: VirtualDisplay;
  let place: Place | null = null;

  async function ask(text: string): Promise<void> {
    const field = place!.page.getByLabel('Type a message');
    await field.waitFor({ timeout: 60_000 });
    await field.fill(text);
    await field.press('Enter');
  }
  const turns = () => place!.page.locator('[data-turn]');

  beforeAll(async () => {
    display = await startXvfb();
  });
  afterEach(async () => {
    await place?.end();
    place = null;
  });
  afterAll(() => display.stop());

  it.each(['app', 'twin'] as const)('is typed into, searched, opened and deleted (%s)', async (kind) => {
    place = await openPlace(kind, { display: display.display, rig: null });
    const { page } = place;
    await ask('what is six times seven');
    await expect
      .poll(() => turns().allInnerTexts(), { timeout: 60_000 })
      .toEqual([expect.stringMatching(/42|forty-two/)]);
    await ask('how many feet are in a mile');
    await expect.poll(() => turns().count(), { timeout: 30_000 }).toBe(2);

    await page.getByLabel('Search the conversation').fill('mile');
    const hit = page.locator('mark').first();
    await hit.waitFor({ timeout: 10_000 });
    expect((await hit.innerText()).toLowerCase()).toContain('mile');
    await page.getByLabel('Search the conversation').fill('');

    const first = turns().first();
    await first.getByRole('button', { name: 'Details' }).click();
    await expect.poll(() => first.innerText()).toContain('It was typed.');
    await first.getByRole('button', { name: 'Actions for this message' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => turns().count()).toBe(1);
    expect(place.complaints).toEqual([]);
  });

  it('keeps turns and settings over a restart, and settings apply at once', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'parley-e2e-kept-'));
    try {
      place = await openPlace('app', { display: display.display, rig: null, dataFolder });
      await ask('what is nine plus nine');
      await expect.poll(() => turns().count(), { timeout: 60_000 }).toBe(1);
      await place.page.evaluate(() => void (location.hash = '#/settings'));
      await place.page.getByLabel('Theme').selectOption('dark');
      await expect
        .poll(() => place!.page.evaluate(() => document.documentElement.dataset['theme']))
        .toBe('dark');
      await place.page.getByLabel('Language of the interface').selectOption('de');
      await place.page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
      await place.stop();

      const saved = JSON.parse(readFileSync(join(dataFolder, 'settings.json'), 'utf8')) as object;
      expect(saved).toMatchObject({ appearance: { theme: 'dark', language: 'de' } });
      place = await openPlace('app', {
        display: display.display,
        rig: null,
        dataFolder,
        settings: saved as never,
      });
      await expect.poll(() => turns().count(), { timeout: 60_000 }).toBe(1);
      expect(await place.page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    } finally {
      await place?.end();
      place = null;
      rmSync(dataFolder, { recursive: true, force: true });
    }
  });
});

/**
 * The monitor as a person meets it: in the app a window of its own that shows an overload as it begins and as it ends,
 * in a browser the page /monitor.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlace } from '../support/app-place.ts';
import { fixturePath } from '../support/fixture-clip.ts';
import { launchLoadedApp } from '../support/loaded-app.ts';
import { startXvfb } from '../support/xvfb.ts';
import type { VirtualDisplay } from '../support/xvfb.ts';

const output = fileURLToPath(new URL('../output/screens', import.meta.url));
const PATIENCE = { timeout: 20_000 };
const SAID = 'what is six times seven';
const stages = ['Microphone', 'Echo removal', 'Speech detection', 'Recogniser', 'End of turn', 'Answer'];

interface Seen {
  readonly at: number;
  readonly step: string;
  readonly text: string;
}

/** Notes each change of the step as the page shows it. */
async function noteSteps(page: Page): Promise<() => Promise<readonly Seen[]>> {
  await page.evaluate(() => {
    const seen: Seen[] = [];
    (window as unknown as { seenSteps: Seen[] }).seenSteps = seen;
    const look = () => {
      const shown = document.querySelector<HTMLElement>('[data-step]');
      const step = shown?.dataset['step'] ?? '';
      if (shown && seen.at(-1)?.step !== step) seen.push({ at: Date.now(), step, text: shown.innerText });
    };
    look();
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });
  return () => page.evaluate(() => (window as unknown as { seenSteps: Seen[] }).seenSteps);
}

describe('the monitor', () => {
  let display: VirtualDisplay;
  let folder: string;

  beforeAll(async () => {
    mkdirSync(output, { recursive: true });
    folder = mkdtempSync(join(tmpdir(), 'parley-monitor-'));
    display = await startXvfb();
  });
  afterAll(async () => {
    await display.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('in the app: shows an overload with its reason within a second, and the recovery', async () => {
    const app = await launchLoadedApp({
      display: display.display,
      settings: { startup: { welcomed: true }, pipeline: { memoryLimitMegabytes: 100 } },
    });
    try {
      const main = await app.mainPage();
      const field = main.getByLabel('Type a message');
      await field.waitFor({ timeout: 60_000 });
      await field.fill(SAID);
      await field.press('Enter');
      await main.locator('[data-turn]', { hasText: SAID }).waitFor({ timeout: 30_000 });

      const opened = app.electron.waitForEvent('window');
      await main.getByRole('link', { name: 'Monitor' }).click();
      const page = await opened;
      expect(page.url()).toBe('app://parley/#/monitor-window');
      for (const name of stages) await page.getByRole('heading', { name: new RegExp(`^${name}`) }).waitFor();
      // it is brought forward, not opened again
      await main.getByRole('link', { name: 'Monitor' }).click();

      await app.burden({
        do: 'sessions',
        paths: [Array<string>(8).fill(fixturePath('speech/jfk.wav'))],
      });
      await expect.poll(() => page.locator('[data-session]').count(), PATIENCE).toBe(2);
      expect(app.electron.windows().filter((one) => one.url().includes('monitor-window'))).toHaveLength(1);

      // what the start of the app itself took away is given back first
      await page.locator('[data-step="none"]').waitFor({ timeout: 30_000 });
      const steps = await noteSteps(page);
      expect(await steps()).toMatchObject([{ step: 'none' }]);
      const began = Date.now();
      await app.burden({ do: 'hold', megabytes: 130 });
      await expect.poll(async () => (await steps()).length, { ...PATIENCE, interval: 50 }).toBeGreaterThan(1);
      const [, first] = await steps();
      expect(first).toMatchObject({ step: 'reduce_quality' });
      expect(first!.text).toMatch(/because memory was at 1\d\d\s?% of its limit/);
      expect(first!.at - began).toBeLessThan(1_000);
      await page.locator('[data-step="pause_processing"]').waitFor();
      // between two turns, never within one
      await expect.poll(() => page.getByRole('cell', { name: 'Paused' }).count(), PATIENCE).toBe(1);
      await page.screenshot({ path: join(output, 'monitor-overload.png') });

      await app.burden({ do: 'letGo' });
      await page.locator('[data-step="none"]').waitFor({ timeout: 15_000 });
      expect(await page.locator('[data-step]').innerText()).toContain('nothing is held back');
      const order = (await steps()).map(({ step }) => step).slice(1);
      expect(order.slice(0, 3)).toEqual(['reduce_quality', 'drop_frames', 'pause_processing']);
      expect(order.slice(-3)).toEqual(['drop_frames', 'reduce_quality', 'none']);
      await page.screenshot({ path: join(output, 'monitor-recovered.png') });

      await page
        .locator('[data-session]')
        .last()
        .getByRole('button', { name: /^Close/ })
        .click();
      await expect.poll(() => page.locator('[data-session]').count(), PATIENCE).toBe(1);
      await page.locator('[data-turn-row]').first().getByRole('button').click();
      await page.getByText('Answered by').waitFor();

      await page.getByRole('button', { name: 'Copy diagnostics' }).click();
      await page.getByText('The diagnostics are on the clipboard').waitFor();
      const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
      expect(JSON.parse(copied)).toMatchObject({
        parley: expect.any(String),
        monitor: { cpu: expect.any(Number) },
      });
      for (const secret of [SAID, homedir(), 'jfk']) expect(copied).not.toContain(secret);

      const saved = join(folder, 'monitor.json');
      await app.electron.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      }, saved);
      await page.getByRole('button', { name: 'Save as JSON' }).click();
      await page.getByText('The measurements were saved').waitFor();
      expect(JSON.parse(readFileSync(saved, 'utf8'))).toMatchObject({
        view: { pressure: { step: expect.any(String) } },
        lastMinute: expect.arrayContaining([expect.objectContaining({ cpu: expect.any(Number) })]),
      });
      await page.close();
      expect(await main.getByLabel('Type a message').isVisible()).toBe(true);
    } finally {
      await app.stop();
    }
  });

  it('in a browser: at /monitor, every control by keyboard, paused and set free by it', async () => {
    const place = await openPlace('twin', { display: display.display, rig: null });
    try {
      const { page } = place;
      await page.getByLabel('Type a message').waitFor({ timeout: 60_000 });
      await page.goto(new URL('/monitor', page.url()).href);
      await page.getByRole('heading', { name: /^Speech detection/ }).waitFor({ timeout: 30_000 });

      const wanted = await page
        .locator('main :is(button:enabled:not([role="radio"][aria-checked="false"]), a[href])')
        .evaluateAll((all) =>
          all
            .filter((one) => one.checkVisibility())
            .map((one) => one.getAttribute('aria-label') ?? one.textContent),
        );
      const reached = new Set<string>();
      await page.locator('#page').focus();
      for (let i = 0; i < wanted.length + 5; i++) {
        await page.keyboard.press('Tab');
        reached.add(
          await page.evaluate(
            () =>
              document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
          ),
        );
      }
      expect(wanted.length).toBeGreaterThan(8);
      expect(wanted.filter((name) => !reached.has(name ?? ''))).toEqual([]);

      await page.getByRole('button', { name: 'All three' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText(/^Memory went from/).waitFor();

      const uptime = page.locator('dt', { hasText: 'Running for' }).locator('xpath=following-sibling::dd');
      await page.getByRole('button', { name: 'Pause' }).press('Enter');
      await page.getByRole('button', { name: 'Go on' }).waitFor();
      const stopped = await uptime.innerText();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save as JSON' }).click(),
      ]);
      const file = JSON.parse(readFileSync(await download.path(), 'utf8')) as { view: { uptime_s: number } };
      expect(file.view.uptime_s).toBeGreaterThan(0);
      expect(await uptime.innerText()).toBe(stopped);
      await page.getByRole('button', { name: 'Go on' }).press('Enter');
      await expect.poll(() => uptime.innerText(), PATIENCE).not.toBe(stopped);

      // alerts leave the page once the browser may notify, which it is asked from the settings
      await page.goto(new URL('/#/settings', page.url()).href);
      // one that has no window of its own never asks, and refuses
      const asks = page.getByText(/Notifications of this browser|does not allow notifications here/);
      await asks.waitFor();
      await page.context().grantPermissions(['notifications']);
      await asks.waitFor({ state: 'detached' });
      expect(place.complaints).toEqual([]);
    } finally {
      await place.stop();
    }
  });
});

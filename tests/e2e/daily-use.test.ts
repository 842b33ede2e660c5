/**
 * What one does beside talking, in the real app with ten thousand turns in its history: scroll, export, record a
 * shortcut, forbid the network, change the size of text. On a session that calls itself Wayland, which is told.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, openDesk } from '../support/app-window.ts';
import type { LaunchedApp } from '../support/app-window.ts';
import { writeLongHistory } from '../support/long-history.ts';
import {
  offerModel,
  startModelServer,
  stopsAfter,
  wellBehaved,
  writeCatalog,
} from '../support/model-server.ts';
import type { ModelServer } from '../support/model-server.ts';
import { startXvfb } from '../support/xvfb.ts';
import type { VirtualDisplay } from '../support/xvfb.ts';

const TURNS = 10_000;

describe('every day', () => {
  let display: VirtualDisplay;
  let folder: string;
  let app: LaunchedApp;
  let page: Page;
  let server: ModelServer;

  beforeAll(async () => {
    display = await startXvfb();
    folder = mkdtempSync(join(tmpdir(), 'parley-e2e-daily-'));
    await writeLongHistory(folder, TURNS);
    server = await startModelServer();
    writeCatalog(join(folder, 'models'), [
      offerModel(server, 'extra', { 'model.onnx': Buffer.alloc(300_000, 3) }),
    ]);
    app = await launchApp({
      display: display.display,
      dataFolder: folder,
      settings: { startup: { welcomed: true }, appearance: { language: 'en' } },
      env: {
        PULSE_SERVER: 'unix:/nobody',
        PIPEWIRE_REMOTE: 'none',
        XDG_SESSION_TYPE: 'wayland',
        WAYLAND_DISPLAY: '',
      },
      switches: ['--ozone-platform=x11'],
    });
    await app.ready();
    page = await app.mainPage();
  });
  afterAll(async () => {
    await app?.end();
    await display?.stop();
    await server?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const go = (to: string) => page.evaluate((hash) => void (location.hash = hash), `#/${to}`);
  const saved = () => JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')) as object;

  /** Answers the dialog that asks where a file is to be saved. */
  async function saveTo(path: string): Promise<void> {
    await app.electron.evaluate(({ dialog }, filePath) => {
      const stub = () => Promise.resolve({ canceled: false, filePath });
      dialog.showSaveDialog = stub;
    }, path);
  }

  it('a window holds a screenful of ten thousand turns, and older ones come as one scrolls', async () => {
    const turns = page.locator('[data-turn]');
    const newest = page.getByRole('button', { name: 'Newest messages' });
    if (await newest.isVisible()) await newest.click();
    await page.getByText(`question number ${TURNS}`, { exact: true }).waitFor({ timeout: 60_000 });
    const region = page.getByRole('region', { name: 'Conversation' });
    await region.hover();
    for (let pulls = 0; pulls < 12; pulls++) {
      const highest = await region.evaluate((scroller) => scroller.scrollHeight);
      // what is older comes by itself
      const turnWheel = async () => {
        await page.mouse.wheel(0, -5_000);
        return region.evaluate((scroller) => scroller.scrollHeight);
      };
      await expect.poll(turnWheel, { timeout: 10_000 }).toBeGreaterThan(highest);
      expect(await turns.count()).toBeLessThan(80);
    }
    await newest.click();
    await page.getByText(`question number ${TURNS}`, { exact: true }).waitFor();
    await page.getByLabel('Search the conversation').fill('number 17');
    await page.locator('mark').first().waitFor();
    await page.getByLabel('Search the conversation').fill('');
  });

  it('all of it is exported as Markdown and as JSON, and an answer as sound', async () => {
    for (const [name, file] of [
      ['As Markdown', 'all.md'],
      ['As JSON', 'all.json'],
    ] as const) {
      await saveTo(join(folder, file));
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Export' }).press('ArrowRight');
      await page.getByRole('menuitem', { name }).press('Enter');
      await page.getByText('The conversation was saved.').first().waitFor({ timeout: 20_000 });
      await expect.poll(() => readFileSync(join(folder, file), 'utf8').length).toBeGreaterThan(TURNS * 30);
      await page
        .getByText('The conversation was saved.')
        .first()
        .waitFor({ state: 'detached', timeout: 20_000 });
    }
    expect(readFileSync(join(folder, 'all.md'), 'utf8')).toContain(`question number ${TURNS}`);
    const json = JSON.parse(readFileSync(join(folder, 'all.json'), 'utf8')) as unknown[];
    expect(json).toHaveLength(TURNS);

    await saveTo(join(folder, 'answer.wav'));
    const last = page.locator('[data-turn]').last();
    await last.hover();
    await last.getByRole('button', { name: 'Actions for this message' }).click();
    await page.getByRole('menuitem', { name: 'Export the answer as sound' }).click();
    await page.getByText('The sound was saved.').waitFor({ timeout: 30_000 });
    const wav = readFileSync(join(folder, 'answer.wav'));
    expect(wav.subarray(0, 4).toString()).toBe('RIFF');
    expect(wav.length).toBeGreaterThan(10_000);
  });

  it('a shortcut is recorded by pressing it, and the page says how it works here and why', async () => {
    await go('settings');
    await page.getByText('Wayland does not show keys to programs in the background.').first().waitFor();
    await page.getByText('The voice runs in a process of its own.').first().waitFor();
    await page.getByRole('button', { name: 'Change: Talk' }).click();
    await page.getByText('Press the keys').waitFor();
    await page.keyboard.press('a');
    await page.getByText('Use Control, Alt or Super together with a key, or a function key.').waitFor();
    await page.keyboard.press('Control+Alt+KeyK');
    await page.getByText('Press the keys').waitFor({ state: 'detached' });
    await expect.poll(saved).toMatchObject({ shortcuts: { talk: 'Control+Alt+K' } });
  });

  it('a network that is not wanted is refused, and every page says so', async () => {
    const server = 'http://away.example:8080/v1';
    await page.getByRole('switch', { name: 'Use no network' }).click();
    await page.getByText('Enforced: Parley connects to nothing outside this machine.').waitFor();
    const desk = await openDesk(page);
    expect(await desk.call('testLanguageModel', { baseUrl: server, model: 'm' })).toMatchObject({
      ok: false,
      fault: { code: 'network_off' },
    });
    await go('talk');
    await page.getByRole('link', { name: 'No network' }).click();
    await page.getByRole('switch', { name: 'Use no network' }).click();
    await page.getByRole('link', { name: 'No network' }).waitFor({ state: 'detached' });
  });

  it('text grows at once, and the page with it', async () => {
    const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
    const before = await size();
    await page.getByRole('slider', { name: 'Text size' }).focus();
    for (let steps = 0; steps < 5; steps++) await page.keyboard.press('ArrowRight');
    await expect.poll(size).toBeCloseTo(before * 1.5, 0);
    await expect.poll(saved).toMatchObject({ appearance: { textScale: 1.5 } });
  });

  it('a model is downloaded after its licence was shown, paused, taken up where it was, and deleted', async () => {
    server.serveWith(stopsAfter(100_000), wellBehaved);
    await go('models');
    const card = page.getByRole('article', { name: 'extra' });
    await card.getByRole('button', { name: 'Install extra' }).click();
    await page.getByText('Do what you like.').waitFor();
    await page.getByRole('button', { name: 'Accept and download' }).click();
    await card.getByText('Downloading,').waitFor();
    const part = join(folder, 'models/.partial/extra/files/model.onnx');
    await expect
      .poll(() => statSync(part, { throwIfNoEntry: false })?.size, { timeout: 10_000 })
      .toBe(100_000);
    await card.getByRole('button', { name: 'Pause' }).click();
    await card.getByText('Paused at').waitFor();
    await card.getByRole('button', { name: 'Resume' }).click();
    await card.getByText('Installed', { exact: true }).waitFor();
    expect(server.asked.at(-1)?.range).toBe('bytes=100000-');
    await card.getByRole('button', { name: 'Delete extra' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await card.getByText('Not installed').waitFor();
  });

  it('the look follows the system: light, dark, high contrast, and no motion', async () => {
    const look = () =>
      page.evaluate(() => ({
        theme: document.documentElement.dataset['theme'] ?? null,
        text: getComputedStyle(document.body).color,
      }));
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await look();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(async () => (await look()).text).not.toBe(light.text);
    await page.emulateMedia({ colorScheme: 'light', contrast: 'more' });
    await expect.poll(async () => (await look()).theme).toBe('contrast');
    await page.emulateMedia({ colorScheme: null, contrast: null, reducedMotion: 'reduce' });
    const slowest = await page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('body *')].flatMap((part) => {
          const { transitionDuration, animationDuration } = getComputedStyle(part);
          return `${transitionDuration},${animationDuration}`.split(',').map(parseFloat);
        }),
      ),
    );
    expect(slowest).toBeLessThan(0.01);
    await page.emulateMedia({ reducedMotion: null });
  });

  it('everything is deleted after a question', async () => {
    await go('talk');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Delete everything' }).click();
    await page.getByRole('button', { name: /^Delete 10.?000 messages$/ }).click();
    await expect.poll(() => page.locator('[data-turn]').count(), { timeout: 30_000 }).toBe(0);
  });
});

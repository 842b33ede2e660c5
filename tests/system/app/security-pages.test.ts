/**
 * What a page may load, reach and be allowed: points 1, 5, 6, 7, 13, 14 and 18 of Electron's checklist of twenty
 * security recommendations, held against the real app while its page does all it can (tests/support/hostile-page.mjs).
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callDesktop, until } from '../../support/app-window.ts';
import type { LaunchedApp } from '../../support/app-window.ts';
import { startChecklistRig } from '../../support/checklist-rig.ts';
import type { ChecklistRig } from '../../support/checklist-rig.ts';
import * as hostile from '../../support/hostile-page.mjs';

let rig: ChecklistRig;
let app: LaunchedApp;
let page: Page;

beforeAll(async () => {
  rig = await startChecklistRig();
  ({ app, page } = rig);
});
afterAll(() => rig?.stop());

describe('Electron’s checklist', () => {
  it('1: only secure content is loaded, all of it our own', async () => {
    expect(rig.loaded.length).toBeGreaterThan(2);
    expect(rig.loaded.filter((url) => !url.startsWith('app://parley/'))).toEqual([]);
    rig.takeVisits();
    expect(await page.evaluate(hostile.reachOut, [`${rig.site}/x`, 'https://parley.example/'])).toEqual([]);
    expect(rig.takeVisits()).toEqual([]);
  });

  it('1: nor does the session load anything else where no page’s policy holds', async () => {
    rig.takeVisits();
    const outcome = await app.electron.evaluate(
      ({ session }, url) =>
        session.defaultSession.fetch(url).then(
          () => 'loaded',
          () => 'refused',
        ),
      `${rig.site}/session`,
    );
    expect([outcome, rig.takeVisits()]).toEqual(['refused', []]);
  });

  it('5: no permission is given, asked for or looked up', async () => {
    const { states, ...outcomes } = await page.evaluate(hostile.askForPermissions);
    expect(Object.values(states).filter((state) => state === 'granted')).toEqual([]);
    expect(Object.entries(outcomes).filter(([, outcome]) => String(outcome).startsWith('granted'))).toEqual(
      [],
    );
    expect(outcomes).toMatchObject({
      microphone: 'NotAllowedError',
      camera: 'NotAllowedError',
      notifications: 'denied',
    });
  });

  it('6: web security is on', async () => {
    await rig.expectEvery('webSecurity', true);
    expect(await page.evaluate(hostile.reachOut, ['file:///etc/passwd'])).toEqual([]);
  });

  it('7: a content security policy allows our own scripts and nothing made from text', async () => {
    const headers = await page.evaluate(hostile.readOwnHeaders);
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    const { refused, ran, styled } = await page.evaluate(hostile.injectCode);
    expect(ran).toEqual([]);
    expect(styled).toBe('');
    expect(refused).toMatchObject({ eval: 'EvalError', Function: 'EvalError', innerHTML: 'TypeError' });
  });

  it('7: the nonce by which a style is known is another one for each page', async () => {
    const policies = new Set<string | null>();
    for (let times = 0; times < 3; times++) {
      policies.add((await page.evaluate(hostile.readOwnHeaders))['content-security-policy'] ?? null);
    }
    expect(policies.size).toBe(3);
  });

  it('13: a page cannot go anywhere', async () => {
    rig.takeVisits();
    const before = page.url();
    const places = [...rig.addresses, 'app://parley/assets/none.js', 'app://elsewhere/'];
    expect(await page.evaluate(hostile.goElsewhere, places)).toBe(before);
    expect(
      await app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
      ),
    ).toMatch(/^app:\/\/parley\//);
    expect(rig.takeVisits()).toEqual([]);
  });

  it('14: a page cannot open a window', async () => {
    rig.takeVisits();
    const count = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    const before = await count();
    expect(
      await page.evaluate(hostile.openWindows, [...rig.addresses, 'app://parley/', 'about:blank']),
    ).toEqual([]);
    expect(await count()).toBe(before);
    expect(rig.takeVisits()).toEqual([]);
  });

  it('18: nothing comes from file://', async () => {
    const urls = await app.electron.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => contents.getURL()),
    );
    expect(urls.filter((url) => !url.startsWith('app://parley/'))).toEqual([]);
    expect(rig.loaded.filter((url) => url.startsWith('file:'))).toEqual([]);
  });
});

describe('beside the checklist', () => {
  it('nothing is downloaded without a dialog', async () => {
    const items = app.electron.evaluate(
      ({ session }) =>
        new Promise<string>((resolve) => {
          session.defaultSession.once('will-download', (event, item) =>
            resolve(`${item.getState()} ${event.defaultPrevented}`),
          );
          setTimeout(() => resolve('nothing began'), 1_500);
        }),
    );
    await page.evaluate(hostile.downloadSomething);
    expect(['nothing began', 'cancelled true', 'progressing true', 'interrupted true']).toContain(
      await items,
    );
  });

  it('the page has no error of its own under this policy', async () => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.reload();
    await until(
      () => callDesktop(page, 'getDesktop', {}),
      (told) => told.ok && told.value.voice.state === 'running',
    );
    await page.waitForFunction('document.querySelector("#root")?.childElementCount > 0');
    expect(errors).toEqual([]);
  });
});

/**
 * The twin in a real browser, Debian's Chromium: the one-time link, what a tab keeps, what its policy forbids it, and
 * what pages of others can do to it.
 */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDataFolder } from '../../support/parley-process.ts';
import type { DataFolder } from '../../support/parley-process.ts';
import { startServe, takeToken } from '../../support/serve-process.ts';
import type { ServeProcess } from '../../support/serve-process.ts';
import { keptInPage, tryCode, tryFromElsewhere, tryStyles, tryToReach } from '../../support/twin-page.mjs';

const executablePath = '/usr/bin/chromium';
const NEW_LINK_WANTED = 'This page needs a new link';
/** A name that leads to this machine, as after DNS rebinding. */
const REBOUND = 'rebound.example';

describe.runIf(existsSync(executablePath))('the twin in a browser', () => {
  let serve: ServeProcess;
  let browser: Browser;
  let context: BrowserContext;
  let data: DataFolder;
  let complaints: string[] = [];

  beforeAll(async () => {
    data = createDataFolder();
    serve = await startServe(['--port', '0'], { dataFolder: data.path });
    browser = await chromium.launch({
      executablePath,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-background-networking',
        `--host-resolver-rules=MAP ${REBOUND} 127.0.0.1`,
      ],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await serve?.end();
    data?.remove();
  });
  beforeEach(async () => {
    context = await browser.newContext();
  });
  afterEach(() => context.close());

  async function newLink(): Promise<string> {
    const before = serve.link();
    process.kill(serve.pid, 'SIGUSR2');
    await expect.poll(() => serve.link(), { timeout: 5_000 }).not.toBe(before);
    return serve.link();
  }

  async function newTab(address: string): Promise<Page> {
    const page = await context.newPage();
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(address);
    return page;
  }

  const connected = (page: Page) => page.getByLabel('Type a message').waitFor({ timeout: 30_000 });
  const refused = (page: Page) => page.getByText(NEW_LINK_WANTED).waitFor({ timeout: 30_000 });

  async function openTab(): Promise<Page> {
    const page = await newTab(await newLink());
    const welcome = page.getByRole('button', { name: 'Skip' });
    await Promise.race([connected(page), welcome.waitFor({ timeout: 30_000 }).then(() => welcome.click())]);
    await connected(page);
    return page;
  }

  describe('its link', () => {
    it('opens a tab that answers, and leaves no trace of itself', async () => {
      const page = await openTab();
      expect(page.url()).not.toContain('link');
      await page.getByLabel('Type a message').fill('what is twelve times twelve');
      await page.keyboard.press('Enter');
      const turn = page.locator('[data-turn]').last();
      await expect.poll(() => turn.innerText(), { timeout: 60_000 }).toMatch(/144/);
      const kept = await page.evaluate(keptInPage);
      expect(kept).toMatchObject({ cookie: '', local: 0 });
      expect(kept.session).toContain('parley.token');
      expect(await context.cookies()).toEqual([]);
      expect(complaints).toEqual([]);
    });

    it('is not needed for a reload, but for another tab', async () => {
      const page = await openTab();
      await page.reload();
      await connected(page);
      await refused(await newTab(`http://${serve.host}/`));
    });

    it('works once', async () => {
      const page = await openTab();
      await refused(await newTab(serve.link()));
      await page.reload();
      await connected(page);
    });

    it('of another day says so', async () => {
      await refused(await newTab(`http://${serve.host}/#link=${'x'.repeat(43)}`));
    });
  });

  describe('its page', () => {
    it('says so when the interface cannot be loaded', async () => {
      await context.route(/\/assets\/main-/, (route) => route.abort());
      const page = await newTab(`http://${serve.host}/`);
      await page
        .getByRole('alert')
        .filter({ hasText: 'cannot load this window' })
        .waitFor({ timeout: 30_000 });
      expect(await page.locator('#first-frame').count()).toBe(0);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
    });

    it('runs no text as code and makes no markup of it', async () => {
      const page = await openTab();
      const outcome = await page.evaluate(tryCode);
      expect(outcome).toEqual({
        eval: 'EvalError',
        function: 'EvalError',
        markup: 'TypeError',
        script: 'TypeError',
        policy: 'TypeError',
      });
    });

    it('reaches nothing but its own server', async () => {
      const page = await openTab();
      const reached = await page.evaluate(tryToReach);
      expect(reached).toEqual(['refused', 'refused', 'refused', 'reached']);
      expect(complaints.filter((text) => /Content Security Policy/.test(text)).length).toBeGreaterThan(2);
    });

    it('takes styles made at run time only with its nonce', async () => {
      const page = await openTab();
      const colours = await page.evaluate(tryStyles);
      expect(colours[0]).toBe('rgb(1, 2, 3)');
      expect(colours.slice(1)).not.toContain('rgb(1, 2, 3)');
    });
  });

  describe('pages of others', () => {
    let site: Server;
    let siteAddress = '';
    beforeAll(async () => {
      site = createServer((_request, response) => {
        response.setHeader('content-type', 'text/html');
        response.end('<!doctype html><title>other</title><body></body>');
      });
      await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', () => resolve()));
      siteAddress = `http://127.0.0.1:${(site.address() as { port: number }).port}/`;
    });
    afterAll(() => void site.close());

    it('cannot read, frame, post to or connect to it, not even with a token that is right', async () => {
      await newLink();
      const token = await takeToken(serve);
      const link = (await newLink()).split('#link=')[1]!;
      const page = await newTab(siteAddress);
      const outcome = await page.evaluate(tryFromElsewhere, { host: serve.host, token, link });
      expect(outcome).toMatchObject({
        health: 'failed',
        bearer: 'failed',
        trade: 'failed',
        socket: 'closed',
        framed: 'refused',
      });
      // the link was not spent by any of that
      await connected(await newTab(`http://${serve.host}/#link=${link}`));
    });

    it('cannot come by another name for this machine', async () => {
      const page = await context.newPage();
      const answer = await page.goto(`http://${REBOUND}:${serve.port}/`);
      expect(answer?.status()).toBe(403);
      expect(await page.content()).toContain('forbidden');
    });
  });

  it('says that the server is gone, and after its restart that a new link is needed', async () => {
    const page = await openTab();
    const { port } = serve;
    await serve.end();
    await page.getByText('The connection to Parley was lost.').waitFor({ timeout: 30_000 });
    serve = await startServe(['--port', String(port)], { dataFolder: data.path });
    expect(serve.port).toBe(port);
    await refused(page);
  });
});

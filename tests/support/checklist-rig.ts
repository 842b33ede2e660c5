/** The real app with a microphone and a camera to be had, its page, and a site that nothing in Parley may reach. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchApp } from './app-window.ts';
import type { LaunchedApp } from './app-window.ts';
import { startXvfb } from './xvfb.ts';

export interface ChecklistRig {
  readonly app: LaunchedApp;
  /** The main window's page, loaded anew after `loaded` began to be kept. */
  readonly page: Page;
  readonly display: string;
  /** Origin of the forbidden site. */
  readonly site: string;
  /** What the forbidden site was asked since the last call. */
  takeVisits(): string[];
  /** Addresses the page has loaded. */
  readonly loaded: readonly string[];
  /** Addresses that no page may go to and that are not opened outside. */
  readonly addresses: readonly string[];
  /** Holds one web preference of every window, as it really is, against a value. */
  expectEvery(name: string, value: unknown): Promise<void>;
  stop(): Promise<void>;
}

async function openForbiddenSite() {
  let visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.end('reached');
  });
  server.on('upgrade', (request, socket) => {
    visits.push(`upgrade ${request.url ?? ''}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const takeVisits = () => {
    const taken = visits;
    visits = [];
    return taken;
  };
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { site, takeVisits, close: () => void server.close() };
}

/** The preferences every window of the app really has. */
const preferencesOf = (app: LaunchedApp) =>
  app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return contents.getLastWebPreferences();
    }),
  );

export async function startChecklistRig(): Promise<ChecklistRig> {
  const forbidden = await openForbiddenSite();
  const screen = await startXvfb();
  let app: LaunchedApp | null = null;
  const stop = async () => {
    await app?.end();
    await screen.stop();
    forbidden.close();
  };
  try {
    // with a microphone and a camera to be had, it is the handlers that refuse them
    const launched = await launchApp({
      display: screen.display,
      switches: ['--use-fake-device-for-media-stream'],
    });
    app = launched;
    await launched.ready();
    const page = await launched.mainPage();
    const loaded: string[] = [];
    page.on('requestfinished', (request) => loaded.push(request.url()));
    await page.reload();
    return {
      app: launched,
      page,
      display: screen.display,
      site: forbidden.site,
      takeVisits: forbidden.takeVisits,
      loaded,
      addresses: [
        `${forbidden.site}/x`,
        'file:///etc/passwd',
        'data:text/html,<h1>x</h1>',
        'https://parley.example/',
        'javascript:document.body.remove()',
      ],
      async expectEvery(name, value) {
        const all = await preferencesOf(launched);
        expect(all.length).toBeGreaterThan(0);
        expect(all.map((one) => one[name] ?? false)).toEqual(all.map(() => value));
      },
      stop,
    };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

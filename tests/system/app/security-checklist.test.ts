/**
 * Electron's checklist of twenty security recommendations, one test each, held against the real app while its page
 * does all it can (tests/support/hostile-page.mjs). The packed binary's fuses are read back where it is packed.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FALLBACK_VERSION } from '../../../build/setup/electron-fallback.mjs';
import type { Result } from '../../../electron/contract/errors.ts';
import { callDesktop, launchApp, startApp, until } from '../../support/app-window.ts';
import type { LaunchedApp } from '../../support/app-window.ts';
import { electronExecutable } from '../../support/electron-runtime.ts';
import * as hostile from '../../support/hostile-page.mjs';
import { startXvfb } from '../../support/xvfb.ts';
import type { VirtualDisplay } from '../../support/xvfb.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** A fuse in the wire: the character 0. */
const FUSE_OFF = 0x30;
let screen: VirtualDisplay;
let app: LaunchedApp;
let page: Page;
let server: Server;
/** A site that nothing in Parley may reach. */
let site = '';
let visits: string[] = [];
const loaded: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.end('reached');
  });
  server.on('upgrade', (request, socket) => {
    visits.push(`upgrade ${request.url ?? ''}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  screen = await startXvfb();
  // with a microphone and a camera to be had, it is the handlers that refuse them
  app = await launchApp({ display: screen.display, switches: ['--use-fake-device-for-media-stream'] });
  await app.ready();
  page = await app.mainPage();
  page.on('requestfinished', (request) => loaded.push(request.url()));
  await page.reload();
});
afterAll(async () => {
  await app?.stop();
  await screen?.stop();
  server?.close();
});

/** The preferences every window of the app really has. */
const preferences = () =>
  app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return contents.getLastWebPreferences();
    }),
  );
const expectEvery = async (name: string, value: unknown) => {
  const all = await preferences();
  expect(all.length).toBeGreaterThan(0);
  expect(all.map((one) => one[name] ?? false)).toEqual(all.map(() => value));
};

const addresses = () => [
  `${site}/x`,
  'file:///etc/passwd',
  'data:text/html,<h1>x</h1>',
  'https://parley.example/',
  'javascript:document.body.remove()',
];

describe('Electron’s checklist', () => {
  it('1: only secure content is loaded, all of it our own', async () => {
    expect(loaded.length).toBeGreaterThan(2);
    expect(loaded.filter((url) => !url.startsWith('app://parley/'))).toEqual([]);
    visits = [];
    expect(await page.evaluate(hostile.reachOut, [`${site}/x`, 'https://parley.example/'])).toEqual([]);
    expect(visits).toEqual([]);
  });

  it('1: nor does the session load anything else where no page’s policy holds', async () => {
    visits = [];
    const outcome = await app.electron.evaluate(
      ({ session }, url) =>
        session.defaultSession.fetch(url).then(
          () => 'loaded',
          () => 'refused',
        ),
      `${site}/session`,
    );
    expect([outcome, visits]).toEqual(['refused', []]);
  });

  it('2: there is no Node in a page', async () => {
    await expectEvery('nodeIntegration', false);
    await expectEvery('nodeIntegrationInWorker', false);
    await expectEvery('nodeIntegrationInSubFrames', false);
    expect(await page.evaluate(hostile.findPowers)).toEqual([]);
  });

  it('3: the preload lives in a world of its own', async () => {
    await expectEvery('contextIsolation', true);
    expect(await page.evaluate(hostile.poisonBuiltIns)).toEqual({ caught: [], works: true });
  });

  it('4: every window is sandboxed', () => expectEvery('sandbox', true));

  it.runIf(process.getuid?.() === 0 && process.platform === 'linux')(
    '4: and for a user who is not root the system’s own sandbox holds its process',
    async () => {
      const other = await startApp({ display: screen.display, asNobody: true });
      try {
        await other.ready();
        const modes = readdirSync('/proc').flatMap((pid) => {
          const read = (name: string) => {
            try {
              return readFileSync(`/proc/${pid}/${name}`, 'utf8');
            } catch {
              return '';
            }
          };
          const command = read('cmdline');
          if (!command.includes('--type=renderer') || !command.includes(other.dataFolder)) return [];
          return /Seccomp:\s*(\d)/.exec(read('status'))?.[1] ?? '';
        });
        expect(modes.length).toBeGreaterThan(0);
        // 2: system calls are filtered
        expect(new Set(modes)).toEqual(new Set(['2']));
        expect(other.stderr()).not.toContain('no-sandbox');
      } finally {
        await other.stop();
      }
    },
  );

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
    await expectEvery('webSecurity', true);
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

  it('8: insecure content is not allowed', () => expectEvery('allowRunningInsecureContent', false));

  it('9: experimental features are off', () => expectEvery('experimentalFeatures', false));

  it('10: no Blink feature is enabled', async () => {
    await expectEvery('enableBlinkFeatures', '');
    const given = await app.electron.evaluate(({ app: { commandLine } }) =>
      ['enable-blink-features', 'enable-experimental-web-platform-features', 'disable-web-security'].filter(
        (name) => commandLine.hasSwitch(name),
      ),
    );
    expect(given).toEqual([]);
  });

  it('11: there is no web view, so none that allows pop-ups', async () => {
    await expectEvery('webviewTag', false);
    expect(await page.evaluate(hostile.embedWebview)).toBe(false);
  });

  it('12: a web view is refused even in a window that could have one', async () => {
    const kinds = await app.electron.evaluate(async ({ BrowserWindow, webContents }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true, sandbox: true } });
      await window.loadURL('app://parley/');
      await window.webContents.executeJavaScript(
        `{ const view = document.createElement('webview'); view.setAttribute('src', 'app://parley/'); document.body.append(view) } null`,
      );
      await new Promise((resolve) => setTimeout(resolve, 500));
      const found = webContents.getAllWebContents().map((contents) => contents.getType());
      window.destroy();
      return found;
    });
    expect(kinds.length).toBeGreaterThan(1);
    expect(kinds).not.toContain('webview');
  });

  it('13: a page cannot go anywhere', async () => {
    visits = [];
    const before = page.url();
    const places = [...addresses(), 'app://parley/assets/none.js', 'app://elsewhere/'];
    expect(await page.evaluate(hostile.goElsewhere, places)).toBe(before);
    expect(
      await app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
      ),
    ).toMatch(/^app:\/\/parley\//);
    expect(visits).toEqual([]);
  });

  it('14: a page cannot open a window', async () => {
    visits = [];
    const count = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    const before = await count();
    expect(
      await page.evaluate(hostile.openWindows, [...addresses(), 'app://parley/', 'about:blank']),
    ).toEqual([]);
    expect(await count()).toBe(before);
    expect(visits).toEqual([]);
  });

  it('15: only addresses on the list are opened outside', async () => {
    await app.electron.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      shell.openExternal = (url) => Promise.resolve(void opened.push(url));
    });
    const opened = () => app.electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
    for (const url of [
      ...addresses(),
      'https://github.com.evil.example/',
      'smb://github.com/x',
      'mailto:x@y.z',
    ]) {
      expect(await callDesktop(page, 'openLink', { url })).toEqual({ ok: true, value: { opened: false } });
    }
    expect(await opened()).toEqual([]);
    expect(await callDesktop(page, 'openLink', { url: 'https://github.com/openai/whisper' })).toEqual({
      ok: true,
      value: { opened: true },
    });
    expect(await opened()).toEqual(['https://github.com/openai/whisper']);
  });

  it('16: the Electron that Parley asks for is current; a machine without the download tests with the known fallback', async () => {
    const { devDependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    const wanted = devDependencies['electron'] ?? '';
    expect(Number(wanted.split('.')[0])).toBeGreaterThanOrEqual(45);
    const running = await app.electron.evaluate(() => process.versions['electron']);
    expect([wanted, FALLBACK_VERSION]).toContain(running);
  });

  it('17: calls are answered for our page in our window only', async () => {
    const preload = fileURLToPath(new URL('../../../out/preload/preload.cjs', import.meta.url));
    const outcomes = await app.electron.evaluate(async ({ BrowserWindow }, preload) => {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      const ask = (method: string, params: object) =>
        stranger.webContents.executeJavaScript(
          `window.parley === undefined ? 'no bridge' : window.parley.call(${JSON.stringify(method)}, ${JSON.stringify(params)}).then((answer) => answer.ok ? 'answered' : answer.fault.code)`,
        ) as Promise<string>;
      const found: string[] = [];
      for (const url of ['app://parley/', 'about:blank']) {
        await stranger.loadURL(url);
        found.push(await ask('getDesktop', {}), await ask('quit', {}), await ask('connectDesk', {}));
      }
      stranger.destroy();
      return found;
    }, preload);
    expect(outcomes).toEqual(outcomes.map(() => 'forbidden'));
    expect(outcomes).toHaveLength(6);
  });

  it('17: and what they say is checked', async () => {
    const said = async (method: unknown, params: unknown) => {
      const answer = (await page.evaluate(hostile.callRaw, { method, params })) as Result<unknown>;
      return answer.ok ? 'answered' : answer.fault.code;
    };
    expect(await said('getDesktop', {})).toBe('answered');
    expect(await said('getDesktop', { extra: 1 })).toBe('bad_argument');
    expect(await said('getDesktop', null)).toBe('bad_argument');
    expect(await said('openPage', { page: '../x' })).toBe('bad_argument');
    expect(await said('copyText', { text: 7 })).toBe('bad_argument');
    expect(await said('saveFile', { fileName: 'x', encoding: 'text' })).toBe('bad_argument');
    expect(await said('openDevTools', {})).toBe('method_unknown');
    expect(await said('constructor', {})).toBe('method_unknown');
    expect(await said('__proto__', {})).toBe('method_unknown');
    expect(await said({ toString: 'quit' }, {})).toBe('method_unknown');
    expect(await said(['quit'], {})).toBe('method_unknown');
  });

  it('18: nothing comes from file://', async () => {
    const urls = await app.electron.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => contents.getURL()),
    );
    expect(urls.filter((url) => !url.startsWith('app://parley/'))).toEqual([]);
    expect(loaded.filter((url) => url.startsWith('file:'))).toEqual([]);
  });

  it('19: the fuses of the binary under test read back as they were set', async () => {
    const wire = await getCurrentFuseWire(electronExecutable());
    expect(wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]).toBe(FUSE_OFF);
  });

  it('20: a page is handed two verbs and no part of Electron', async () => {
    expect(await page.evaluate(hostile.describeBridge)).toEqual({
      verbs: ['call', 'onEvent'],
      writable: false,
      configurable: false,
      sourceOfCall: false,
    });
    const given = page.evaluate(hostile.watchBridge);
    await app.electron.evaluate(({ nativeTheme }) => (nativeTheme.themeSource = 'dark'));
    await page.evaluate(hostile.callRaw, { method: 'openPage', params: { page: 'talk' } });
    // the event alone: neither its sender nor a way to answer on the line
    expect(await given).toMatchObject({ count: 1, keys: ['type', 'page'] });
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
          setTimeout(() => resolve('nothing began'), 4_000);
        }),
    );
    await page.evaluate(hostile.downloadSomething);
    expect(['nothing began', 'cancelled true', 'progressing true', 'interrupted true']).toContain(
      await items,
    );
  });

  it('what a page saves is named safely, and lands only where the dialog says', async () => {
    const target = `${app.dataFolder}/saved.md`;
    await app.electron.evaluate(({ dialog }, path) => {
      Object.assign(globalThis, { suggested: [] as string[] });
      const stub = (_parent: unknown, options: { defaultPath?: string }) => {
        (globalThis as unknown as { suggested: string[] }).suggested.push(options.defaultPath ?? '');
        return Promise.resolve({ canceled: false, filePath: path });
      };
      dialog.showSaveDialog = stub as typeof dialog.showSaveDialog;
    }, target);
    const fileName = '../../../etc/cron.d/x';
    expect(await callDesktop(page, 'saveFile', { fileName, encoding: 'text', content: 'Straße' })).toEqual({
      ok: true,
      value: { saved: true },
    });
    expect(readFileSync(target, 'utf8')).toBe('Straße');
    const suggested = await app.electron.evaluate(
      () => (globalThis as unknown as { suggested: string[] }).suggested,
    );
    expect(suggested).toEqual(['_.._.._etc_cron.d_x']);
    const broken = await callDesktop(page, 'saveFile', {
      fileName: 'x.wav',
      encoding: 'base64',
      content: '!!',
    });
    expect(broken).toMatchObject({ ok: false, fault: { code: 'bad_argument' } });
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

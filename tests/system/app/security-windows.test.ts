/**
 * How windows are made and what they may ask: points 2 to 4, 8 to 12, 15 to 17, 19 and 20 of Electron's checklist of
 * twenty security recommendations, held against the real app (tests/support/hostile-page.mjs). The packed binary's
 * fuses are read back where it is packed.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FALLBACK_VERSION } from '../../../build/setup/electron-fallback.mjs';
import type { Result } from '../../../electron/contract/errors.ts';
import { callDesktop, startApp } from '../../support/app-window.ts';
import type { LaunchedApp } from '../../support/app-window.ts';
import { startChecklistRig } from '../../support/checklist-rig.ts';
import type { ChecklistRig } from '../../support/checklist-rig.ts';
import { electronExecutable } from '../../support/electron-runtime.ts';
import * as hostile from '../../support/hostile-page.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** A fuse in the wire: the character 0. */
const FUSE_OFF = 0x30;
let rig: ChecklistRig;
let app: LaunchedApp;
let page: Page;

beforeAll(async () => {
  rig = await startChecklistRig();
  ({ app, page } = rig);
});
afterAll(() => rig?.stop());

describe('Electron’s checklist', () => {
  it('2: there is no Node in a page', async () => {
    await rig.expectEvery('nodeIntegration', false);
    await rig.expectEvery('nodeIntegrationInWorker', false);
    await rig.expectEvery('nodeIntegrationInSubFrames', false);
    expect(await page.evaluate(hostile.findPowers)).toEqual([]);
  });

  it('3: the preload lives in a world of its own', async () => {
    await rig.expectEvery('contextIsolation', true);
    expect(await page.evaluate(hostile.poisonBuiltIns)).toEqual({ caught: [], works: true });
  });

  it('4: every window is sandboxed', () => rig.expectEvery('sandbox', true));

  it.runIf(process.getuid?.() === 0 && process.platform === 'linux')(
    '4: and for a user who is not root the system’s own sandbox holds its process',
    async () => {
      const other = await startApp({ display: rig.display, asNobody: true });
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

  it('8: insecure content is not allowed', () => rig.expectEvery('allowRunningInsecureContent', false));

  it('9: experimental features are off', () => rig.expectEvery('experimentalFeatures', false));

  it('10: no Blink feature is enabled', async () => {
    await rig.expectEvery('enableBlinkFeatures', '');
    const given = await app.electron.evaluate(({ app: { commandLine } }) =>
      ['enable-blink-features', 'enable-experimental-web-platform-features', 'disable-web-security'].filter(
        (name) => commandLine.hasSwitch(name),
      ),
    );
    expect(given).toEqual([]);
  });

  it('11: there is no web view, so none that allows pop-ups', async () => {
    await rig.expectEvery('webviewTag', false);
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

  it('15: only addresses on the list are opened outside', async () => {
    await app.electron.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      shell.openExternal = (url) => Promise.resolve(void opened.push(url));
    });
    const opened = () => app.electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
    for (const url of [
      ...rig.addresses,
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
});

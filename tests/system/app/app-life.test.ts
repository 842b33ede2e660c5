/** The real app under Xvfb from start to end: what it says, shows, remembers, survives and leaves behind. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callDesktop, launchApp, openDesk, startApp, until } from '../../support/app-window.ts';
import type { AppOptions, LaunchedApp } from '../../support/app-window.ts';
import { isRunning } from '../../support/voice-process.ts';
import { startXvfb } from '../../support/xvfb.ts';
import type { VirtualDisplay } from '../../support/xvfb.ts';

let screen: VirtualDisplay;
let folder = '';
const stops: (() => Promise<void>)[] = [];
beforeAll(async () => {
  screen = await startXvfb();
  folder = mkdtempSync(join(tmpdir(), 'parley-life-'));
});
afterAll(async () => {
  await screen.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function open(options: Partial<AppOptions> = {}): Promise<LaunchedApp> {
  const app = await launchApp({ display: screen.display, ...options });
  stops.push(() => app.end());
  await app.ready();
  return app;
}

/** The environment of a desktop that says it shows tray icons. */
function desktopWithTray(): NodeJS.ProcessEnv {
  const tools = join(folder, 'tray-tools');
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, 'dbus-send'), '#!/bin/sh\necho "   boolean true"\n');
  chmodSync(join(tools, 'dbus-send'), 0o755);
  return {
    PATH: `${tools}:${process.env['PATH'] ?? ''}`,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, 'no-bus')}`,
    PULSE_SERVER: 'unix:/none',
  };
}

const visible = (app: LaunchedApp) =>
  app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some((window) => window.isVisible()),
  );

async function desktopOf(app: LaunchedApp) {
  const told = await callDesktop(await app.mainPage(), 'getDesktop', {});
  if (!told.ok) throw new Error(told.fault.code);
  return told.value;
}

describe('a start', () => {
  it('shows a window that has drawn itself, and says one line', async () => {
    const app = await open();
    expect(app.stdout().trim().split('\n')).toEqual([await app.ready()]);
    const page = await app.mainPage();
    await until(() => visible(app), Boolean);
    await page.waitForFunction('document.querySelector("#root")?.textContent.includes("Parley")');
    const { width, colours } = await app.electron.evaluate(async ({ BrowserWindow }) => {
      const image = await BrowserWindow.getAllWindows()[0]!.webContents.capturePage();
      const pixels = image.toBitmap();
      const seen = new Set<number>();
      for (let at = 0; at < pixels.length; at += 4) seen.add(pixels.readUInt32LE(at));
      return { width: image.getSize().width, colours: seen.size };
    });
    expect(width).toBeGreaterThan(400);
    // text is drawn in many shades; a blank window has one
    expect(colours).toBeGreaterThan(20);
  });

  it('with damaged settings comes up with the defaults, and a window can end it', async () => {
    const dataFolder = join(folder, 'damaged');
    mkdirSync(dataFolder);
    writeFileSync(join(dataFolder, 'settings.json'), '{"host": "main", "appearance": {');
    const app = await open({ dataFolder });
    expect((await desktopOf(app)).voice).toMatchObject({ host: 'utility', state: 'running' });
    void callDesktop(await app.mainPage(), 'quit', {}).catch(() => {});
    expect(await app.exited).toBe(0);
  });

  it('that is hidden keeps its window away where there is a tray, and a second one disturbs nobody', async () => {
    const dataFolder = join(folder, 'hidden-twice');
    const env = desktopWithTray();
    const app = await open({ dataFolder, args: ['--hidden'], env });
    expect(await app.ready()).toMatch(
      /^Parley ready: in the tray, window hidden, voice in a utility process/,
    );
    expect(await visible(app)).toBe(false);
    const second = await startApp({ display: screen.display, dataFolder, env, args: ['--hidden'] });
    stops.push(() => second.stop());
    expect(await second.exited).toBe(0);
    expect(await visible(app)).toBe(false);
  });

  it('that is hidden shows its window where nothing else would show; closing that ends the app in order', async () => {
    const app = await open({ settings: { startup: { hidden: true } } });
    await until(() => visible(app), Boolean);
    expect((await desktopOf(app)).tray).toBe(false);
    const voice = (await app.voicePid())!;
    await app.electron
      .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close())
      .catch(() => {});
    expect(await app.exited).toBe(0);
    expect(isRunning(voice)).toBe(false);
  });
});

describe('a second start', () => {
  it('ends at once and brings up the first, with the page it asked for; closed, it hides in the tray again', async () => {
    const dataFolder = join(folder, 'twice');
    const env = desktopWithTray();
    const first = await open({ dataFolder, env, args: ['--hidden'] });
    expect(await visible(first)).toBe(false);
    const second = await startApp({ display: screen.display, dataFolder, env, args: ['--page=settings'] });
    stops.push(() => second.stop());
    expect(await second.exited).toBe(0);
    expect(second.stdout()).toContain('already running');
    expect(second.stdout()).not.toContain('Parley ready');
    await until(() => visible(first), Boolean);
    const page = await first.mainPage();
    await until(
      () => page.url(),
      (url) => url === 'app://parley/#/settings',
    );
    expect(await first.voicePid()).not.toBeNull();
    await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());
    await until(
      () => visible(first),
      (shown) => !shown,
    );
    expect((await desktopOf(first)).voice.state).toBe('running');
  });

  it('with another data folder is another Parley', async () => {
    const first = await open();
    const second = await open();
    expect(await second.voicePid()).not.toBe(await first.voicePid());
    expect(first.electron.process().exitCode).toBeNull();
  });
});

describe('the window', () => {
  it('is where it was after a restart, and wears the theme of the settings', async () => {
    const dataFolder = join(folder, 'remembers');
    const first = await open({ dataFolder });
    const desk = await openDesk(await first.mainPage());
    expect(await desk.call('updateSettings', { entries: [['appearance.theme', 'dark']] })).toMatchObject({
      ok: true,
    });
    const theme = (app: LaunchedApp) => app.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
    await until(
      () => theme(first),
      (source) => source === 'dark',
    );
    await first.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.setBounds({ x: 120, y: 90, width: 640, height: 600 }),
    );
    await first.stop();

    const second = await open({ dataFolder });
    expect(await theme(second)).toBe('dark');
    const bounds = await second.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.getBounds(),
    );
    expect(bounds).toMatchObject({ width: 640, height: 600 });
  });

  it('comes back when its page dies, and the voice has not noticed; with the main process the voice ends', async () => {
    const app = await open();
    const voice = (await app.voicePid())!;
    await app.mainPage();
    const before = await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
    );
    process.kill(before, 'SIGKILL');
    await until(
      () =>
        app.electron.evaluate(({ BrowserWindow }) => {
          const { webContents } = BrowserWindow.getAllWindows()[0]!;
          return webContents.isCrashed() || webContents.isLoading() ? 0 : webContents.getOSProcessId();
        }),
      (pid) => pid !== 0 && pid !== before,
    );
    const text = await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(
        'window.parley.call("getDesktop", {}).then(({ value }) => value.voice.state)',
      ),
    );
    expect(text).toBe('running');
    expect(await app.voicePid()).toBe(voice);
    app.electron.process().kill('SIGKILL');
    await app.exited;
    await until(
      () => isRunning(voice),
      (running) => !running,
    );
  });
});

describe('the data', () => {
  it('moves to another folder while the app runs, and is found there by the next start', async () => {
    const dataHome = join(folder, 'data-home');
    const chosen = join(folder, 'moved-here');
    mkdirSync(chosen);
    const app = await open({ dataHome });
    const page = await app.mainPage();
    const desk = await openDesk(page);
    await desk.call('sendText', { text: 'What is nine times nine?' });
    await desk.waitFor(
      (event): event is Extract<typeof event, { type: 'turnSaved' }> => event.type === 'turnSaved',
    );
    await app.electron.evaluate(({ dialog }, path) => {
      const stub = () => Promise.resolve({ canceled: false, filePaths: [path] });
      dialog.showOpenDialog = stub;
    }, chosen);
    expect(await callDesktop(page, 'moveDataFolder', {})).toEqual({
      ok: true,
      value: { moved: true, path: chosen },
    });
    const there = async (running: LaunchedApp) => {
      const line = await openDesk(await running.mainPage());
      const snapshot = await line.call('getSnapshot', {});
      const turns = await line.call('listTurns', { limit: 5 });
      return [snapshot.ok && snapshot.value.dataFolder, turns.ok && turns.value.total];
    };
    expect(await there(app)).toEqual([chosen, 1]);
    await app.stop();
    expect(await there(await open({ dataHome }))).toEqual([chosen, 1]);
  });
});

describe('the end', () => {
  it('comes in order at a signal: the voice is gone and the last turn is kept', async () => {
    const dataFolder = join(folder, 'ends');
    const app = await open({ dataFolder });
    const desk = await openDesk(await app.mainPage());
    await desk.call('sendText', { text: 'What is nine times nine?' });
    await desk.waitFor(
      (event): event is Extract<typeof event, { type: 'turnSaved' }> => event.type === 'turnSaved',
    );
    const voice = (await app.voicePid())!;
    app.electron.process().kill('SIGTERM');
    expect(await app.exited).toBe(0);
    expect(isRunning(voice)).toBe(false);
    expect(app.stderr()).not.toMatch(/did not end in time|FATAL/);
    expect(readFileSync(join(dataFolder, 'history.db')).subarray(0, 15).toString()).toBe('SQLite format 3');

    const again = await open({ dataFolder });
    const turns = await (await openDesk(await again.mainPage())).call('listTurns', { limit: 5 });
    expect(turns).toMatchObject({ ok: true, value: { total: 1 } });
  });
});

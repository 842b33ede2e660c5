/**
 * The whole app without its window: the talk key, the tray, the overlay and dictation, on a virtual microphone and
 * display, with another program in front.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../../electron/contract/desk-events.ts';
import { callDesktop, launchApp, openDesk, until } from '../../support/app-window.ts';
import type { LaunchedApp, PageDesk } from '../../support/app-window.ts';
import { startElectronScript } from '../../support/electron-script.ts';
import type { ElectronScript } from '../../support/electron-script.ts';
import { fixturePath } from '../../support/fixture-clip.ts';
import { canRunPulseRig, startPulseRig } from '../../support/pulse-rig.ts';
import type { PulseRig } from '../../support/pulse-rig.ts';
import { openXKeyboard } from '../../support/x-keyboard.ts';
import type { XKeyboard } from '../../support/x-keyboard.ts';
import { startXvfb } from '../../support/xvfb.ts';
import type { VirtualDisplay } from '../../support/xvfb.ts';

const editorMain = fileURLToPath(new URL('./editor-main.mjs', import.meta.url));
const CLIP = fixturePath('speech/harvard-spk1-3.wav');
/** What a small recogniser surely gets of it. */
const HEARD = /high level,? the air is pure/i;
const available = await canRunPulseRig();

type Saved = Extract<DeskEvent, { type: 'turnSaved' }>;
const isSaved = (event: DeskEvent): event is Saved => event.type === 'turnSaved';

describe.runIf(available)('Parley behind another program', () => {
  let screen: VirtualDisplay;
  let rig: PulseRig;
  let keyboard: XKeyboard;
  let editor: ElectronScript;
  let config: string;
  let app: LaunchedApp;
  let page: Page;
  let desk: PageDesk;

  beforeAll(async () => {
    screen = await startXvfb();
    rig = await startPulseRig();
    keyboard = openXKeyboard(screen.display);
    config = mkdtempSync(join(tmpdir(), 'parley-config-'));
    await startBoth();
  });
  afterAll(async () => {
    await editor?.stop();
    await app?.end();
    await rig?.stop();
    await screen?.stop();
    rmSync(config, { recursive: true, force: true });
  });
  async function startBoth(): Promise<void> {
    app = await launchApp({
      display: screen.display,
      settings: { startup: { welcomed: true }, talk: { mode: 'hold' } },
      env: { ...rig.env, XDG_CONFIG_HOME: config, XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: '' },
    });
    await app.ready();
    page = await app.mainPage();
    desk = await openDesk(page);
    await until(
      () => callDesktop(page, 'getDesktop', {}),
      (desktop) => desktop.ok && desktop.value.shortcuts.talk.style === 'hold',
    );
    await until(
      () => desk.call('getSnapshot', {}),
      (snapshot) => snapshot.ok && snapshot.value.ready.hearing && snapshot.value.ready.voice,
      60_000,
    );
    editor = await startElectronScript(editorMain, screen.display);
  }

  beforeEach(async () => {
    // a line of its own for each test: it has heard of nothing before
    desk = await openDesk(page);
    await desk.call('updateSettings', { entries: [['talk.mode', 'hold']] });
    await app.electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.hide();
    });
    await editor.ask('clear');
    await keyboard.focus('Editor');
    await until(phase, (talk) => talk?.phase === 'ready');
  });
  afterEach(() => keyboard.up('space', 'd', 'shift', 'ctrl'));

  const phase = async () => {
    const snapshot = await desk.call('getSnapshot', {});
    return snapshot.ok ? snapshot.value.talk : null;
  };
  const overlay = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .filter((window) => window.webContents.getURL().includes('#/overlay'))
        .map((window) => ({ visible: window.isVisible(), focused: window.isFocused() })),
    );
  /** The tray's menu, caught when it is built anew; a click as a person's. */
  async function clickTray(id: string): Promise<void> {
    await app.electron.evaluate(async ({ Menu, nativeTheme }, wanted) => {
      const build = Menu.buildFromTemplate.bind(Menu);
      const caught = new Promise<Electron.Menu>((resolve) => {
        Menu.buildFromTemplate = (template) => {
          const menu = build(template);
          if (menu.getMenuItemById('quit') && menu.getMenuItemById('talk')) resolve(menu);
          return menu;
        };
      });
      // another panel colour is another icon
      nativeTheme.themeSource = nativeTheme.shouldUseDarkColors ? 'light' : 'dark';
      const menu = await caught;
      Menu.buildFromTemplate = build;
      (menu.getMenuItemById(wanted)!.click as () => void)();
    }, id);
  }

  it('hears a question while the talk key is held, shows it in the overlay, and answers', async () => {
    await keyboard.down('ctrl', 'shift', 'space');
    await until(phase, (talk) => talk?.held === true && talk.phase === 'listening');
    await until(overlay, (windows) => windows.length === 1 && windows[0]!.visible);
    await rig.playIntoMicrophone(CLIP);
    await keyboard.up('space', 'shift', 'ctrl');
    const saved = await desk.waitFor(isSaved);
    expect(saved.turn.userText).toMatch(HEARD);
    expect(saved.turn.replyText).not.toBe('');
    // the other program kept the keyboard, and got none of it
    expect(await overlay()).toMatchObject([{ focused: false }]);
    expect(await editor.ask('focused')).toBe(true);
    expect(await editor.ask('text')).toBe('');
    await until(phase, (talk) => talk?.phase === 'ready');
    await until(overlay, (windows) => !windows[0]!.visible);
  });

  it('talks and mutes from the tray', async () => {
    await clickTray('talk');
    await until(phase, (talk) => talk?.phase === 'listening');
    await rig.playIntoMicrophone(CLIP);
    await clickTray('talk');
    expect((await desk.waitFor(isSaved)).turn.userText).toMatch(HEARD);
    await clickTray('mute');
    await until(phase, (talk) => talk?.muted === true && talk.phase === 'muted');
    await clickTray('mute');
    await until(phase, (talk) => talk?.muted === false);
    await clickTray('mode-wake');
    await until(phase, (talk) => talk?.mode === 'wake');
    await clickTray('settings');
    await until(
      () =>
        app.electron.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()
            .filter((window) => window.isVisible())
            .map((window) => window.webContents.getURL()),
        ),
      (urls) => urls.some((url) => !url.includes('#/overlay')),
    );
  });

  it('types what is dictated where the cursor is, and gives the clipboard back', async () => {
    const before = await desk.call('listTurns', { limit: 1 });
    await editor.ask('copy', { data: { text: 'mine' } });
    await keyboard.down('ctrl', 'shift', 'd');
    await keyboard.up('d', 'shift', 'ctrl');
    await until(phase, (talk) => talk?.dictating === true);
    await rig.playIntoMicrophone(CLIP);
    await keyboard.down('ctrl', 'shift', 'd');
    await keyboard.up('d', 'shift', 'ctrl');
    const text = await until(
      () => editor.ask('text') as Promise<string>,
      (typed) => typed !== '',
    );
    expect(text).toMatch(HEARD);
    await until(
      () => editor.ask('clipboard') as Promise<{ text: string }>,
      ({ text: content }) => content === 'mine',
    );
    // dictation is no turn
    expect(await desk.call('listTurns', { limit: 1 })).toEqual(before);
  });

  it('keeps the entry that starts it at login', async () => {
    const entry = join(config, 'autostart/parley.desktop');
    expect(existsSync(entry)).toBe(false);
    await desk.call('updateSettings', {
      entries: [
        ['startup.atLogin', true],
        ['startup.hidden', true],
      ],
    });
    await until(
      () => existsSync(entry) && readFileSync(entry, 'utf8'),
      (text) => typeof text === 'string' && /^Exec="[^"]+" "[^"]+" "--hidden"$/m.test(text),
    );
    await desk.call('updateSettings', { entries: [['startup.atLogin', false]] });
    await until(
      () => existsSync(entry),
      (there) => !there,
    );
  });
});

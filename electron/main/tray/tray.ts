/** The tray icon: shows what Parley is doing, and talks, mutes, opens windows and quits. Decides nothing itself. */
import { join } from 'node:path';
import { Menu, Tray, app, nativeTheme } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { MainContext, MainPart, MainPartHandle } from '../main-context.ts';
import { hasTrayHost } from './tray-host.ts';
import { trayLanguage, trayTexts } from './tray-texts.ts';
import { trayIconFile, trayMenu } from './tray-view.ts';
import type { TrayItem, TrayWish } from './tray-view.ts';

/** How often a Linux desktop is asked again whether it shows tray icons: panels start late and crash. */
const HOST_CHECK_MS = 60_000;

function act(context: MainContext, wish: TrayWish): void {
  const warn = (result: { ok: boolean }) => {
    if (!result.ok) context.log.warn({ wish: wish.type }, 'The desk did not take a wish of the tray.');
  };
  switch (wish.type) {
    case 'toggleTalk':
    case 'stop':
      return void context.desk.call(wish.type, {}).then(warn);
    case 'setMuted':
      return void context.desk.call('setMuted', { muted: wish.muted }).then(warn);
    case 'setMode':
      return void context.desk.call('updateSettings', { entries: [['talk.mode', wish.mode]] }).then(warn);
    case 'open':
      return context.windows.showMain();
    case 'monitor':
      return context.windows.showMonitor();
    case 'settings':
      return context.windows.showMain('settings');
    case 'quit':
      return context.quit();
  }
}

function menuOptions(item: TrayItem, onWish: (wish: TrayWish) => void): MenuItemConstructorOptions {
  const { id, kind, label, enabled, checked, wish, items } = item;
  if (kind === 'separator') return { id, type: 'separator' };
  if (kind === 'submenu') {
    return { id, type: 'submenu', label, enabled, submenu: items.map((inner) => menuOptions(inner, onWish)) };
  }
  return { id, type: kind, label, enabled, checked, click: () => wish && onWish(wish) };
}

/** @returns `ready` once it is known whether this desktop shows tray icons */
export function createTray(context: MainContext): MainPartHandle & { readonly ready: Promise<void> } {
  let tray: Tray | null = null;
  let drawn = '';
  let stopped = false;

  function draw(): void {
    if (!tray) return;
    const snapshot = context.desk.snapshot();
    const running = context.desktop.current().voice.state;
    const talk = snapshot && running === 'running' ? snapshot.talk : null;
    const phase = talk?.phase ?? (running === 'stopped' ? 'fault' : 'starting');
    const language = trayLanguage(context.settings().appearance.language, app.getLocale());
    const texts = trayTexts[language];
    const icon = trayIconFile(phase, process.platform, nativeTheme.shouldUseDarkColors);
    const items = trayMenu(talk, texts);
    // menus are built anew only when they differ: an open one would close
    const now = JSON.stringify([icon, phase, language, items]);
    if (now === drawn) return;
    drawn = now;
    tray.setImage(join(context.resourcesPath, 'icons', icon));
    tray.setToolTip(texts.tooltip[phase]);
    const menu = Menu.buildFromTemplate(items.map((item) => menuOptions(item, (wish) => act(context, wish))));
    tray.setContextMenu(menu);
  }

  function open(): void {
    if (tray || stopped) return;
    try {
      const first = trayIconFile('starting', process.platform, nativeTheme.shouldUseDarkColors);
      tray = new Tray(join(context.resourcesPath, 'icons', first));
    } catch (thrown) {
      context.log.warn({ reason: String(thrown).slice(0, 200) }, 'There is no tray icon.');
      return;
    }
    // on Windows a click opens; elsewhere it opens the menu by itself
    if (process.platform === 'win32') tray.on('click', () => context.windows.showMain());
    drawn = '';
    draw();
  }

  async function check(): Promise<void> {
    const found = await hasTrayHost(process.platform, process.env);
    if (stopped) return;
    // the icon is made anyway: a panel that starts later picks it up
    open();
    context.desktop.update({ tray: found && tray !== null });
  }

  const ready = check();
  const timer = process.platform === 'linux' ? setInterval(() => void check(), HOST_CHECK_MS) : undefined;
  const stops = [
    context.desk.onSnapshot(draw),
    context.desktop.onChange(draw),
    context.onSettings((now, before) => {
      if (now.appearance.language !== before.appearance.language) draw();
    }),
  ];
  nativeTheme.on('updated', draw);

  return {
    ready,
    stop() {
      stopped = true;
      clearInterval(timer);
      for (const stop of stops) stop();
      nativeTheme.off('updated', draw);
      tray?.destroy();
      tray = null;
    },
  };
}

export const trayPart: MainPart = {
  name: 'tray',
  async start(context) {
    const tray = createTray(context);
    await tray.ready;
    return tray;
  },
};

/** A small window above all others that never takes the keyboard from the window in front. Owns no decision to show. */
import { BrowserWindow } from 'electron';
import { APP_PAGE } from '../app-address.ts';
import type { MainLog, OverlayOptions, OverlayWindow } from '../main-context.ts';
import { webPreferences } from './web-preferences.ts';

export interface OverlayParts {
  readonly developing: boolean;
  readonly log: MainLog;
  onCreated(window: BrowserWindow): void;
}

/** Made hidden; its page is loaded at once, so that showing it is immediate. */
export function createOverlayWindow(options: OverlayOptions, parts: OverlayParts): OverlayWindow {
  const window = new BrowserWindow({
    width: options.width,
    height: options.height,
    title: 'Parley',
    show: false,
    frame: false,
    transparent: true,
    backgroundColor: '#00000000',
    hasShadow: false,
    resizable: false,
    movable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    closable: false,
    focusable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    acceptFirstMouse: true,
    webPreferences: { ...webPreferences(parts.developing), backgroundThrottling: false },
  });
  parts.onCreated(window);
  window.setAlwaysOnTop(true, 'screen-saver');
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
  const alive = (act: () => void) => () => {
    if (!window.isDestroyed()) act();
  };
  const setClickThrough = (through: boolean) => {
    if (!window.isDestroyed()) window.setIgnoreMouseEvents(through, through ? { forward: true } : {});
  };
  setClickThrough(options.clickThrough);
  window.loadURL(`${APP_PAGE}#/overlay`).catch(() => parts.log.error({}, 'the overlay cannot load its page'));
  return {
    show: alive(() => window.showInactive()),
    hide: alive(() => window.hide()),
    isVisible: () => !window.isDestroyed() && window.isVisible(),
    setBounds(bounds) {
      if (!window.isDestroyed()) window.setBounds(bounds);
    },
    setClickThrough,
    close: alive(() => window.destroy()),
  };
}

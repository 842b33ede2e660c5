/**
 * All windows of the app: which are ours, how the main one is shown and closed, and how they are told things. Owns the
 * rule that closing hides while there is a tray to come back from; owns no content.
 */
import type { BrowserWindow, WebContents } from 'electron';
import { DESKTOP_EVENT_CHANNEL } from '../../contract/desktop-lines.ts';
import type { DesktopEvent } from '../../contract/desktop.ts';
import type { WindowKind } from '../ipc/judge-sender.ts';
import { createListeners } from '../listeners.ts';
import type { DesktopHolder, MainLog, MainWindows, PageName } from '../main-context.ts';
import { createMainWindow } from './main-window.ts';
import { createMonitorWindow } from './monitor-window.ts';
import { createOverlayWindow } from './overlay-window.ts';

export interface WindowRegistryOptions {
  readonly placeFile: string;
  readonly monitorPlaceFile: string;
  readonly developing: boolean;
  readonly icon: string | null;
  readonly desktop: DesktopHolder;
  readonly log: MainLog;
  /** A window with this id of its contents is gone. */
  onGone(contentsId: number): void;
  /** The main window was closed and nothing is left to come back from. */
  onNothingLeft(): void;
}

export interface WindowRegistry extends MainWindows {
  /** Null for contents that are none of ours. */
  kindOf(contents: WebContents): WindowKind | null;
  mainWindow(): BrowserWindow | null;
  /** From now on closing closes. */
  letGo(): void;
}

export function createWindowRegistry(options: WindowRegistryOptions): WindowRegistry {
  const kinds = new Map<number, { readonly kind: WindowKind; readonly window: BrowserWindow }>();
  const focus = createListeners<boolean>();
  let main: BrowserWindow | null = null;
  let monitor: BrowserWindow | null = null;
  let quitting = false;
  /** Pages asked for before the page could hear of it. */
  let pageToAsk: PageName | null = null;

  function send(window: BrowserWindow, event: DesktopEvent): void {
    if (!window.isDestroyed() && !window.webContents.isDestroyed()) {
      window.webContents.send(DESKTOP_EVENT_CHANNEL, event);
    }
  }

  function register(kind: WindowKind, window: BrowserWindow): void {
    const { id } = window.webContents;
    kinds.set(id, { kind, window });
    window.once('closed', () => {
      kinds.delete(id);
      options.onGone(id);
    });
  }

  function watchMain(window: BrowserWindow): void {
    register('main', window);
    window.on('focus', () => focus.tell(true));
    window.on('blur', () => focus.tell(false));
    window.on('hide', () => focus.tell(false));
    window.on('close', (event) => {
      if (quitting || !options.desktop.current().tray) return;
      event.preventDefault();
      window.hide();
    });
    window.once('closed', () => {
      main = null;
      focus.tell(false);
      if (!quitting && !options.desktop.current().tray) options.onNothingLeft();
    });
    window.webContents.once('did-finish-load', () => {
      if (pageToAsk) send(window, { type: 'pageRequested', page: pageToAsk });
      pageToAsk = null;
    });
    reloadWhenGone(window);
  }

  function reloadWhenGone(window: BrowserWindow): void {
    window.webContents.on('render-process-gone', (_, { reason }) => {
      options.log.error({ reason }, 'the page of a window ended');
      if (!quitting && reason !== 'clean-exit' && !window.isDestroyed()) window.reload();
    });
  }

  function watchMonitor(window: BrowserWindow): void {
    register('monitor', window);
    reloadWhenGone(window);
    window.once('closed', () => {
      monitor = null;
      // it may have been opened alone
      if (!main && !quitting && !options.desktop.current().tray) options.onNothingLeft();
    });
  }

  function bringForward(window: BrowserWindow): void {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  function showMonitor(): void {
    if (monitor) return bringForward(monitor);
    monitor = createMonitorWindow({
      ...options,
      placeFile: options.monitorPlaceFile,
      onCreated: watchMonitor,
    });
  }

  function openMain(page: PageName | null, show: boolean): BrowserWindow {
    const window = createMainWindow({ ...options, page, onCreated: watchMain });
    main = window;
    if (show) window.once('ready-to-show', () => window.show());
    return window;
  }

  function showMain(page?: PageName): void {
    if (page === 'monitor') return showMonitor();
    if (!main) {
      openMain(page ?? null, true);
      return;
    }
    if (page) {
      if (main.webContents.isLoading()) pageToAsk = page;
      else send(main, { type: 'pageRequested', page });
    }
    bringForward(main);
  }

  options.desktop.onChange((state) => {
    for (const { kind, window } of kinds.values()) {
      send(window, { type: 'desktopChanged', desktop: { ...state, windowKind: kind } });
    }
  });

  return {
    showMain,
    showMonitor,
    hideMain: () => main?.hide(),
    isMainVisible: () => main?.isVisible() ?? false,
    isMainFocused: () => main?.isFocused() ?? false,
    onMainFocus: focus.add,
    createOverlay: (overlay) =>
      createOverlayWindow(overlay, { ...options, onCreated: (window) => register('overlay', window) }),
    broadcast(event) {
      for (const { window } of kinds.values()) send(window, event);
    },
    kindOf: (contents) => kinds.get(contents.id)?.kind ?? null,
    mainWindow: () => main,
    letGo() {
      quitting = true;
    },
  };
}

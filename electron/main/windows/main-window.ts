/** The windows with a frame: made where they were, shown once drawn, their place kept. Owns the window, not its fate. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { APP_PAGE } from '../app-address.ts';
import type { MainLog, PageName } from '../main-context.ts';
import { choosePlace, defaultSize, minimumSize, placeText } from './window-bounds.ts';
import type { WindowSize } from './window-bounds.ts';
import { windowTuning } from './tuning.ts';
import { webPreferences } from './web-preferences.ts';

export interface FramedWindowOptions {
  /** File its place is kept in. */
  readonly placeFile: string;
  /** Its view, as in the hash; null for the page's own choice. */
  readonly view: string | null;
  /** When no place was kept. */
  readonly size: WindowSize;
  readonly developing: boolean;
  readonly icon: string | null;
  readonly log: MainLog;
  /** Before its page is loaded: the page may call as soon as it runs. */
  onCreated(window: BrowserWindow): void;
}

export function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? windowTuning.background.dark : windowTuning.background.light;
}

export type MainWindowOptions = Omit<FramedWindowOptions, 'view' | 'size'> & {
  readonly page: PageName | null;
};

export const createMainWindow = ({ page, ...options }: MainWindowOptions): BrowserWindow =>
  createFramedWindow({ ...options, view: page, size: defaultSize });

export function createFramedWindow(options: FramedWindowOptions): BrowserWindow {
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const place = choosePlace(readText(options.placeFile), workAreas, options.size);
  const window = new BrowserWindow({
    ...place.bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: 'Parley',
    show: false,
    backgroundColor: backgroundColor(),
    autoHideMenuBar: true,
    ...(options.icon === null ? {} : { icon: options.icon }),
    webPreferences: webPreferences(options.developing),
  });
  options.onCreated(window);
  if (place.maximized) window.maximize();
  keepPlace(window, options);
  const address = options.view === null ? APP_PAGE : `${APP_PAGE}#/${options.view}`;
  window.loadURL(address).catch((thrown: unknown) => {
    const code = (thrown as { code?: unknown } | null)?.code;
    options.log.error({ code: typeof code === 'string' ? code : null }, 'a window cannot load its page');
  });
  return window;
}

function keepPlace(window: BrowserWindow, { placeFile, log }: FramedWindowOptions): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized()) return;
    try {
      mkdirSync(dirname(placeFile), { recursive: true, mode: 0o700 });
      writeFileSync(placeFile, placeText(window.getNormalBounds(), window.isMaximized()), { mode: 0o600 });
    } catch (thrown) {
      log.warn({ code: (thrown as NodeJS.ErrnoException).code ?? null }, 'the window place cannot be kept');
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, windowTuning.savePlaceAfterMs);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('maximize', soon);
  window.on('unmaximize', soon);
  window.on('close', save);
  window.on('closed', () => clearTimeout(timer));
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Chooses the carrier: the app's window has `window.parley`, a browser has not. */
import type { DesktopBridge } from '../../../electron/contract/desktop.ts';
import type { Bridge } from './bridge.ts';
import { createBrowserBridge } from './browser-bridge.ts';
import { createElectronBridge } from './electron-bridge.ts';

declare global {
  interface Window {
    readonly parley?: DesktopBridge;
  }
}

export function openBridge(): Bridge {
  return window.parley ? createElectronBridge(window.parley) : createBrowserBridge();
}

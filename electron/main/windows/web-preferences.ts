/** The one set of web preferences every window of Parley is made with: a sandboxed page with one preload script. */
import { fileURLToPath } from 'node:url';
import type { WebPreferences } from 'electron';

const preload = fileURLToPath(new URL('../../preload/preload.cjs', import.meta.url));

/** @param developing developer tools can be opened; never in a packaged app */
export function webPreferences(developing: boolean): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    disableDialogs: true,
    spellcheck: false,
    enableWebSQL: false,
    images: true,
    autoplayPolicy: 'document-user-activation-required',
    devTools: developing,
  };
}

/**
 * The only bridge between a page and the main process: `window.parley` with its two verbs, and the desk's port handed
 * to the page. Exposes no channel, no Electron object and nothing of Node.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopBridge, DesktopEvent } from '../contract/desktop.ts';
import {
  DESK_PORT_CHANNEL,
  DESK_PORT_MESSAGE,
  DESKTOP_CALL_CHANNEL,
  DESKTOP_EVENT_CHANNEL,
} from '../contract/desktop-lines.ts';

/** The little of the page's world that is used here; the DOM's types are the renderer's. */
declare const window: { postMessage(message: unknown, origin: string, ports: readonly unknown[]): void };
declare const location: { readonly origin: string };

const parley: DesktopBridge = {
  call: (method, params) => ipcRenderer.invoke(DESKTOP_CALL_CHANNEL, method, params) as never,
  onEvent(listener) {
    const pass = (_: unknown, event: DesktopEvent) => listener(event);
    ipcRenderer.on(DESKTOP_EVENT_CHANNEL, pass);
    return () => void ipcRenderer.off(DESKTOP_EVENT_CHANNEL, pass);
  },
};

contextBridge.exposeInMainWorld('parley', parley);

ipcRenderer.on(DESK_PORT_CHANNEL, ({ ports }) => {
  window.postMessage(DESK_PORT_MESSAGE, location.origin, ports);
});

/** The monitor in a window of its own: what is drawn there is watched beside other programs. Closing it closes it. */
import type { BrowserWindow } from 'electron';
import { createFramedWindow } from './main-window.ts';
import type { FramedWindowOptions } from './main-window.ts';
import { monitorSize } from './window-bounds.ts';

export type MonitorWindowOptions = Omit<FramedWindowOptions, 'view' | 'size'>;

/** Shown as soon as it has drawn itself. */
export function createMonitorWindow(options: MonitorWindowOptions): BrowserWindow {
  const window = createFramedWindow({ ...options, view: 'monitor-window', size: monitorSize });
  window.once('ready-to-show', () => window.show());
  return window;
}

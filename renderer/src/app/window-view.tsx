/** Which interface a window shows: overlay and monitor have addresses of their own, everything else is a page of the app. */
import type { ComponentType } from 'react';
import { App } from './app.tsx';
import { MonitorWindow } from './monitor-window.tsx';
import { OverlayWindow } from './overlay-window.tsx';

/** @param hash as in `location.hash` */
export function windowViewOf(hash: string): ComponentType {
  if (hash === '#/overlay') return OverlayWindow;
  return hash === '#/monitor-window' ? MonitorWindow : App;
}

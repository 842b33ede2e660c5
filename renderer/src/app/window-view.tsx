/** Which interface a window shows: the overlay has an address of its own, everything else is a page of the app. */
import type { ComponentType } from 'react';
import { App } from './app.tsx';
import { OverlayWindow } from './overlay-window.tsx';

/** @param hash as in `location.hash` */
export function windowViewOf(hash: string): ComponentType {
  return hash === '#/overlay' ? OverlayWindow : App;
}

/** Which interface a window shows, from `?window=` in its address. The overlay's own view is added here. */
import type { ComponentType } from 'react';
import { App } from './app.tsx';

const views: Readonly<Record<string, ComponentType>> = {};

export function windowViewOf(kind: string | null): ComponentType {
  return views[kind ?? ''] ?? App;
}

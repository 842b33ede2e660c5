/** The frame and the scroll bars of windows follow the theme that the settings name, and contrast the system's. */
import { nativeTheme } from 'electron';
import type { Settings } from '../contract/settings.ts';
import type { MainContext } from './main-context.ts';

/** High contrast is drawn by the page, on black. */
const sources = { system: 'system', light: 'light', dark: 'dark', contrast: 'dark' } as const;

export function applyTheme(settings: Settings): void {
  nativeTheme.themeSource = sources[settings.appearance.theme];
}

/** Returns how to stop. */
export function followTheme(context: Pick<MainContext, 'desktop' | 'onSettings'>): () => void {
  const tell = () => context.desktop.update({ highContrast: nativeTheme.shouldUseHighContrastColors });
  nativeTheme.on('updated', tell);
  const stopSettings = context.onSettings(applyTheme);
  return () => {
    nativeTheme.off('updated', tell);
    stopSettings();
  };
}

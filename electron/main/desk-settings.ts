/** The settings as the main process sees them: the file's at first, the desk's once it is there. */
import type { Settings } from '../contract/settings.ts';
import type { DeskClient, MainContext } from './main-context.ts';

type Listener = Parameters<MainContext['onSettings']>[0];

export interface DeskSettings {
  current(): Settings;
  onChange(listener: Listener): () => void;
}

export function createDeskSettings(boot: Settings, desk: DeskClient): DeskSettings {
  const listeners = new Set<Listener>();
  let settings = boot;
  desk.onSnapshot((snapshot) => {
    if (snapshot.settings === settings) return;
    const before = settings;
    settings = snapshot.settings;
    if (JSON.stringify(before) === JSON.stringify(settings)) return;
    for (const listener of [...listeners]) listener(settings, before);
  });
  return {
    current: () => settings,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

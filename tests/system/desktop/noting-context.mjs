/** A main context whose desk and windows only tell what they were asked for. */
import { fileURLToPath } from 'node:url';
import { ok } from '../../../out/contract/errors.js';
import { defaultSettings } from '../../../out/contract/settings.js';

/** @param {(value: object) => void} tell */
export function createInitialContext(tell) {
  let settings = structuredClone(defaultSettings);
  const shortcut = { accelerator: '', style: 'none', reason: 'not_set' };
  let desktop = {
    shortcuts: { talk: shortcut, dictate: shortcut },
    paste: 'hook_missing',
    tray: false,
    voice: { host: 'utility', state: 'running' },
  };
  const talk = { phase: 'ready', muted: false, mode: 'hold', held: false, dictating: false };
  const eventListeners = new Set();
  const settingsListeners = new Set();
  const verbs = new Map();
  const context = {
    desk: {
      call(method, params) {
        tell({ call: method, params });
        if (method === 'startDictation') talk.dictating = true;
        if (method === 'stopDictation') talk.dictating = false;
        return Promise.resolve(ok(null));
      },
      onEvent(listener) {
        eventListeners.add(listener);
        return () => eventListeners.delete(listener);
      },
      snapshot: () => ({ talk }),
      onSnapshot: () => () => {},
    },
    windows: {
      showMain: () => tell({ shown: true }),
      hideMain: () => {},
      isMainVisible: () => false,
      isMainFocused: () => false,
      onMainFocus: () => () => {},
      broadcast: (event) => tell({ broadcast: event.type, how: event.how, fault: event.fault?.code ?? null }),
    },
    desktop: {
      current: () => desktop,
      update(patch) {
        desktop = { ...desktop, ...patch };
        tell({ desktop });
      },
      onChange: () => () => {},
    },
    log: { info: () => {}, warn: () => {}, error: (fields, message) => tell({ error: message, fields }) },
    settings: () => settings,
    onSettings(listener) {
      settingsListeners.add(listener);
      return () => settingsListeners.delete(listener);
    },
    answer: (name, verb) => verbs.set(name, verb),
    quit: () => tell({ quit: true }),
    dataFolder: process.env.PARLEY_TEST_FOLDER,
    resourcesPath: fileURLToPath(new URL('../../../resources', import.meta.url)),
  };
  return {
    context,
    verbs,
    events: (event) => eventListeners.forEach((listener) => listener(event)),
    setSettings(patch) {
      const before = settings;
      settings = { ...settings, ...patch };
      settingsListeners.forEach((listener) => listener(settings, before));
    },
  };
}

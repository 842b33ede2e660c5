/** What windows are told of the desktop, as the parts of the main process know it. Owns the value and who is told. */
import type { DesktopHolder, DesktopState } from './main-context.ts';
import { createListeners } from './listeners.ts';

/** Before any part has said what works here: nothing does. */
export function initialDesktop(facts: {
  readonly platform: string;
  readonly version: string;
  readonly host: DesktopState['voice']['host'];
  readonly microphone: DesktopState['microphone'];
  readonly highContrast: boolean;
}): DesktopState {
  const { platform, version, host, microphone, highContrast } = facts;
  return {
    platform,
    version,
    shortcuts: {
      talk: { accelerator: '', style: 'none', reason: 'not_set' },
      dictate: { accelerator: '', style: 'none', reason: 'not_set' },
    },
    tray: false,
    paste: 'hook_missing',
    loginItem: 'unsupported',
    microphone,
    voice: { host, state: 'starting', fault: null },
    update: { state: 'off', version: null, fault: null },
    highContrast,
  };
}

export function createDesktopHolder(initial: DesktopState): DesktopHolder {
  const listeners = createListeners<DesktopState>();
  let state = initial;
  return {
    current: () => state,
    update(patch) {
      const next = { ...state, ...patch };
      if (JSON.stringify(next) === JSON.stringify(state)) return;
      state = next;
      listeners.tell(next);
    },
    onChange: listeners.add,
  };
}

/** The one thing a user can do about a fault in this window, and where it is worth showing. Pure. */
import type { FaultCode } from '../../../../electron/contract/errors.ts';
import type { PageName } from '../../app/route.ts';
import type { TextKey } from '../../texts/translate.ts';

export interface FaultAction {
  readonly label: TextKey;
  readonly act:
    | { readonly do: 'go'; readonly page: PageName; readonly part: string }
    | { readonly do: 'restartVoice' | 'askMicrophone' | 'unmute' | 'showDataFolder' };
  /** Only where there is a desktop to ask. */
  readonly needsDesktop: boolean;
}

const go = (label: TextKey, page: PageName, part = ''): FaultAction => ({
  label,
  act: { do: 'go', page, part },
  needsDesktop: false,
});
const ask = (label: TextKey, what: 'restartVoice' | 'askMicrophone' | 'showDataFolder'): FaultAction => ({
  label,
  act: { do: what },
  needsDesktop: what !== 'askMicrophone',
});

const microphone = go('fault.action.microphone', 'settings', 'sound');
const speaker = go('fault.action.speaker', 'settings', 'sound');
const languageModel = go('fault.action.languageModel', 'settings', 'language-model');
const models = go('fault.action.models', 'models');
const shortcuts = go('fault.action.shortcut', 'settings', 'shortcuts');
const folder = ask('fault.action.folder', 'showDataFolder');

const actions: Partial<Readonly<Record<FaultCode, FaultAction>>> = {
  mic_none: microphone,
  mic_unknown: microphone,
  mic_busy: microphone,
  mic_failed: microphone,
  mic_zeros: microphone,
  mic_denied: ask('fault.action.allow', 'askMicrophone'),
  mic_off: { label: 'fault.action.unmute', act: { do: 'unmute' }, needsDesktop: false },
  speaker_none: speaker,
  speaker_lost: speaker,
  model_missing: models,
  model_corrupt: models,
  model_unknown: models,
  llm_none: languageModel,
  llm_unreachable: languageModel,
  llm_refused: languageModel,
  llm_file: languageModel,
  store_readonly: folder,
  store_full: folder,
  store_failed: folder,
  network_off: go('fault.action.network', 'settings', 'privacy'),
  shortcut_taken: shortcuts,
  voice_stopped: ask('fault.action.restart', 'restartVoice'),
  lane_stuck: ask('fault.action.restart', 'restartVoice'),
  speaker_stuck: ask('fault.action.restart', 'restartVoice'),
};

/** @param hasDesktop false in a browser */
export function faultActionOf(code: FaultCode, hasDesktop: boolean): FaultAction | null {
  const action = actions[code] ?? null;
  return action?.needsDesktop && !hasDesktop ? null : action;
}

const mild: ReadonlySet<FaultCode> = new Set([
  'voice_restarted',
  'store_corrupt',
  'settings_corrupt',
  'paste_unverified',
  'shortcut_taken',
  'shortcut_unavailable',
  'llm_none',
  'mic_off',
]);

/** Whether something has stopped working, or the user should only know. */
export function faultTone(code: FaultCode): 'danger' | 'warning' {
  return mild.has(code) ? 'warning' : 'danger';
}

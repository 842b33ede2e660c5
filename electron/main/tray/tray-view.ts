/** What the tray shows for a state of the conversation: icon, tooltip and menu, as plain values. Pure. */
import type { TalkPhase, TalkState } from '../../contract/desk-views.ts';
import type { Settings } from '../../contract/settings.ts';
import type { TrayTexts } from './tray-texts.ts';

export const trayIconStates = ['idle', 'listening', 'thinking', 'speaking', 'muted', 'fault'] as const;
export type TrayIconState = (typeof trayIconStates)[number];

const iconOf: Readonly<Record<TalkPhase, TrayIconState>> = {
  starting: 'idle',
  ready: 'idle',
  asleep: 'idle',
  listening: 'listening',
  thinking: 'thinking',
  speaking: 'speaking',
  muted: 'muted',
  fault: 'fault',
};

/**
 * Name of the icon file below `icons/`; Electron finds the double-size one beside it.
 * @param darkPanel whether the icon lies on a dark ground; macOS colours its own
 */
export function trayIconFile(phase: TalkPhase, platform: string, darkPanel: boolean): string {
  const state = iconOf[phase];
  if (platform === 'darwin') return `tray-${state}-Template.png`;
  return `tray-${state}-${darkPanel ? 'dark' : 'light'}-${platform === 'win32' ? 16 : 22}.png`;
}

export type TrayWish =
  | { readonly type: 'toggleTalk' | 'stop' | 'open' | 'monitor' | 'settings' | 'quit' }
  | { readonly type: 'setMuted'; readonly muted: boolean }
  | { readonly type: 'setMode'; readonly mode: Settings['talk']['mode'] };

export interface TrayItem {
  /** Stable: tests and assistive tools find the item by it. */
  readonly id: string;
  readonly kind: 'normal' | 'checkbox' | 'radio' | 'separator' | 'submenu';
  readonly label: string;
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly wish: TrayWish | null;
  readonly items: readonly TrayItem[];
}

const plain = (id: string, label: string, wish: TrayWish | null, enabled = true): TrayItem => ({
  id,
  kind: 'normal',
  label,
  enabled,
  checked: false,
  wish,
  items: [],
});
const line = (id: string): TrayItem => ({ ...plain(id, '', null), kind: 'separator' });

const modes: readonly Settings['talk']['mode'][] = ['hold', 'handsFree', 'wake'];

/** @param talk null while there is no voice process: only windows and quitting work then */
export function trayMenu(talk: TalkState | null, texts: TrayTexts): readonly TrayItem[] {
  const phase = talk?.phase ?? 'starting';
  const busy = phase === 'listening' || phase === 'thinking' || phase === 'speaking';
  const usable = talk !== null && phase !== 'starting';
  return [
    plain('talk', texts.talk, { type: 'toggleTalk' }, usable && phase !== 'muted'),
    plain('stop', texts.stop, { type: 'stop' }, usable && busy),
    {
      ...plain('mute', texts.mute, { type: 'setMuted', muted: !(talk?.muted ?? false) }, usable),
      kind: 'checkbox',
      checked: talk?.muted ?? false,
    },
    {
      ...plain('mode', texts.mode, null, usable),
      kind: 'submenu',
      items: modes.map((mode) => ({
        ...plain(`mode-${mode}`, texts.modes[mode], { type: 'setMode', mode }, usable),
        kind: 'radio',
        checked: talk?.mode === mode,
      })),
    },
    line('line-windows'),
    plain('open', texts.open, { type: 'open' }),
    plain('monitor', texts.monitor, { type: 'monitor' }),
    plain('settings', texts.settings, { type: 'settings' }),
    line('line-quit'),
    plain('quit', texts.quit, { type: 'quit' }),
  ];
}

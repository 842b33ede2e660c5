/**
 * Decides how a global shortcut works here, from what is known of the machine. Pure.
 *
 * | key hook | system grants the shortcut | style  | reason       |
 * | -------- | -------------------------- | ------ | ------------ |
 * | runs     | yes                        | hold   | key_up_seen  |
 * | runs     | no                         | none   | taken        |
 * | no       | yes                        | toggle | why no hook  |
 * | no       | no                         | none   | taken        |
 *
 * On Wayland a granted shortcut is granted by the X server for old programs only and is heard while one of those is
 * in front; it is told as `toggle` with the reason `wayland`, and as `none` where even that is refused.
 */
import type { ShortcutState } from '../../contract/desktop.ts';
import type { KeyHookState } from '../key-hook/key-hook.ts';

export interface ShortcutFacts {
  readonly accelerator: string;
  /** Whether it can be read as a combination of keys. */
  readonly valid: boolean;
  readonly wayland: boolean;
  /** macOS: the accessibility permission; true elsewhere. */
  readonly consent: boolean;
  readonly hook: KeyHookState;
  /** Whether the system gave us the shortcut. */
  readonly registered: boolean;
}

export function planShortcut(facts: ShortcutFacts): ShortcutState {
  const { accelerator } = facts;
  const state = (style: ShortcutState['style'], reason: ShortcutState['reason']): ShortcutState => ({
    accelerator,
    style,
    reason,
  });
  if (accelerator.trim() === '') return state('none', 'not_set');
  if (!facts.valid) return state('none', 'invalid');
  if (facts.wayland) return state(facts.registered ? 'toggle' : 'none', 'wayland');
  if (!facts.registered) return state('none', 'taken');
  if (facts.hook === 'runs') return state('hold', 'key_up_seen');
  return state('toggle', facts.consent ? 'hook_missing' : 'needs_consent');
}

/** Whether this session's windows belong to a Wayland compositor, which shows keys to nobody. */
export function isWayland(
  platform: string,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform !== 'linux') return false;
  return environment['XDG_SESSION_TYPE'] === 'wayland' || Boolean(environment['WAYLAND_DISPLAY']);
}

/** Whether keys may be watched at all. */
export const mayWatchKeys = (facts: Pick<ShortcutFacts, 'wayland' | 'consent'>) =>
  !facts.wayland && facts.consent;

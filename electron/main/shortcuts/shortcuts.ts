/**
 * The global shortcuts: registers them with the system, watches them through the key hook where that can be done,
 * and tells the desk. Says in the desktop's state how each works here and why. Owns no key codes.
 */
import { app, globalShortcut, powerMonitor, systemPreferences } from 'electron';
import { faultOf, ok } from '../../contract/errors.ts';
import type { DesktopView } from '../../contract/desktop.ts';
import type { MainContext } from '../main-context.ts';
import { parseAccelerator } from '../key-hook/accelerator.ts';
import type { CombinationName, WatchedCombination } from '../key-hook/combination-watch.ts';
import type { KeyHook } from '../key-hook/key-hook.ts';
import { isNewPress } from './repeat-filter.ts';
import { isWayland, mayWatchKeys, planShortcut } from './shortcut-plan.ts';
import { wishOf } from './talk-keys.ts';
import type { KeyReport } from './talk-keys.ts';

const names: readonly CombinationName[] = ['talk', 'dictate'];

export interface Shortcuts {
  close(): void;
}

export interface ShortcutActions {
  /** Starts dictation, or ends it. */
  toggleDictation(): void;
}

/** Whether macOS lets this app watch and press keys; true elsewhere. */
export function hasKeyConsent(): boolean {
  return process.platform !== 'darwin' || systemPreferences.isTrustedAccessibilityClient(false);
}

export function createShortcuts(context: MainContext, hook: KeyHook, actions: ShortcutActions): Shortcuts {
  const wayland = isWayland(process.platform, process.env);
  const registered = new Map<CombinationName, string>();
  const lastSystemPress = new Map<CombinationName, number>();
  let recording = false;
  let talkHeld = false;

  function act(report: KeyReport): void {
    const wish = wishOf(report, hook.state() === 'runs');
    if (wish === null || (recording && report.pressed)) return;
    if (wish === 'toggleDictation') return actions.toggleDictation();
    if (wish === 'pressTalk') talkHeld = true;
    if (wish === 'releaseTalk') {
      if (!talkHeld) return;
      talkHeld = false;
    }
    void context.desk.call(wish, {}).then((result) => {
      if (!result.ok)
        context.log.warn({ wish, code: result.fault.code }, 'The desk did not take a shortcut.');
    });
  }

  function onSystemPress(name: CombinationName): void {
    const now = performance.now();
    const isNew = isNewPress(lastSystemPress.get(name) ?? null, now);
    lastSystemPress.set(name, now);
    if (isNew) act({ name, from: 'system', pressed: true });
  }

  /** Electron throws for an accelerator it cannot read. */
  function register(name: CombinationName, accelerator: string): boolean {
    if (registered.get(name) === accelerator) return true;
    try {
      if (!globalShortcut.register(accelerator, () => onSystemPress(name))) return false;
    } catch {
      return false;
    }
    registered.set(name, accelerator);
    return true;
  }

  function unregister(name: CombinationName): void {
    const accelerator = registered.get(name);
    if (accelerator !== undefined) globalShortcut.unregister(accelerator);
    registered.delete(name);
  }

  function combinationsOf(): WatchedCombination[] {
    return names.flatMap((name) => {
      const parsed = parseAccelerator(context.settings().shortcuts[name], process.platform);
      return parsed.ok && registered.has(name) ? [{ name, ...parsed.value }] : [];
    });
  }

  function stateOf(name: CombinationName, consent: boolean): DesktopView['shortcuts'][CombinationName] {
    const accelerator = context.settings().shortcuts[name].trim();
    const parsed = parseAccelerator(accelerator, process.platform);
    // two of ours on one key: the second is as taken as if another program had it
    const double = name === 'dictate' && accelerator === context.settings().shortcuts.talk.trim();
    if (registered.get(name) !== accelerator) unregister(name);
    const got = parsed.ok && !double && !recording && register(name, accelerator);
    return planShortcut({
      accelerator,
      valid: parsed.ok,
      wayland,
      consent,
      hook: hook.state(),
      registered: got || (recording && !double),
    });
  }

  function refresh(): void {
    const consent = hasKeyConsent();
    if (recording) for (const name of names) unregister(name);
    const before = context.desktop.current().shortcuts;
    const shortcuts = { talk: stateOf('talk', consent), dictate: stateOf('dictate', consent) };
    if (mayWatchKeys({ wayland, consent })) hook.watch(recording ? [] : combinationsOf());
    const hookWorks = hook.state() === 'runs' || (process.platform === 'linux' && hook.pid() !== null);
    const paste = wayland ? 'wayland' : !consent ? 'needs_consent' : hookWorks ? 'works' : 'hook_missing';
    context.desktop.update({ shortcuts, paste });
    for (const name of names) {
      const { style, reason } = shortcuts[name];
      if (before[name].style === style && before[name].reason === reason) continue;
      const code = reason === 'taken' ? faultOf('shortcut_taken').code : null;
      context.log.info({ name, style, reason, code }, 'A shortcut works like this here.');
    }
  }

  const release = () => hook.releaseAll();
  const stops = [
    hook.onState(refresh),
    hook.onCombination((name, pressed) => act({ name, from: 'hook', pressed })),
    context.onSettings((now, before) => {
      if (names.some((name) => now.shortcuts[name] !== before.shortcuts[name])) refresh();
    }),
  ];
  // a window that is left or closed while it records never says that it has stopped
  stops.push(
    context.windows.onMainFocus((focused) => {
      if (focused || !recording) return;
      recording = false;
      refresh();
    }),
  );
  powerMonitor.on('lock-screen', release);
  powerMonitor.on('suspend', release);
  // consent is given in another window; coming back is when it can have changed
  const recheck = () => {
    if (process.platform === 'darwin') refresh();
  };
  app.on('browser-window-focus', recheck);
  context.answer('recordShortcut', (params) => {
    recording = params.recording;
    refresh();
    return ok(null);
  });
  refresh();

  return {
    close() {
      for (const stop of stops) stop();
      powerMonitor.off('lock-screen', release);
      powerMonitor.off('suspend', release);
      app.off('browser-window-focus', recheck);
      for (const name of names) unregister(name);
    },
  };
}

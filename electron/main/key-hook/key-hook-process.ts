/**
 * Entry of the key hook process: sees every key so that the app does not have to, and tells only when a configured
 * combination goes down or up. Native code that fails here costs this process and nothing else. Stores and logs
 * nothing; knows nothing of Electron but its message port.
 */
import type { UiohookKeyboardEvent, uIOhook } from 'uiohook-napi';
import { openX11Keyboard } from '../x11/x11-keyboard.ts';
import type { X11Keyboard } from '../x11/x11-keyboard.ts';
import { releaseAll, startWatch, stepWatch } from './combination-watch.ts';
import type { KeyEvent, WatchStep, WatchedCombination } from './combination-watch.ts';
import { hookCodes } from './key-codes.ts';
import { hookCommandSchema } from './key-hook-messages.ts';
import type { HookReport, PasteOutcome } from './key-hook-messages.ts';
import { ECHO_LIMIT_MS, MODIFIERS_UP_LIMIT_MS } from './tuning.ts';

/** Of `process.parentPort`, which Electron adds in a utility process. */
interface ParentPort {
  postMessage(message: HookReport): void;
  on(event: 'message', listener: (message: { data: unknown }) => void): void;
}

const port = (process as typeof process & { parentPort?: ParentPort }).parentPort;
if (!port) throw new Error('The key hook process is started by Electron.');
const report = (message: HookReport) => port.postMessage(message);

let watch = startWatch([]);
let hook: typeof uIOhook | null = null;
let x11: X11Keyboard | null = null;
let modifierDown = false;
const listeners = new Set<(event: KeyEvent) => void>();

function take(step: WatchStep): void {
  watch = step.state;
  for (const { name, pressed } of step.changes) report({ type: 'combination', name, pressed });
}

function onKey(raw: UiohookKeyboardEvent, pressed: boolean): void {
  const event: KeyEvent = {
    pressed,
    code: raw.keycode,
    ctrl: raw.ctrlKey,
    alt: raw.altKey,
    shift: raw.shiftKey,
    meta: raw.metaKey,
  };
  modifierDown = event.ctrl || event.alt || event.shift || event.meta;
  take(stepWatch(watch, event));
  for (const listener of listeners) listener(event);
}

async function startHook(): Promise<Extract<HookReport, { type: 'started' }>['hook']> {
  try {
    hook = (await import('uiohook-napi')).uIOhook;
  } catch {
    return 'missing';
  }
  try {
    hook.on('keydown', (event) => onKey(event, true));
    hook.on('keyup', (event) => onKey(event, false));
    hook.start();
    return 'runs';
  } catch {
    hook = null;
    return 'refused';
  }
}

/** Where a key lies in the layout in use; the codes of the table are those of a US keyboard. */
async function placed(combination: WatchedCombination): Promise<WatchedCombination> {
  const code = combination.character && x11 ? await x11.codeOf(combination.character) : null;
  return code === null ? combination : { ...combination, code };
}

/** Resolves true for the first event that `wanted` accepts, false after `limitMs`. */
function keyWithin(limitMs: number, wanted: (event: KeyEvent) => boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (seen: boolean) => {
      clearTimeout(timer);
      listeners.delete(listener);
      resolve(seen);
    };
    const timer = setTimeout(() => settle(false), limitMs);
    const listener = (event: KeyEvent) => {
      if (wanted(event)) settle(true);
    };
    listeners.add(listener);
  });
}

/** On Windows and macOS. Sent counts only when the key came back through the hook: the system has taken it. */
async function pasteThroughHook(): Promise<PasteOutcome> {
  if (!hook) return 'refused';
  const letGo = !modifierDown || (await keyWithin(MODIFIERS_UP_LIMIT_MS, () => !modifierDown));
  if (!letGo) return 'modifiers_held';
  const mac = process.platform === 'darwin';
  const echo = keyWithin(
    ECHO_LIMIT_MS,
    ({ pressed, code, ctrl, meta }) => pressed && code === hookCodes.v && (mac ? meta : ctrl),
  );
  hook.keyTap(hookCodes.v, [mac ? hookCodes.meta[0] : hookCodes.ctrl[0]]);
  return (await echo) ? 'sent' : 'refused';
}

async function takeCommand(data: unknown): Promise<void> {
  const parsed = hookCommandSchema.safeParse(data);
  if (!parsed.success) return;
  const command = parsed.data;
  switch (command.type) {
    case 'watch': {
      take(releaseAll(watch));
      const combinations = await Promise.all(command.combinations.map(placed));
      watch = startWatch(combinations, watch.lastDown);
      return;
    }
    case 'releaseAll':
      return take(releaseAll(watch));
    case 'paste': {
      const outcome =
        process.platform === 'linux'
          ? ((await x11?.pressControl('v', MODIFIERS_UP_LIMIT_MS)) ?? 'refused')
          : await pasteThroughHook();
      return report({ type: 'pasted', request: command.request, outcome });
    }
  }
}

if (process.platform === 'linux') x11 = await openX11Keyboard(process.env);
// one after the other: a new list of combinations must not overtake the one before
let queue: Promise<void> = Promise.resolve();
port.on('message', ({ data }) => {
  queue = queue.then(() => takeCommand(data));
});
report({ type: 'started', hook: await startHook() });

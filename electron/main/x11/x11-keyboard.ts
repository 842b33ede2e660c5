/**
 * The keyboard of an X server: what the layout types, whether modifiers are held, and pressing keys for the user
 * (XTEST). The hook's own way of sending keys is not used on X11: it marks them as sent by a program, which
 * terminals and GTK ignore, and ends its process where no window has the keyboard.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { openX11 } from './x11-connection.ts';
import { keycodeOf, modifierHeld, parseLayout, x11Requests } from './x11-wire.ts';

const CONTROL_L = 0xffe3;
/** Keys of a Linux keyboard are numbered eight above the kernel's codes. */
const KERNEL_OFFSET = 8;
/** Codes below this are the same for the kernel and for the hook. */
const SHARED_CODES = 88;

export type KeyOutcome =
  | 'sent'
  /** The user still holds Control, Shift or the like. */
  | 'modifiers_held'
  /** No window has the keyboard. */
  | 'no_window'
  | 'refused';

export interface X11Keyboard {
  /** The hook's code of the key that types `character` in this layout; null if none does. */
  codeOf(character: string): Promise<number | null>;
  /** Waits until no modifier is held, then presses Control and `character`. */
  pressControl(character: string, waitMs: number): Promise<KeyOutcome>;
  /** Whether a program shows tray icons of the older kind. */
  hasTrayManager(): Promise<boolean>;
  close(): void;
}

const POLL_MS = 20;
/** Between two strokes, as from a quick hand: some programs drop keys that go down and up in one millisecond. */
const STROKE_MS = 10;

/** @returns null where there is no X server of this machine that lets us in */
export async function openX11Keyboard(environment: NodeJS.ProcessEnv): Promise<X11Keyboard | null> {
  const line = await openX11(environment);
  if (!line) return null;
  const { firstKey, lastKey, root } = line.setup;

  const layout = async () => {
    const reply = await line.ask(x11Requests.keyboardMapping(firstKey, lastKey - firstKey + 1));
    return reply && parseLayout(reply, firstKey);
  };
  const atom = async (name: string) => (await line.ask(x11Requests.internAtom(name)))?.readUInt32LE(8) ?? 0;

  /** Window managers say which window is in front; without one, the keyboard's own focus counts. */
  async function someoneListens(): Promise<boolean> {
    const active = await atom('_NET_ACTIVE_WINDOW');
    const property = active === 0 ? null : await line!.ask(x11Requests.getProperty(root, active));
    if (property && property.length >= 36 && property[1] === 32) return property.readUInt32LE(32) !== 0;
    const focus = await line!.ask(x11Requests.getInputFocus());
    return focus !== null && focus.readUInt32LE(8) !== 0;
  }

  return {
    async codeOf(character) {
      const found = await layout();
      const keycode = found && keycodeOf(found, character.codePointAt(0)!);
      const code = keycode ? keycode - KERNEL_OFFSET : 0;
      return code > 0 && code < SHARED_CODES ? code : null;
    },
    async pressControl(character, waitMs) {
      const [found, extension] = [await layout(), await line.ask(x11Requests.queryExtension('XTEST'))];
      if (!found || !extension || extension[8] === 0) return 'refused';
      const opcode = extension[9]!;
      const key = keycodeOf(found, character.codePointAt(0)!);
      const control = keycodeOf(found, CONTROL_L);
      if (!key || !control) return 'refused';
      for (let waited = 0; ; waited += POLL_MS) {
        const keymap = await line.ask(x11Requests.queryKeymap());
        if (!keymap) return 'refused';
        if (!modifierHeld(found, keymap)) break;
        if (waited >= waitMs) return 'modifiers_held';
        await delay(POLL_MS);
      }
      if (!(await someoneListens())) return 'no_window';
      for (const [keycode, pressed] of [
        [control, true],
        [key, true],
        [key, false],
        [control, false],
      ] as const) {
        line.tell(x11Requests.fakeKey(opcode, keycode, pressed));
        await delay(STROKE_MS);
      }
      // an answer means the server has taken everything before
      return (await line.ask(x11Requests.getInputFocus())) ? 'sent' : 'refused';
    },
    async hasTrayManager() {
      const selection = await atom('_NET_SYSTEM_TRAY_S0');
      const owner = selection === 0 ? null : await line.ask(x11Requests.getSelectionOwner(selection));
      return owner !== null && owner.readUInt32LE(8) !== 0;
    },
    close: line.close,
  };
}

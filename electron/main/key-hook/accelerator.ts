/**
 * Reads Electron's accelerators ("Control+Shift+Space") into what the key hook compares. Refuses what would take a
 * key away that people type with, and what the hook could not recognise.
 */
import type { Result } from '../../contract/errors.ts';
import { err, ok } from '../../contract/errors.ts';
import { namedKey } from './key-codes.ts';

export interface KeyCombination {
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly meta: boolean;
  /** The hook's code of the key itself. */
  readonly code: number;
  /** The key's character where its place depends on the layout, else null. */
  readonly character: string | null;
}

type Modifier = 'ctrl' | 'alt' | 'shift' | 'meta';

const modifiers: Readonly<Record<string, Modifier | 'main'>> = {
  control: 'ctrl',
  ctrl: 'ctrl',
  alt: 'alt',
  option: 'alt',
  shift: 'shift',
  super: 'meta',
  meta: 'meta',
  command: 'meta',
  cmd: 'meta',
  commandorcontrol: 'main',
  cmdorctrl: 'main',
};

/** `Control++` means the plus key, which the hook knows as `=` with Shift; it is refused like any unknown name. */
const partsOf = (text: string) => text.split('+').map((part) => part.trim());

/**
 * @param text an accelerator @param platform as `process.platform`: CommandOrControl differs on macOS
 * @returns `bad_argument` with the reason for an empty or unknown name, a modifier alone, two keys, or a key that
 *   types something without Control, Alt or the system key
 */
export function parseAccelerator(text: string, platform: string): Result<KeyCombination> {
  const held: Record<Modifier, boolean> = { ctrl: false, alt: false, shift: false, meta: false };
  let key: ReturnType<typeof namedKey> = null;
  let types = false;
  for (const part of partsOf(text)) {
    const modifier = Object.hasOwn(modifiers, part.toLowerCase()) ? modifiers[part.toLowerCase()] : undefined;
    if (modifier) {
      held[modifier === 'main' ? (platform === 'darwin' ? 'meta' : 'ctrl') : modifier] = true;
      continue;
    }
    const found = namedKey(part);
    if (!found) return err('bad_argument', part === '' ? 'a part is empty' : `no key is called ${part}`);
    if (key) return err('bad_argument', 'two keys');
    key = found;
    types = !/^(f\d+|printscreen|scrolllock|insert)$/i.test(part);
  }
  if (!key) return err('bad_argument', 'modifiers alone');
  if (types && !held.ctrl && !held.alt && !held.meta) {
    return err('bad_argument', 'it would take a key away that is typed with');
  }
  return ok({ ...held, ...key });
}

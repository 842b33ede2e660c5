/** From a key press to the text of an Electron accelerator. Pure. */

const named: Readonly<Record<string, string>> = {
  Space: 'Space', Enter: 'Return', Tab: 'Tab', Backspace: 'Backspace', Delete: 'Delete', Insert: 'Insert',
  Home: 'Home', End: 'End', PageUp: 'PageUp', PageDown: 'PageDown',
  ArrowUp: 'Up', ArrowDown: 'Down', ArrowLeft: 'Left', ArrowRight: 'Right',
  Minus: '-', Equal: '=', BracketLeft: '[', BracketRight: ']', Semicolon: ';', Quote: "'", Backquote: '`',
  Backslash: '\\', Comma: ',', Period: '.', Slash: '/',
}; // prettier-ignore

export interface PressedKey {
  /** As `KeyboardEvent.code`: the place of the key, whatever letter is on it. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

function keyName(code: string): string | null {
  const letter = /^(?:Key([A-Z])|Digit([0-9]))$/.exec(code);
  if (letter) return letter[1] ?? letter[2] ?? null;
  if (/^F([1-9]|1[0-9]|2[0-4])$/.test(code)) return code;
  return Object.hasOwn(named, code) ? named[code]! : null;
}

/**
 * @returns `incomplete` while only modifiers are down, `unusable` for a key that would be lost to typing (a letter
 * without Control, Alt or Meta) or that has no name, otherwise the accelerator
 */
export function acceleratorOf(
  key: PressedKey,
): { readonly accelerator: string } | { readonly problem: 'incomplete' | 'unusable' } {
  if (/^(Control|Shift|Alt|Meta|OS)(Left|Right)?$/.test(key.code)) return { problem: 'incomplete' };
  const name = keyName(key.code);
  if (name === null) return { problem: 'unusable' };
  const isFunctionKey = /^F\d+$/.test(name);
  if (!isFunctionKey && !key.ctrlKey && !key.altKey && !key.metaKey) return { problem: 'unusable' };
  const modifiers = [
    key.ctrlKey && 'Control',
    key.altKey && 'Alt',
    key.shiftKey && 'Shift',
    key.metaKey && 'Super',
  ].filter((modifier) => modifier !== false);
  return { accelerator: [...modifiers, name].join('+') };
}

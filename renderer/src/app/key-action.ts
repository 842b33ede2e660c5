/** What a key does in the window, from plain facts about it. Pure; `use-keys.ts` listens and acts. */

/** Where the key was pressed: `text` is typed into, `control` is a button or the like that Space and Enter press. */
export type KeyPlace = 'text' | 'control' | 'page';

export interface KeyFacts {
  readonly key: string;
  readonly code: string;
  /** Control, or Command on a Mac. */
  readonly command: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly repeat: boolean;
  readonly place: KeyPlace;
  /** A dialog has the keyboard. */
  readonly inDialog: boolean;
}

export type KeyAction =
  | { readonly do: 'page'; readonly index: number }
  | { readonly do: 'search' | 'settings' | 'stop' | 'shortcuts' | 'press' | 'nothing' };

/** Null leaves the key to the browser; `nothing` takes it away and does nothing, as for a held space bar. */
export function keyActionOf(facts: KeyFacts): KeyAction | null {
  const { key, code, command, alt, shift, repeat, place, inDialog } = facts;
  if (inDialog || alt) return null;
  if (command) {
    if (shift) return null;
    const digit = /^Digit([1-9])$/.exec(code)?.[1];
    if (digit) return { do: 'page', index: Number(digit) - 1 };
    if (key.toLowerCase() === 'f') return { do: 'search' };
    return key === ',' ? { do: 'settings' } : null;
  }
  if (key === 'Escape') return { do: 'stop' };
  if (place === 'text') return null;
  if (key === '?') return { do: 'shortcuts' };
  if (code === 'Space' && !shift && place === 'page') return { do: repeat ? 'nothing' : 'press' };
  return null;
}

const typedInto = new Set(['text', 'search', 'password', 'email', 'url', 'tel', 'number', 'date', 'time']);
const pressedRoles = new Set([
  'button',
  'switch',
  'radio',
  'checkbox',
  'tab',
  'menuitem',
  'slider',
  'option',
  'link',
]);

/** @param type of an input @param role as written on the element */
export function keyPlaceOf(tag: string, type: string, role: string | null, isEditable: boolean): KeyPlace {
  const name = tag.toLowerCase();
  if (isEditable || name === 'textarea' || (name === 'input' && typedInto.has(type))) return 'text';
  if (['button', 'select', 'input', 'summary', 'a'].includes(name)) return 'control';
  return role !== null && pressedRoles.has(role) ? 'control' : 'page';
}

/**
 * Names of keys as Electron's accelerators spell them, and the codes the key hook gives them (those of libuiohook:
 * scan codes of the first set, extended ones above 0x0E00). Tables only.
 */

export interface NamedKey {
  /** The hook's code on a US keyboard, or where the key's place does not depend on the layout. */
  readonly code: number;
  /** The character on the key, lower case; null for keys that every layout has in the same place. */
  readonly character: string | null;
}

export const hookCodes = {
  ctrl: [0x1d, 0xe1d],
  alt: [0x38, 0xe38],
  shift: [0x2a, 0x36],
  meta: [0xe5b, 0xe5c],
  v: 0x2f,
} as const;

const rows: readonly (readonly [string, number])[] = [
  ['1234567890-=', 0x02],
  ['qwertyuiop[]', 0x10],
  ["asdfghjkl;'", 0x1e],
  ['`', 0x29],
  ['\\', 0x2b],
  ['zxcvbnm,./', 0x2c],
];

const named: Readonly<Record<string, number>> = {
  escape: 0x01,
  esc: 0x01,
  backspace: 0x0e,
  tab: 0x0f,
  return: 0x1c,
  enter: 0x1c,
  space: 0x39,
  capslock: 0x3a,
  numlock: 0x45,
  scrolllock: 0x46,
  printscreen: 0xe37,
  insert: 0xe52,
  delete: 0xe53,
  home: 0xe47,
  end: 0xe4f,
  pageup: 0xe49,
  pagedown: 0xe51,
  up: 0xe048,
  left: 0xe04b,
  right: 0xe04d,
  down: 0xe050,
  nummult: 0x37,
  numadd: 0x4e,
  numsub: 0x4a,
  numdec: 0x53,
  numdiv: 0xe35,
  num0: 0x52,
  num1: 0x4f,
  num2: 0x50,
  num3: 0x51,
  num4: 0x4b,
  num5: 0x4c,
  num6: 0x4d,
  num7: 0x47,
  num8: 0x48,
  num9: 0x49,
  f1: 0x3b,
  f2: 0x3c,
  f3: 0x3d,
  f4: 0x3e,
  f5: 0x3f,
  f6: 0x40,
  f7: 0x41,
  f8: 0x42,
  f9: 0x43,
  f10: 0x44,
  f11: 0x57,
  f12: 0x58,
  f13: 0x5b,
  f14: 0x5c,
  f15: 0x5d,
  f16: 0x63,
  f17: 0x64,
  f18: 0x65,
  f19: 0x66,
  f20: 0x67,
  f21: 0x68,
  f22: 0x69,
  f23: 0x6a,
  f24: 0x6b,
};

const keys = new Map<string, NamedKey>();
for (const [characters, first] of rows) {
  [...characters].forEach((character, index) => keys.set(character, { code: first + index, character }));
}
for (const [name, code] of Object.entries(named)) keys.set(name, { code, character: null });

/** @param name as in an accelerator, any case @returns null for what the hook cannot name */
export function namedKey(name: string): NamedKey | null {
  return keys.get(name.toLowerCase()) ?? null;
}

/** Names of all keys that may be part of a shortcut. */
export const keyNames: readonly string[] = [...keys.keys()];

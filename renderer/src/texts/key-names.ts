/** What stands on the keys of a shortcut, in the language of the page. Pure. */
import type { Language } from './translate.ts';

/** As on a German keyboard; what is not here has the same name on it, or a sign. */
const german: Readonly<Record<string, string>> = {
  Control: 'Strg',
  Ctrl: 'Strg',
  Shift: 'Umschalt',
  Space: 'Leertaste',
  Return: 'Eingabe',
  Backspace: 'Rücktaste',
  Delete: 'Entf',
  Insert: 'Einfg',
  Home: 'Pos1',
  End: 'Ende',
  PageUp: 'Bild auf',
  PageDown: 'Bild ab',
  Up: 'Pfeil auf',
  Down: 'Pfeil ab',
  Left: 'Pfeil links',
  Right: 'Pfeil rechts',
};

/** @param keys joined with +, such as an Electron accelerator @returns the same with the names a person finds there */
export function keyNames(keys: string, language: Language): string {
  if (language === 'en') return keys;
  return keys
    .split('+')
    .map((key) => (Object.hasOwn(german, key) ? german[key]! : key))
    .join('+');
}

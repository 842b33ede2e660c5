import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../../electron/contract/settings.ts';
import { keyNames } from '../../../../renderer/src/texts/key-names.ts';

describe('what stands on the keys', () => {
  it('is written as it is on a keyboard of the language', () => {
    const { talk } = defaultSettings.shortcuts;
    expect(keyNames(talk, 'en')).toBe('Control+Shift+Space');
    expect(keyNames(talk, 'de')).toBe('Strg+Umschalt+Leertaste');
    expect(keyNames('Control+Alt+PageUp', 'de')).toBe('Strg+Alt+Bild auf');
  });

  it('leaves letters, signs and what it does not know alone', () => {
    for (const keys of ['Super+K', 'F5', 'Alt+constructor', 'Alt+-', ''])
      expect(keyNames(keys, 'de')).toBe(keys);
  });
});

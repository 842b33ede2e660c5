import { describe, expect, it } from 'vitest';
import { notLoadedText } from '../../../../renderer/src/app/not-loaded-text.ts';
import { chooseLanguage } from '../../../../renderer/src/texts/translate.ts';

describe('what is said when the interface cannot be loaded', () => {
  it.each([[['de-AT', 'en']], [['fr', 'DE']], [['en-GB', 'de']], [['fr']], [[]]])(
    'is in the language the interface would have: %j',
    (system) => expect(notLoadedText(system).language).toBe(chooseLanguage('system', system)),
  );
  it('is another sentence in each', () => {
    expect(notLoadedText(['de']).text).not.toBe(notLoadedText(['en']).text);
  });
});

/**
 * Texts in components: `const { t, plural, fault, language } = useTexts();` then `t('talk.stop')`,
 * `t('wake.say', { phrase })`, `plural('history.found', count)`, `fault(error).what`. Switches language at once.
 */
import { useSyncExternalStore } from 'react';
import type { Fault } from '../../../electron/contract/errors.ts';
import { faultText } from './fault-text.ts';
import type { FaultText } from './fault-text.ts';
import { languageStore } from './language-store.ts';
import { translate, translateCount } from './translate.ts';
import type { Language, PluralKey, TextKey, TextParams } from './translate.ts';

export interface Texts {
  readonly language: Language;
  readonly t: (key: TextKey, params?: TextParams) => string;
  readonly plural: (key: PluralKey, count: number, params?: TextParams) => string;
  readonly fault: (fault: Fault) => FaultText;
}

function textsIn(language: Language): Texts {
  return {
    language,
    t: (key, params) => translate(language, key, params),
    plural: (key, count, params) => translateCount(language, key, count, params),
    fault: (fault) => faultText(language, fault),
  };
}

const texts: Readonly<Record<Language, Texts>> = { en: textsIn('en'), de: textsIn('de') };

/** The same object until the language changes. */
export function useTexts(): Texts {
  return texts[useSyncExternalStore(languageStore.subscribe, languageStore.read)];
}

/** Texts outside components, in the language of now. */
export function currentTexts(): Texts {
  return texts[languageStore.read()];
}

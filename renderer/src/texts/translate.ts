/** From a key to a sentence in a language. Pure; knows nothing of React or of which language is set. */
import { de } from './de.ts';
import { en } from './en.ts';

export type Language = 'en' | 'de';
export type TextKey = keyof typeof en;
/** A key whose text counts: `k` for the pair `k.one` and `k.other`. */
export type PluralKey = TextKey extends infer K ? (K extends `${infer Base}.other` ? Base : never) : never;
export type TextParams = Readonly<Record<string, string | number>>;

const catalogues: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, de };
const pluralRules: Readonly<Record<Language, Intl.PluralRules>> = {
  en: new Intl.PluralRules('en'),
  de: new Intl.PluralRules('de'),
};
const numbers: Readonly<Record<Language, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat('en'),
  de: new Intl.NumberFormat('de'),
};

/** Numbers are written as the language does; a parameter that is not given stays visible as `{name}`. */
export function fillText(language: Language, text: string, params: TextParams): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = params[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? numbers[language].format(value) : value;
  });
}

export function translate(language: Language, key: TextKey, params: TextParams = {}): string {
  return fillText(language, catalogues[language][key], params);
}

/** The form for `count`, which is also the parameter `{count}`. */
export function translateCount(
  language: Language,
  key: PluralKey,
  count: number,
  params: TextParams = {},
): string {
  const form = pluralRules[language].select(count) === 'one' ? 'one' : 'other';
  return translate(language, `${key}.${form}`, { ...params, count });
}

/** @param wanted the setting @param system BCP 47 tags of the system, preferred first */
export function chooseLanguage(wanted: 'system' | Language, system: readonly string[]): Language {
  if (wanted !== 'system') return wanted;
  for (const tag of system) {
    const primary = tag.toLowerCase().split('-')[0];
    if (primary === 'de' || primary === 'en') return primary;
  }
  return 'en';
}

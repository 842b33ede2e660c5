/** Numbers as they are written in a language. Pure. */
import type { Language } from '../../texts/translate.ts';

type Formats = Readonly<Record<Language, Intl.NumberFormat>>;

const inBoth = (options: Intl.NumberFormatOptions): Formats => ({
  en: new Intl.NumberFormat('en', options),
  de: new Intl.NumberFormat('de', options),
});

const percents = inBoth({ style: 'percent', maximumFractionDigits: 0 });
const seconds = inBoth({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
const hundredths = inBoth({ minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** @param share 0 to 1 */
export const percentText = (share: number, language: Language) => percents[language].format(share);

/** Milliseconds as they are below a second, else seconds with one decimal. */
export function silenceText(ms: number, language: Language): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${seconds[language].format(ms / 1_000)} s`;
}

/** @param at seconds */
export const wordTimeText = (at: number, language: Language) => hundredths[language].format(at);

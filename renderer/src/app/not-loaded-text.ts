/**
 * What is said when the files of the interface cannot be loaded, its catalogues among them. Pure; knows no more languages
 * than the catalogues do.
 */
const texts = {
  en: 'Parley cannot load this window’s files. Close it and open it again. If that does not help, install Parley again; your data stays where it is.',
  de: 'Parley kann die Dateien dieses Fensters nicht laden. Schließe es und öffne es erneut. Hilft das nicht, installiere Parley neu; deine Daten bleiben, wo sie sind.',
} as const;

/** @param system BCP 47 tags of the system, preferred first */
export function notLoadedText(system: readonly string[]): { language: keyof typeof texts; text: string } {
  const known = system
    .map((tag) => tag.toLowerCase().split('-')[0])
    .find((tag) => tag === 'de' || tag === 'en');
  const language = known === 'de' ? 'de' : 'en';
  return { language, text: texts[language] };
}

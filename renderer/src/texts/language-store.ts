/** The language the interface is in now. The app sets it from the settings; everything that shows text follows. */
import type { Language } from './translate.ts';

let language: Language = 'en';
const listeners = new Set<() => void>();

export const languageStore = {
  read: () => language,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

export function setLanguage(next: Language): void {
  if (next === language) return;
  language = next;
  for (const listener of listeners) listener();
}

/** Puts theme, text size and language of the settings on the page, and follows the system where they say so. */
import { useEffect } from 'react';
import { setLanguage } from '../texts/language-store.ts';
import { chooseLanguage } from '../texts/translate.ts';
import { useDesk } from '../store/desk-store.ts';
import { lookOf } from './appearance.ts';

export function useAppearance(): void {
  const appearance = useDesk((state) => state.settings.appearance);
  const desktopContrast = useDesk((state) => state.desktop?.highContrast ?? false);

  useEffect(() => {
    const wish = matchMedia('(prefers-contrast: more)');
    function apply() {
      const look = lookOf(appearance, { prefersContrast: wish.matches || desktopContrast });
      const { dataset, style } = document.documentElement;
      if (look.theme) dataset['theme'] = look.theme;
      else delete dataset['theme'];
      style.setProperty('--text-scale', String(look.textScale));
    }
    apply();
    wish.addEventListener('change', apply);
    return () => wish.removeEventListener('change', apply);
  }, [appearance, desktopContrast]);

  useEffect(() => {
    function apply() {
      const language = chooseLanguage(appearance.language, navigator.languages);
      document.documentElement.lang = language;
      setLanguage(language);
    }
    apply();
    addEventListener('languagechange', apply);
    return () => removeEventListener('languagechange', apply);
  }, [appearance.language]);
}

/** Puts theme, text size and language of the settings on the page, and follows the system where they say so. */
import { useEffect } from 'react';
import { setLanguage } from '../texts/language-store.ts';
import { chooseLanguage } from '../texts/translate.ts';
import { useDesk } from '../store/desk-store.ts';
import { lookOf } from './appearance.ts';

/**
 * Chromium keeps what it found for container queries until a container's size changes, and does not notice that a rem
 * has become another length.
 */
function remeasureContainers(): void {
  const { style } = document.body;
  style.width = 'calc(100% - 1px)';
  void document.body.offsetWidth;
  style.removeProperty('width');
}

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
      const scale = String(look.textScale);
      if (style.getPropertyValue('--text-scale') === scale) return;
      style.setProperty('--text-scale', scale);
      remeasureContainers();
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

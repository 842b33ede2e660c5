/** Days and times of the conversation as they are written in a language. */
import type { Language } from '../../texts/translate.ts';

export const timeFormats: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' }),
  de: new Intl.DateTimeFormat('de', { hour: '2-digit', minute: '2-digit' }),
};

export const dayFormats: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  de: new Intl.DateTimeFormat('de', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
};

export const momentFormats: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }),
  de: new Intl.DateTimeFormat('de', { dateStyle: 'medium', timeStyle: 'short' }),
};

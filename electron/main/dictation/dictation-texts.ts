/** What the system's notification says when dictated text could not be typed, in every language of the app. */
export const dictationTexts = {
  en: {
    title: 'Dictated text is on the clipboard',
    body: 'It could not be typed into the other window. Paste it where you want it.',
  },
  de: {
    title: 'Der diktierte Text liegt in der Zwischenablage',
    body: 'Er konnte nicht in das andere Fenster geschrieben werden. Füge ihn ein, wo du ihn haben möchtest.',
  },
} as const;

/** English: the feature `overlay`. */
export const overlay = {
  'overlay.label': 'What Parley hears',
  'overlay.dictating': 'Dictating',
} as const;

/** German: the feature `overlay`. */
import type { overlay as english } from '../en/overlay.ts';

export const overlay: Record<keyof typeof english, string> = {
  'overlay.label': 'Was Parley hört',
  'overlay.dictating': 'Diktat',
};

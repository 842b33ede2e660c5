/** German: the feature `models`. */
import type { models as english } from '../en/models.ts';

export const models: Record<keyof typeof english, string> = {};

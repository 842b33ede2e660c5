/** German: the feature `welcome`. */
import type { welcome as english } from '../en/welcome.ts';

export const welcome: Record<keyof typeof english, string> = {};

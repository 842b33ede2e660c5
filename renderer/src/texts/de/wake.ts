/** German: the feature `wake`. */
import type { wake as english } from '../en/wake.ts';

export const wake: Record<keyof typeof english, string> = {};

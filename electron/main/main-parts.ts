/** The parts that the app starts once windows can be made, in this order. Add a part here and nowhere else. */
import type { MainPart } from './main-context.ts';

export const mainParts: readonly MainPart[] = [];

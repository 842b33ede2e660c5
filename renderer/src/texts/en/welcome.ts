/** English: the feature `welcome`. */
export const welcome = {} as const;

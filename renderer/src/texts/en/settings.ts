/** English: the feature `settings`. */
export const settings = {} as const;

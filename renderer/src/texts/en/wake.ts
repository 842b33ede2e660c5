/** English: the feature `wake`. */
export const wake = {} as const;

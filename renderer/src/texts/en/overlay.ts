/** English: the feature `overlay`. */
export const overlay = {} as const;

/** English: the feature `models`. */
export const models = {} as const;

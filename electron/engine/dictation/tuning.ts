/** Limits of cleaning what was dictated: unit, default, and why. */

export const dictationTuning = {
  /** Text beyond so many characters is left as it is: half an hour of talking, and a bound on the work. */
  maxCharacters: 20_000,
  /** Custom words beyond this are not looked at; the settings hold as many. */
  maxTerms: 500,
  /** A term is written over at most so many words more than it has itself. */
  extraWords: 2,
  /** Words one term may be written over, whatever it is. */
  maxWindowWords: 6,
  /** Fewer sounds are in too many other words: such a term is only set in its own spelling. */
  minTermSounds: 4,
  /**
   * Likeness of sound asked for, by how much the term weighs (sound-distance.ts): one doubtful sound in a short
   * word makes another word of it, in a long one it does not.
   */
  likeness: [
    { fromWeight: 7, atLeast: 0.84 },
    { fromWeight: 5, atLeast: 0.9 },
    { fromWeight: 0, atLeast: 0.94 },
  ],
} as const;

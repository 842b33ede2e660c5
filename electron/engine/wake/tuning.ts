/** Thresholds of the wake phrase: unit, default, what changing it does, and why this value. */
import type { Ms } from '../../contract/audio.ts';

export const wakeTuning = {
  /** Likeness that calls Parley at sensitivity 0, 0.5 and 1; between them in a straight line. See tests/bench/results. */
  strictLikeness: 0.93,
  middleLikeness: 0.85,
  lenientLikeness: 0.7,
  /** Share of a greeting's unlikeness in the score: people swallow "hey", nobody swallows the name. */
  greetingShare: 0.3,
  /** Words such as "um" or "okay" that may stand before the phrase. */
  maxFillers: 2,
  /** Words of text beyond the phrase's own that one attempt may take: a name is heard as up to so many words more. */
  extraWords: 3,
  /** Characters from the front that are looked at: the longest phrase and its fillers take less. */
  maxTextCharacters: 400,
  /** A phrase needs so many sounds in all, and so many besides its greeting: fewer are in too many ordinary words. */
  minSounds: 5,
  minNameSounds: 3,
  /** A name in the recogniser's hint this like a word of the phrase is left out: it would take its place. */
  decoyLikeness: 0.85,
  /** As in the settings. */
  maxPhraseCharacters: 60,
} as const;

/** The keyword spotter. Its thresholds are the addon's own range of use; no weights were here to measure them with. */
export const keywordTuning = {
  /** Probability asked of the phrase at sensitivity 0 and 1; the addon's own default, 0.25, lies at 0.5. */
  strictThreshold: 0.4,
  lenientThreshold: 0.1,
  /** Sound handed over at once: less costs more messages, more answers later. */
  pieceMs: 96 as Ms,
  /** Sound that may wait while the lane is busy; older sound is dropped. */
  maxWaitingMs: 2000 as Ms,
} as const;

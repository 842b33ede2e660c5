/** Amplitude to a place on a scale that looks as loudness sounds. Pure. */

/** What is quieter is drawn as nothing: the hiss of a quiet room. */
const FLOOR_DB = -55;

/** @param amplitude 0 to 1 @returns 0 (at or below -55 dB) to 1 (full scale), linear in decibels */
export function levelShare(amplitude: number): number {
  if (!(amplitude > 0)) return 0;
  const decibels = 20 * Math.log10(Math.min(1, amplitude));
  return Math.max(0, 1 - decibels / FLOOR_DB);
}

/** One step of a meter's needle: up at once, down slowly, so that a syllable can be seen. */
export function fallTowards(shown: number, wanted: number, elapsedMs: number): number {
  return wanted >= shown ? wanted : Math.max(wanted, shown - elapsedMs / 600);
}

/** Tells a press from the repeats of a held key, where only "pressed" is reported. Pure. */

/**
 * Systems begin to repeat a held key after 250 to 1000 ms and go on every 25 to 50 ms; what follows the one before
 * sooner than this is the same press. Two real presses of one combination are further apart.
 */
export const REPEAT_GAP_MS = 700;

/**
 * @param last time of the last report, null for none; milliseconds of any clock
 * @returns whether it is a press of its own. The caller keeps `now` as the next `last` either way.
 */
export function isNewPress(last: number | null, now: number): boolean {
  return last === null || now - last >= REPEAT_GAP_MS;
}

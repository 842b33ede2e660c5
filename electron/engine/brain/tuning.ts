/** Durations of the brain folder. */
import type { Ms } from '../../contract/audio.ts';

/**
 * Longest time the alarm clock sleeps before it looks at the wall clock again. Heard as: how late an alarm can
 * ring after the machine's clock was moved forward or the machine woke from sleep. Also keeps every delay far
 * below the 2^31 ms limit of timers.
 */
export const ALARM_RECHECK_MS: Ms = 30_000;

/**
 * An item that rings later than this after its time is told as late. Heard as: "that was due at five". Longer
 * than one re-check, so that a clock that was moved by hand does not make every alarm sound late.
 */
export const ALARM_LATE_MS: Ms = 60_000;

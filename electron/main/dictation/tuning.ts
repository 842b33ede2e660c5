/** Durations of delivering dictated text. */

/**
 * From the paste keys to the user's own clipboard content being put back. Programs fetch the text within some ten
 * milliseconds, busy ones later; one that comes too late would paste the old content, which is worse than waiting.
 */
export const RESTORE_AFTER_MS = 1_000;
/**
 * From the paste keys of one piece to the next piece on the clipboard, for the same reason: a program that fetches the
 * first one late would write the second one twice. Pieces come seconds apart, so that few ever wait.
 */
export const BETWEEN_PASTES_MS = 600;
/** Between putting the text on the clipboard and the paste keys; clipboard managers look at new content first. */
export const SETTLE_MS = 30;

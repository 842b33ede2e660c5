/** Durations of the key hook. */

/** Restarts of the hook process within the window before it stays down; a hook that dies on every start is broken. */
export const HOOK_RESTARTS = 3;
export const HOOK_RESTART_WINDOW_MS = 5 * 60_000;
/** Before it is started again. Shorter could run into the resource that made it fail. */
export const HOOK_RESTART_DELAY_MS = 500;
/** From fork to "the hook runs". A cold start takes 0.2 s here; later than this the fallback is kept. */
export const HOOK_START_LIMIT_MS = 10_000;
/**
 * How long pasting waits for the user to let go of Control, Shift and the like; held down they would turn the paste
 * into another command. People let go of a shortcut within half a second.
 */
export const MODIFIERS_UP_LIMIT_MS = 3_000;
/** Until a key that was sent must have come back through the hook; it takes a few milliseconds. */
export const ECHO_LIMIT_MS = 500;
/** Answer of the hook process to a paste, waiting for modifiers included. */
export const PASTE_ANSWER_LIMIT_MS = MODIFIERS_UP_LIMIT_MS + 3_000;

/**
 * What the key hook process remembers of the keyboard: which of the configured combinations are down, and the one key
 * that may be repeating. A pure reducer; what it returns as changes is all that leaves the process.
 */
import type { KeyCombination } from './accelerator.ts';

export type CombinationName = 'talk' | 'dictate';

export interface WatchedCombination extends KeyCombination {
  readonly name: CombinationName;
}

export interface KeyEvent {
  readonly pressed: boolean;
  readonly code: number;
  /** Modifiers held after this event. */
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly meta: boolean;
}

export interface WatchState {
  readonly watched: readonly WatchedCombination[];
  /** Pressed and told so. */
  readonly down: ReadonlySet<CombinationName>;
  /** Its key is still held from before and repeats: it must go up before it counts. */
  readonly spent: ReadonlySet<CombinationName>;
  /** The key that went down last and is not up yet. */
  readonly lastDown: number | null;
}

export interface CombinationChange {
  readonly name: CombinationName;
  readonly pressed: boolean;
}

export interface WatchStep {
  readonly state: WatchState;
  readonly changes: readonly CombinationChange[];
}

/** @param lastDown of the state before: a shortcut just recorded is still held and must not fire */
export function startWatch(
  watched: readonly WatchedCombination[],
  lastDown: number | null = null,
): WatchState {
  const held = watched.filter(({ code }) => code === lastDown).map(({ name }) => name);
  return { watched, down: new Set(), spent: new Set(held), lastDown };
}

const exactly = (want: KeyCombination, is: KeyEvent) =>
  want.ctrl === is.ctrl && want.alt === is.alt && want.shift === is.shift && want.meta === is.meta;

const stillHeld = (want: KeyCombination, is: KeyEvent) =>
  (!want.ctrl || is.ctrl) && (!want.alt || is.alt) && (!want.shift || is.shift) && (!want.meta || is.meta);

/**
 * A combination is pressed by its key going down while exactly its modifiers are held. It is released by its key or
 * any of its modifiers going up, whichever is first; any later event that shows one of its modifiers gone releases
 * it too, so that a key-up lost to a locked screen does not hold it for ever. Repeats are nothing.
 */
export function stepWatch(state: WatchState, event: KeyEvent): WatchStep {
  const down = new Set(state.down);
  const spent = new Set(state.spent);
  const changes: CombinationChange[] = [];
  for (const combination of state.watched) {
    const { name } = combination;
    const itsKey = event.code === combination.code;
    if (down.has(name)) {
      const keyUp = itsKey && !event.pressed;
      if (keyUp || !stillHeld(combination, event)) {
        down.delete(name);
        changes.push({ name, pressed: false });
        if (!keyUp) spent.add(name);
      }
    } else if (itsKey && !event.pressed) {
      spent.delete(name);
    } else if (itsKey && !spent.has(name) && exactly(combination, event)) {
      down.add(name);
      changes.push({ name, pressed: true });
    }
  }
  const lastDown = event.pressed ? event.code : state.lastDown === event.code ? null : state.lastDown;
  return { state: { ...state, down, spent, lastDown }, changes };
}

/** Everything that is down goes up: the hook stops, the session is locked, or other combinations take over. */
export function releaseAll(state: WatchState): WatchStep {
  return {
    state: startWatch(state.watched, state.lastDown),
    changes: [...state.down].map((name) => ({ name, pressed: false })),
  };
}

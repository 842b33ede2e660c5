/**
 * One clock for models that are measured both in real time and on a virtual clock. Switched only while no session
 * is open: whatever is under way belongs to the clock it began on.
 */
import type { Ms } from '../../../electron/contract/audio.ts';
import { createRealClock } from '../../../electron/engine/runtime/clock.ts';
import type { Clock } from '../../../electron/engine/runtime/clock.ts';
import { createVirtualClock } from '../../../electron/engine/runtime/virtual-clock.ts';
import type { EngineTime } from '../../../electron/engine/session/session-io.ts';

/** Longer than any job of a lane. */
const DRAIN_MS: Ms = 60_000;

export interface SwitchClock {
  /** For models and sessions; `virtual` is null in real time. */
  readonly time: EngineTime;
  /** Lets what was begun on the virtual clock end on it first. */
  useReal(): Promise<void>;
  useVirtual(): void;
}

/** Begins in real time. */
export function createSwitchClock(): SwitchClock {
  const real = createRealClock();
  const virtual = createVirtualClock();
  let current: Clock = real;
  const clock: Clock = {
    now: () => current.now(),
    epochNow: () => current.epochNow(),
    schedule: (delayMs, fn) => current.schedule(delayMs, fn),
    timed: (work) => current.timed(work),
  };
  return {
    time: {
      clock,
      get virtual() {
        return current === virtual ? virtual : null;
      },
    },
    async useReal() {
      if (current === virtual) await virtual.advance(DRAIN_MS);
      current = real;
    },
    useVirtual() {
      current = virtual;
    },
  };
}

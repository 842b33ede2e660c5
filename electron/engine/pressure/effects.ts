/** What each degradation step takes away. Pure; whoever does the work asks before it does it. */
import { degradeSteps } from '../../contract/metrics.ts';
import type { DegradeStep } from '../../contract/metrics.ts';

/** What may be spent on work that can be left out without losing a word. */
export interface Quality {
  /** How many times rarer than usual partials are; null: none. */
  readonly partialPace: number | null;
  /** Work on suspicion: the final of a pause that may not last, the first sound of a likely answer. */
  readonly speculates: boolean;
  /** Finals come from the small recogniser where it is loaded and knows the language. */
  readonly smallFinals: boolean;
}

export interface PressureEffects {
  readonly quality: Quality;
  /** Measuring the machine and transcribing again are refused with `overloaded`. */
  readonly refusesBackgroundJobs: boolean;
  /** Sessions without the local microphone are paused between turns, and new ones are refused with `overloaded`. */
  readonly pausesSessions: boolean;
}

/** Under load a partial every second still shows that somebody is being heard. */
const RARER_PARTIALS = 4;

export const fullQuality: Quality = { partialPace: 1, speculates: true, smallFinals: false };
const reduced: Quality = { partialPace: RARER_PARTIALS, speculates: false, smallFinals: true };
const bare: Quality = { partialPace: null, speculates: false, smallFinals: true };

export function effectsOf(step: DegradeStep): PressureEffects {
  const depth = degradeSteps.indexOf(step);
  return {
    quality: depth === 0 ? fullQuality : depth === 1 ? reduced : bare,
    refusesBackgroundJobs: depth >= 2,
    pausesSessions: depth >= 3,
  };
}

/**
 * Load to degradation step, as a pure reducer: no clock, no effect, so that every case can be replayed from a table.
 * Goes one step at a time in both directions. What a step means for a stage is the stage's business.
 */
import type { Ms } from '../../contract/audio.ts';
import { degradeSteps, loadParts } from '../../contract/metrics.ts';
import type { DegradeStep, LoadPart, PressureFact } from '../../contract/metrics.ts';
import type { PressureTuning } from './tuning.ts';

export interface LoadSample {
  readonly atMs: Ms;
  /** Shares of what may be used; work that may be coalesced is left out by whoever measures. */
  readonly parts: Readonly<Record<LoadPart, number>>;
}

export interface PressureState {
  readonly step: DegradeStep;
  readonly load: number;
  readonly parts: Readonly<Record<LoadPart, number>>;
  /** The part that led to the step. */
  readonly reason: LoadPart | null;
  readonly changedAtMs: Ms;
  /** Since when the load has been below the recovery threshold without a break; null while it is not. */
  readonly quietSinceMs: Ms | null;
  /** Last step back to `none`, to know a relapse. */
  readonly recoveredAtMs: Ms | null;
  /** Relapses in a row. */
  readonly relapses: number;
  readonly triggered: number;
}

export const initialPressure: PressureState = {
  step: 'none',
  load: 0,
  parts: { queue_fill: 0, oldest_wait: 0, frame_time: 0, memory: 0 },
  reason: null,
  changedAtMs: 0,
  quietSinceMs: null,
  recoveredAtMs: null,
  relapses: 0,
  triggered: 0,
};

/** A measurement that is no number says nothing, and one below zero is zero. */
const share = (value: number) => (Number.isFinite(value) ? Math.max(0, value) : 0);

function greatest(parts: LoadSample['parts']): { part: LoadPart; load: number } {
  let found = { part: loadParts[0] as LoadPart, load: share(parts[loadParts[0]]) };
  for (const part of loadParts) {
    if (share(parts[part]) > found.load) found = { part, load: share(parts[part]) };
  }
  return found;
}

const moved = (step: DegradeStep, by: 1 | -1): DegradeStep =>
  degradeSteps[Math.min(degradeSteps.length - 1, Math.max(0, degradeSteps.indexOf(step) + by))]!;

function quietNeeded(state: PressureState, tuning: PressureTuning): Ms {
  // the first step back waits for lasting quiet, those behind it follow soon
  const followsAnother = state.quietSinceMs !== null && state.changedAtMs > state.quietSinceMs;
  if (followsAnother) return tuning.recoverNextMs;
  return Math.min(tuning.recoverAfterMostMs, tuning.recoverAfterMs * 2 ** state.relapses);
}

/** One sample. Returns the fact to publish when the step changed. Time must not run backwards. */
export function stepPressure(
  state: PressureState,
  sample: LoadSample,
  tuning: PressureTuning,
): { readonly state: PressureState; readonly fact: PressureFact | null } {
  const { part, load } = greatest(sample.parts);
  const now = sample.atMs;
  const quietSinceMs = load < tuning.recoverLoad ? (state.quietSinceMs ?? now) : null;
  const seen: PressureState = { ...state, load, parts: sample.parts, quietSinceMs };

  if (load > tuning.triggerLoad) {
    const step = moved(state.step, 1);
    const waiting = state.step !== 'none' && now - state.changedAtMs < tuning.escalateAfterMs;
    if (step === state.step || waiting) return { state: seen, fact: null };
    const relapsed =
      state.step === 'none' &&
      state.recoveredAtMs !== null &&
      now - state.recoveredAtMs < tuning.relapseWithinMs;
    const relapses = state.step === 'none' ? (relapsed ? state.relapses + 1 : 0) : state.relapses;
    return {
      state: { ...seen, step, reason: part, changedAtMs: now, relapses, triggered: state.triggered + 1 },
      fact: { type: 'backpressureTriggered', step, load, reason: part },
    };
  }
  if (state.step === 'none' || quietSinceMs === null) return { state: seen, fact: null };
  const quietFrom = Math.max(quietSinceMs, state.changedAtMs);
  if (now - quietFrom < quietNeeded(seen, tuning)) return { state: seen, fact: null };
  const step = moved(state.step, -1);
  const over = step === 'none';
  return {
    state: {
      ...seen,
      step,
      reason: over ? null : state.reason,
      changedAtMs: now,
      recoveredAtMs: over ? now : state.recoveredAtMs,
    },
    fact: { type: 'backpressureRecovered', step, load },
  };
}

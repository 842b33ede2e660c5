/**
 * Alerts as a pure reducer: each has a limit at which it is raised and a lower one at which it is cleared, and both
 * have to hold for a while. Owns no clock, no notification and no text.
 */
import type { Ms } from '../../contract/audio.ts';
import { alertCodes } from '../../contract/metrics.ts';
import type { AlertCode } from '../../contract/metrics.ts';

export interface AlertRule {
  /** Above this for `raiseAfterMs` it is raised. */
  readonly limit: number;
  /** Below this for `clearAfterMs` it is cleared. */
  readonly clearAt: number;
  readonly raiseAfterMs: Ms;
  readonly clearAfterMs: Ms;
  readonly unit: string;
}

export type AlertRules = Readonly<Record<AlertCode, AlertRule>>;

/** Limits of protocols section 1; what is cleared lies below them, so that a value at the limit does not flicker. */
export const alertRules: AlertRules = {
  // the slowest of each second: one slow frame is a hiccup, one a second for two seconds is not
  frame_slow: { limit: 20, clearAt: 15, raiseAfterMs: 2_000, clearAfterMs: 5_000, unit: 'ms' },
  memory_high: { limit: 300, clearAt: 270, raiseAfterMs: 2_000, clearAfterMs: 5_000, unit: 'MB' },
  load_high: { limit: 80, clearAt: 60, raiseAfterMs: 0, clearAfterMs: 2_000, unit: '%' },
  errors_high: { limit: 5, clearAt: 2, raiseAfterMs: 0, clearAfterMs: 10_000, unit: '%' },
  queue_long: { limit: 100, clearAt: 50, raiseAfterMs: 0, clearAfterMs: 2_000, unit: 'frames' },
  capture_silent: { limit: 5, clearAt: 1, raiseAfterMs: 0, clearAfterMs: 0, unit: 's' },
  loop_stalled: { limit: 200, clearAt: 100, raiseAfterMs: 0, clearAfterMs: 5_000, unit: 'ms' },
};

/** @param memoryLimitMegabytes the user's, beyond the shared models */
export function alertRulesFor(memoryLimitMegabytes: number): AlertRules {
  const memory = { limit: memoryLimitMegabytes, clearAt: memoryLimitMegabytes * 0.9 };
  return { ...alertRules, memory_high: { ...alertRules.memory_high, ...memory } };
}

export interface AlertState {
  readonly raised: boolean;
  /** When it was raised; of no meaning otherwise. */
  readonly sinceMs: Ms;
  /** Since when the value has been beyond the limit that would change the state; null when it is not. */
  readonly beyondSinceMs: Ms | null;
  /** The greatest value since it was raised. */
  readonly value: number;
}

export type AlertStates = Readonly<Record<AlertCode, AlertState>>;

const still: AlertState = { raised: false, sinceMs: 0, beyondSinceMs: null, value: 0 };

export const initialAlerts = Object.fromEntries(alertCodes.map((code) => [code, still])) as AlertStates;

function stepOne(state: AlertState, value: number, nowMs: Ms, rule: AlertRule): AlertState {
  const beyond = state.raised ? value < rule.clearAt : value > rule.limit;
  const beyondSinceMs = beyond ? (state.beyondSinceMs ?? nowMs) : null;
  const patience = state.raised ? rule.clearAfterMs : rule.raiseAfterMs;
  const greatest = state.raised ? Math.max(state.value, value) : value;
  if (beyondSinceMs === null || nowMs - beyondSinceMs < patience) {
    return { ...state, beyondSinceMs, value: greatest };
  }
  return { raised: !state.raised, sinceMs: nowMs, beyondSinceMs: null, value };
}

/** @param values a code that is missing, or no number, has not been measured this time and stays as it is */
export function stepAlerts(
  states: AlertStates,
  values: Partial<Record<AlertCode, number>>,
  nowMs: Ms,
  rules: AlertRules = alertRules,
): { readonly states: AlertStates; readonly raised: AlertCode[]; readonly cleared: AlertCode[] } {
  const next: Record<AlertCode, AlertState> = { ...states };
  const raised: AlertCode[] = [];
  const cleared: AlertCode[] = [];
  for (const code of alertCodes) {
    const value = values[code];
    if (value === undefined || Number.isNaN(value)) continue;
    next[code] = stepOne(states[code], value, nowMs, rules[code]);
    if (next[code].raised === states[code].raised) continue;
    (next[code].raised ? raised : cleared).push(code);
  }
  return { states: next, raised, cleared };
}

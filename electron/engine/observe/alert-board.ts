/** Which alerts are raised now and which of them the user wants no notification of. Tells each change once. */
import { alertCodes } from '../../contract/metrics.ts';
import type { AlertCode, AlertView } from '../../contract/metrics.ts';
import type { Clock } from '../runtime/clock.ts';
import { alertRules, initialAlerts, stepAlerts } from './alert-rules.ts';

export type AlertFact =
  | { readonly type: 'alertRaised'; readonly alert: AlertView }
  | { readonly type: 'alertCleared'; readonly code: AlertCode };

export interface AlertBoard {
  step(values: Partial<Record<AlertCode, number>>): void;
  mute(code: AlertCode, muted: boolean): void;
  list(): readonly AlertView[];
  /** Raised since the start, each time counted. */
  readonly raised: number;
}

export function createAlertBoard(clock: Clock, onFact: (fact: AlertFact) => void): AlertBoard {
  const muted = new Set<AlertCode>();
  let states = initialAlerts;
  let count = 0;

  function viewOf(code: AlertCode): AlertView {
    const { sinceMs, value } = states[code];
    const { limit, unit } = alertRules[code];
    const since = Math.round(clock.epochNow() - (clock.now() - sinceMs));
    return { code, since, value: Math.round(value * 10) / 10, limit, unit, muted: muted.has(code) };
  }
  const tell = (code: AlertCode) => onFact({ type: 'alertRaised', alert: viewOf(code) });

  return {
    step(values) {
      const next = stepAlerts(states, values, clock.now());
      ({ states } = next);
      count += next.raised.length;
      next.raised.forEach(tell);
      for (const code of next.cleared) onFact({ type: 'alertCleared', code });
    },
    mute(code, on) {
      if (on === muted.has(code)) return;
      if (on) muted.add(code);
      else muted.delete(code);
      if (states[code].raised) tell(code);
    },
    list: () => alertCodes.filter((code) => states[code].raised).map(viewOf),
    get raised() {
      return count;
    },
  };
}

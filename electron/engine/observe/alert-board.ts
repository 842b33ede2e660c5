/** Which alerts are raised now and which of them the user wants no notification of. Tells each change once. */
import { alertCodes } from '../../contract/metrics.ts';
import type { AlertCode, AlertView } from '../../contract/metrics.ts';
import type { Clock } from '../runtime/clock.ts';
import { alertRules, initialAlerts, stepAlerts } from './alert-rules.ts';
import type { AlertRules } from './alert-rules.ts';

export type AlertFact =
  | { readonly type: 'alertRaised'; readonly alert: AlertView }
  | { readonly type: 'alertCleared'; readonly code: AlertCode };

export interface AlertBoard {
  step(values: Partial<Record<AlertCode, number>>): void;
  mute(code: AlertCode, muted: boolean): void;
  /** All that are muted, and no other. */
  muteOnly(codes: readonly AlertCode[]): void;
  list(): readonly AlertView[];
  /** Raised since the start, each time counted. */
  readonly raised: number;
}

/** @param rules those in force, asked for at each step; default: those of the protocol */
export function createAlertBoard(
  clock: Clock,
  onFact: (fact: AlertFact) => void,
  rules: () => AlertRules = () => alertRules,
): AlertBoard {
  const muted = new Set<AlertCode>();
  /** Epoch milliseconds; the same however often it is told. */
  const raisedAt = new Map<AlertCode, number>();
  let states = initialAlerts;
  let count = 0;

  function viewOf(code: AlertCode): AlertView {
    const { limit, unit } = rules()[code];
    const value = Math.round(states[code].value * 10) / 10;
    return { code, since: raisedAt.get(code) ?? 0, value, limit, unit, muted: muted.has(code) };
  }
  const tell = (code: AlertCode) => onFact({ type: 'alertRaised', alert: viewOf(code) });

  function mute(code: AlertCode, on: boolean): void {
    if (on === muted.has(code)) return;
    if (on) muted.add(code);
    else muted.delete(code);
    if (states[code].raised) tell(code);
  }

  return {
    step(values) {
      const next = stepAlerts(states, values, clock.now(), rules());
      ({ states } = next);
      count += next.raised.length;
      for (const code of next.raised) {
        raisedAt.set(code, Math.round(clock.epochNow()));
        tell(code);
      }
      for (const code of next.cleared) onFact({ type: 'alertCleared', code });
    },
    mute,
    muteOnly(codes) {
      for (const code of alertCodes) mute(code, codes.includes(code));
    },
    list: () => alertCodes.filter((code) => states[code].raised).map(viewOf),
    get raised() {
      return count;
    },
  };
}

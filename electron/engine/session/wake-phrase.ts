/** The wake phrase of the settings as a judge, made anew when it changes. */
import type { Fault } from '../../contract/errors.ts';
import type { Settings } from '../../contract/settings.ts';
import { createWakeJudge } from '../wake/wake-judge.ts';
import type { WakeJudge } from '../wake/wake-port.ts';

export interface WakePhrase {
  /** Null while the phrase cannot be used. */
  judge(): WakeJudge | null;
  /** Why it cannot be used. */
  fault(): Fault | null;
  /** Returns the fault of a phrase that is new and cannot be used. */
  follow(wake: Settings['wake']): Fault | null;
}

export function createWakePhrase(wake: Settings['wake']): WakePhrase {
  let used = wake;
  let made = createWakeJudge(wake);
  const fault = () => (made.ok ? null : made.fault);
  return {
    judge: () => (made.ok ? made.value : null),
    fault,
    follow(next) {
      if (next.phrase === used.phrase && next.sensitivity === used.sensitivity) return null;
      used = next;
      made = createWakeJudge(next);
      return fault();
    },
  };
}

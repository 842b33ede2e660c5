/** Calls that try the wake phrase: heard, judged and told to the windows that asked, answered by nobody. */
import type { DeskCalls, DeskParts } from './desk-calls.ts';

export interface WakeCalls {
  readonly calls: Pick<DeskCalls, 'startWakeTrial' | 'stopWakeTrial'>;
  /** Whether anybody tries may have changed: a window has gone, a session is new. */
  follow(): void;
}

export function createWakeCalls(parts: DeskParts): WakeCalls {
  const wanted = () => [...parts.connections()].some((connection) => connection.triesWake);
  const apply = () => parts.conversation.wish((session) => session.tryWake(wanted()));
  return {
    calls: {
      startWakeTrial(_params, connection) {
        connection.triesWake = true;
        return apply();
      },
      stopWakeTrial(_params, connection) {
        connection.triesWake = false;
        return apply();
      },
    },
    follow: () => void apply(),
  };
}

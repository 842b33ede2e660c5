/** How one session says what happens in it. A listener that throws harms nobody. */
import type { Fault } from '../../contract/errors.ts';
import type { SessionEvent, SessionEventBody } from '../../contract/events.ts';
import type { Clock } from '../runtime/clock.ts';
import { containListener } from '../runtime/contain-listener.ts';
import type { Logger } from '../runtime/logger.ts';

export interface SessionTeller {
  publish(event: SessionEventBody): void;
  publishFault(fault: Fault, turnId?: number): void;
}

export interface TellerParts {
  readonly id: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onEvent: (event: SessionEvent) => void;
}

/** Errors may quote what was said: only their kind is logged. */
export const nameOf = (thrown: unknown) => (thrown instanceof Error ? thrown.name : typeof thrown);

export function createSessionTeller({ id, clock, log, onEvent }: TellerParts): SessionTeller {
  const startedAt = clock.now();
  function publish(body: SessionEventBody): void {
    // the listener's bug, not the session's: the conversation goes on, and so do all others
    const tellBug = (thrown: unknown) =>
      log.error({ session: id, type: body.type, error: nameOf(thrown) }, 'a listener threw');
    const event = { ...body, session_id: id, timestamp: Math.round(clock.now() - startedAt) };
    containListener(onEvent, tellBug)(event);
  }
  return {
    publish,
    publishFault(fault, turnId) {
      log.warn({ session: id, code: fault.code }, 'session fault');
      publish({ type: 'error', ...fault, ...(turnId === undefined ? {} : { turn_id: turnId }) });
    },
  };
}

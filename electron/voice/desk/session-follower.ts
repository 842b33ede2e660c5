/**
 * What a session's events mean to windows: which of them are passed on as they are, which become faults that come and
 * go, and when a finished turn is told. Owns what was said last; keeps no other state.
 */
import type { DeskEvent } from '../../contract/desk-events.ts';
import { faultOf } from '../../contract/errors.ts';
import type { SessionEvent } from '../../contract/events.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Services } from '../../engine/services.ts';
import type { Connection } from './connection.ts';
import type { Conversation } from './conversation.ts';
import { captureFaults, speakerFaults, storeFaults } from './present-faults.ts';
import type { PresentFaults } from './present-faults.ts';
import type { TurnViews } from './turn-views.ts';

export interface FollowerParts {
  readonly services: Services;
  readonly conversation: Pick<Conversation, 'remember'>;
  readonly turns: TurnViews;
  readonly faults: PresentFaults;
  /** What was said last before this desk. */
  readonly lastReply: string;
  connections(): Iterable<Connection>;
  broadcast(event: DeskEvent): void;
  /** A session can be talked to. */
  onStarted(): void;
}

export interface SessionFollower {
  readonly lastReply: string;
  follow(event: SessionEvent): void;
}

/** What faults of a conversation follow from unless they have an end of their own: another choice may mend them. */
export function hearingSettings({ recognizer, language, voice, wake, talk }: Settings): string {
  return JSON.stringify([recognizer, language, voice, wake, talk.mode]);
}

export function createSessionFollower(parts: FollowerParts): SessionFollower {
  const { services, faults, turns, broadcast } = parts;
  let { lastReply } = parts;

  /** What the disk refused once it may take now. */
  function lookAtStore(): void {
    const { fault } = services.history.status();
    for (const code of storeFaults) if (code !== fault?.code) faults.clear(code);
  }

  function keepFinished(event: Extract<SessionEvent, { type: 'replyEnd' }>): void {
    const turn = turns.findFinished(event.session_id, event.turn_id);
    // what was only read aloud or played again is no turn
    if (!turn) return;
    if (turn.replyText !== '') lastReply = turn.replyText;
    parts.conversation.remember(turn);
    broadcast({ type: 'turnSaved', turn: turns.view(turn) });
    lookAtStore();
  }

  /** Only to who tries: what is said beside a trial is nobody else's. */
  function tellTrial({ matched, score, text }: Extract<SessionEvent, { type: 'wakeTried' }>): void {
    for (const connection of parts.connections()) {
      if (connection.triesWake) connection.tell({ type: 'wakeTried', matched, score, text });
    }
  }

  function tellCapture(event: Extract<SessionEvent, { type: 'captureState' }>): void {
    const { state, message, help } = event;
    const code = captureFaults.find((listed) => listed === event.code);
    const wrong = (state === 'silent' || state === 'lost') && code !== undefined;
    faults.replace(captureFaults, wrong ? { code, message: message ?? '', help: help ?? '' } : null);
  }

  function tellFault(event: Extract<SessionEvent, { type: 'error' }>): void {
    const { code, message, help } = event;
    // what went wrong in a turn is shown with its turn; whoever asked at the wrong moment was answered
    if (event.turn_id !== undefined || code === 'mic_off' || code === 'dictation_busy') return;
    const endsItself = speakerFaults.includes(code) || storeFaults.includes(code);
    faults.raise({ code, message, help }, endsItself ? undefined : hearingSettings(services.settings()));
  }

  return {
    get lastReply() {
      return lastReply;
    },
    follow(event) {
      switch (event.type) {
        case 'wakeTried':
          return tellTrial(event);
        case 'dictated':
          return broadcast({ type: 'dictated', text: event.text, isFinal: event.final });
        case 'dictationEnded':
          return broadcast({ type: 'dictationEnded', fault: event.code ? faultOf(event.code) : null });
        case 'replyEnd':
          // the finished turn is there before the live one goes
          keepFinished(event);
          break;
        case 'captureState':
          tellCapture(event);
          break;
        case 'speakerState':
          faults.replace(speakerFaults, null);
          break;
        case 'sessionStarted':
          parts.onStarted();
          break;
        case 'error':
          tellFault(event);
          break;
        default:
          break;
      }
      broadcast({ type: 'session', event });
    },
  };
}

/** The desk's state as the main process knows it: a snapshot and the events that followed. Pure. */
import type { DeskEvent } from '../../contract/desk-events.ts';
import type { Snapshot } from '../../contract/desk-views.ts';

/** The same object when the event changes nothing that a snapshot holds. */
export function applyDeskEvent(snapshot: Snapshot, event: DeskEvent): Snapshot {
  switch (event.type) {
    case 'talkChanged':
      return { ...snapshot, talk: event.talk };
    case 'liveChanged':
      return { ...snapshot, live: event.live };
    case 'settingsChanged':
      return { ...snapshot, settings: event.settings };
    case 'readyChanged':
      return { ...snapshot, ready: event.ready };
    case 'soundChanged':
      return { ...snapshot, sound: event.sound };
    case 'faultRaised':
      return {
        ...snapshot,
        faults: [...snapshot.faults.filter(({ code }) => code !== event.fault.code), event.fault],
      };
    case 'faultCleared': {
      const faults = snapshot.faults.filter(({ code }) => code !== event.code);
      return faults.length === snapshot.faults.length ? snapshot : { ...snapshot, faults };
    }
    default:
      return snapshot;
  }
}

/**
 * Rings timers, alarms and reminders when they fall due. Owns when, never what is heard. Items live in the
 * storage, so what fell due while nothing ran rings at the start, marked as late. Each item rings once; it leaves
 * the storage as soon as somebody took the announcement.
 */
import type { Ms } from '../../contract/audio.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ScheduledItem, SkillStorage } from './skill-storage.ts';
import { ALARM_LATE_MS, ALARM_RECHECK_MS } from './tuning.ts';

/** An item that rings now. */
export interface DueItem extends ScheduledItem {
  /** How long ago it should have rung. */
  readonly lateMs: Ms;
  /** Whether that is long enough to tell. */
  readonly late: boolean;
}

export interface AlarmClockOptions {
  readonly storage: SkillStorage;
  readonly clock: Clock;
  /**
   * Called once for every item, soonest due first, never from inside createAlarmClock. False means that nobody
   * could be told: the item stays and is offered again at the next look.
   */
  readonly onDue: (item: DueItem) => boolean | void;
}

export interface AlarmClock {
  /** Looks again at once: call it after an item was scheduled or taken back. */
  refresh(): void;
  close(): void;
}

/** Watches `storage` until closed. A storage that throws is asked again at the next look. */
export function createAlarmClock({ storage, clock, onDue }: AlarmClockOptions): AlarmClock {
  let closed = false;
  let cancel: () => void = () => {};
  // What has rung although the storage could not forget it.
  const rung = new Set<string>();

  function takeDue(now: Ms): { readonly due: readonly DueItem[]; readonly next: Ms | null } {
    const due: DueItem[] = [];
    let next: Ms | null = null;
    for (const item of [...storage.scheduled()]) {
      if (rung.has(item.id)) continue;
      if (item.dueAt > now) {
        next = next === null ? item.dueAt : Math.min(next, item.dueAt);
        continue;
      }
      rung.add(item.id);
      const lateMs = now - item.dueAt;
      due.push({ ...item, lateMs, late: lateMs >= ALARM_LATE_MS });
    }
    due.sort((a, b) => a.dueAt - b.dueAt);
    return { due, next };
  }

  function forget(id: string): void {
    try {
      storage.unschedule(id);
      rung.delete(id);
    } catch {
      // It stays in `rung`, so it cannot ring twice while this runs.
    }
  }

  function look(): void {
    if (closed) return;
    cancel();
    let delay: Ms = ALARM_RECHECK_MS;
    let due: readonly DueItem[] = [];
    try {
      const now = clock.epochNow();
      const taken = takeDue(now);
      due = taken.due;
      if (taken.next !== null) delay = Math.min(delay, Math.max(0, taken.next - now));
    } catch {
      // The storage is unreadable for now; the next look tries again.
    }
    cancel = clock.schedule(delay, look);
    for (const item of due) {
      if (closed || onDue(item) === false) rung.delete(item.id);
      else forget(item.id);
    }
  }

  cancel = clock.schedule(0, look);
  return {
    refresh: look,
    close() {
      closed = true;
      cancel();
    },
  };
}

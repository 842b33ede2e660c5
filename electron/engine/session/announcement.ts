/** What is said when a timer, an alarm or a reminder is due. Pure. */
import type { ScheduledItem } from '../brain/skill-storage.ts';

/** Lateness below this is not worth a word. */
const LATE_AFTER_MS = 60_000;

/** One sentence; names how late it is when Parley was not running at the time. */
export function announcementOf(item: ScheduledItem, nowEpochMs: number): string {
  const label = item.label.trim();
  const lateMinutes =
    nowEpochMs - item.dueAt >= LATE_AFTER_MS ? Math.round((nowEpochMs - item.dueAt) / 60_000) : 0;
  const late =
    lateMinutes === 0 ? '' : ` It was due ${lateMinutes === 1 ? 'a minute' : `${lateMinutes} minutes`} ago.`;
  switch (item.kind) {
    case 'timer':
      return `Your ${label === '' ? '' : `${label} `}timer is done.${late}`;
    case 'alarm':
      return `${label === '' ? 'This is your alarm.' : `This is your alarm: ${label}.`}${late}`;
    case 'reminder':
      return `${label === '' ? 'This is your reminder.' : `This is your reminder: ${label}.`}${late}`;
  }
}

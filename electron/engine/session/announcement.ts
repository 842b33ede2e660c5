/** What is said when a timer, an alarm or a reminder is due. Pure. */
import type { DueItem } from '../brain/alarm-clock.ts';

/** One sentence; names how late it is when Parley was not running at the time. */
export function announcementOf(item: DueItem): string {
  const label = item.label.trim();
  const minutes = Math.max(1, Math.round(item.lateMs / 60_000));
  const late = item.late ? ` It was due ${minutes === 1 ? 'a minute' : `${minutes} minutes`} ago.` : '';
  switch (item.kind) {
    case 'timer':
      return `Your ${label === '' ? '' : `${label} `}timer is done.${late}`;
    case 'alarm':
      return `${label === '' ? 'This is your alarm.' : `This is your alarm: ${label}.`}${late}`;
    case 'reminder':
      return `${label === '' ? 'This is your reminder.' : `This is your reminder: ${label}.`}${late}`;
  }
}

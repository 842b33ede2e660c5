/**
 * How often what is drawn gets a new view. Nobody reads a table at each message, and what is scrolled out of sight is
 * only kept from growing old. Pure.
 */
import type { AlertView, MonitorView } from '../../../../electron/contract/metrics.ts';

export interface PacedViews {
  readonly view: MonitorView;
  /** The same object for a second. */
  readonly second: MonitorView;
  /** For what cannot be seen: the same object for some seconds. Never older than what it replaces. */
  readonly seldom: MonitorView;
}

const SECOND_MS = 1_000;
/** Whoever has the page read to them hears nothing older. */
const SELDOM_MS = 3_000;
/** Messages come a little early or late. */
const SLACK_MS = 60;

function held(before: MonitorView | undefined, view: MonitorView, ms: number): MonitorView {
  // a clock that was set back must not stop it
  const isDue = !before || view.at < before.at || view.at - before.at >= ms - SLACK_MS;
  return isDue ? view : before;
}

/** @param before null for the first view */
export function paceView(before: PacedViews | null, view: MonitorView): PacedViews {
  const second = held(before?.second, view, SECOND_MS);
  return { view, second, seldom: held(before?.seldom, second, SELDOM_MS) };
}

/** The same views after an alert was muted or is told again: who mutes it sees that while all else is paused. */
export function withMuted(views: PacedViews, { code, muted }: Pick<AlertView, 'code' | 'muted'>): PacedViews {
  const { view } = views;
  if (!view.alerts.some((alert) => alert.code === code && alert.muted !== muted)) return views;
  const alerts = view.alerts.map((alert) => (alert.code === code ? { ...alert, muted } : alert));
  return { ...views, view: { ...view, alerts } };
}

export interface ShownView {
  readonly view: MonitorView;
  readonly seldom: MonitorView;
}

/**
 * What a part of the page shows next: in sight `now`; out of sight what it showed, until there is another `seldom`.
 * @returns the same object when nothing changes
 */
export function showView(
  before: ShownView,
  now: MonitorView,
  seldom: MonitorView,
  isSeen: boolean,
): ShownView {
  const unseen = seldom === before.seldom ? before.view : seldom;
  const view = isSeen ? now : unseen;
  return view === before.view && seldom === before.seldom ? before : { view, seldom };
}

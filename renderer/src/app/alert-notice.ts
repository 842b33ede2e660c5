/**
 * Where an alert is told while no monitor is looked at: in the page, or by the browser's notification where the user
 * has allowed those to this page. Pure. In the app Electron's main process notifies who looks elsewhere.
 */
import type { AlertView } from '../../../electron/contract/metrics.ts';

export interface NoticeFacts {
  readonly kind: 'electron' | 'browser';
  /** The setting `monitor.notifications`. */
  readonly wanted: boolean;
  /** The page is in front and has the keyboard. */
  readonly focused: boolean;
  /** The page that shows alerts is open. */
  readonly onMonitor: boolean;
  /** Of the browser; `none` where it has no notifications. */
  readonly permission: 'default' | 'granted' | 'denied' | 'none';
  /** A fault that says the same stands at the top of every page. */
  readonly saidByFault: boolean;
  /** `since` of the alert of this code that was told last. */
  readonly toldSince: number | null;
}

export function alertNoticeWay(
  { muted, since }: Pick<AlertView, 'muted' | 'since'>,
  facts: NoticeFacts,
): 'page' | 'system' | 'none' {
  // one that is told again has only been muted or unmuted
  if (muted || !facts.wanted || facts.toldSince === since) return 'none';
  if (facts.focused) return facts.onMonitor || facts.saidByFault ? 'none' : 'page';
  if (facts.kind === 'electron') return 'none';
  return facts.permission === 'granted' ? 'system' : 'page';
}

/**
 * Decides which alerts become a notification of the system, and takes back what is over. A window in front shows an
 * alert itself, so then none is made. Owns the notifications that are shown, not how they are.
 */
import type { AlertCode, AlertView } from '../../contract/metrics.ts';
import type { MainContext, MainPartHandle } from '../main-context.ts';
import { createAlertNotices, noticeOf } from './alert-notices.ts';
import type { AlertLanguage, AlertText } from './alert-texts.ts';

/** The system's notifications. */
export interface NotificationPort {
  isSupported(): boolean;
  /** BCP 47. */
  locale(): string;
  /** @returns how to take it back; nothing when the user already has */
  show(text: AlertText, onClick: () => void): () => void;
  /** Milliseconds that only grow. */
  nowMs(): number;
}

export type NotifierContext = Pick<MainContext, 'settings' | 'log'> & {
  readonly desk: Pick<MainContext['desk'], 'onEvent'>;
  readonly windows: Pick<MainContext['windows'], 'isMainFocused' | 'showMain'>;
};

export function createAlertNotifier(context: NotifierContext, port: NotificationPort): MainPartHandle {
  const notices = createAlertNotices();
  const shown = new Map<AlertCode, () => void>();

  function language(): AlertLanguage {
    const setting = context.settings().appearance.language;
    return setting === 'de' || (setting === 'system' && /^de\b/i.test(port.locale())) ? 'de' : 'en';
  }

  function takeBack(code: AlertCode): void {
    shown.get(code)?.();
    shown.delete(code);
  }

  function tell(alert: AlertView): void {
    const { code, muted } = alert;
    if (muted) return takeBack(code);
    if (!context.settings().monitor.notifications || context.windows.isMainFocused()) return;
    if (!port.isSupported() || !notices.take(alert, port.nowMs())) return;
    takeBack(code);
    const close = port.show(noticeOf(alert, language()), () => context.windows.showMain('monitor'));
    shown.set(code, close);
    context.log.info({ alert: code }, 'The user was notified of an alert.');
  }

  const stop = context.desk.onEvent((event) => {
    if (event.type === 'alertRaised') tell(event.alert);
    if (event.type === 'alertCleared') takeBack(event.code);
  });
  return {
    stop() {
      stop();
      for (const code of [...shown.keys()]) takeBack(code);
    },
  };
}

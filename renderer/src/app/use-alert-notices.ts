/** Tells alerts outside the monitor: see alert-notice.ts. Owns the browser's notifications that are shown. */
import { useEffect } from 'react';
import type { AlertCode, AlertView } from '../../../electron/contract/metrics.ts';
import { useBridge } from '../bridge/use-bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { showToast } from '../ui/toast-store.ts';
import { alertNoticeWay } from './alert-notice.ts';

/** When each was raised that was told last; of the window, not of a component. */
const told = new Map<AlertCode, number>();
const shown = new Map<AlertCode, Notification>();

function takeBack(code: AlertCode): void {
  shown.get(code)?.close();
  shown.delete(code);
}

export function useAlertNotices(page: string): void {
  const bridge = useBridge();
  const { t } = useTexts();

  useEffect(() => {
    function tell(alert: AlertView): void {
      const { code, value, limit, unit, since } = alert;
      if (alert.muted) takeBack(code);
      const { settings, faults } = useDesk.getState();
      const way = alertNoticeWay(alert, {
        kind: bridge.kind,
        wanted: settings.monitor.notifications,
        focused: document.hasFocus(),
        onMonitor: page === 'monitor',
        permission: 'Notification' in window ? Notification.permission : 'none',
        // why a microphone sends nothing is better than that it does
        saidByFault: code === 'capture_silent' && faults.some((fault) => fault.code.startsWith('mic_')),
        toldSince: told.get(code) ?? null,
      });
      if (way === 'none') return;
      told.set(code, since);
      const title = t(`monitor.alert.${code}`, { value, limit, unit });
      const text = t(`monitor.alert.${code}.help`);
      if (way === 'page') return showToast({ tone: 'warning', title, text });
      const notification = new Notification(title, { body: text, tag: `parley-${code}`, silent: true });
      notification.onclick = () => {
        window.focus();
        location.hash = '#/monitor';
      };
      shown.set(code, notification);
    }
    return bridge.onEvent((event) => {
      if (event.type === 'alertRaised') tell(event.alert);
      if (event.type === 'alertCleared') takeBack(event.code);
    });
  }, [bridge, page, t]);
}

/** Alerts as notifications of the system: the rim that asks Electron for them. */
import { Notification, app } from 'electron';
import type { MainPart } from '../main-context.ts';
import { createAlertNotifier } from './alert-notifier.ts';
import type { NotificationPort } from './alert-notifier.ts';

/** Held while they are shown: a notification that is collected tells nobody of a click. */
const held = new Set<Notification>();

const systemNotifications: NotificationPort = {
  isSupported: () => Notification.isSupported(),
  locale: () => app.getLocale(),
  nowMs: () => performance.now(),
  show(text, onClick) {
    const notification = new Notification({ ...text, silent: true });
    held.add(notification);
    notification.on('click', onClick);
    notification.on('close', () => held.delete(notification));
    notification.on('failed', () => held.delete(notification));
    notification.show();
    return () => {
      if (held.delete(notification)) notification.close();
    };
  },
};

export const notificationsPart: MainPart = {
  name: 'notifications',
  start: (context) => createAlertNotifier(context, systemNotifications),
};

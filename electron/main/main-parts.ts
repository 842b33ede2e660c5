/** The parts that the app starts once windows can be made, in this order. Add a part here and nowhere else. */
import { keysPart } from './keys-part.ts';
import { loginPart } from './login/login-item.ts';
import type { MainPart } from './main-context.ts';
import { notificationsPart } from './notifications/notifications.ts';
import { overlayPart } from './overlay/overlay.ts';
import { trayPart } from './tray/tray.ts';
import { updatesPart } from './updates/updates.ts';

export const mainParts: readonly MainPart[] = [
  trayPart,
  keysPart,
  overlayPart,
  loginPart,
  updatesPart,
  notificationsPart,
];

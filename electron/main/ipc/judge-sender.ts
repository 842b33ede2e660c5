/** Whether a call from a window is answered: pure, over what is known of who sent it. */
import type { DesktopMethod, DesktopView } from '../../contract/desktop.ts';
import { isAppPage } from '../app-address.ts';

export type WindowKind = DesktopView['windowKind'];

export interface SenderFacts {
  /** Address of the frame that sent it; null when the frame is gone. */
  readonly frameUrl: string | null;
  readonly isMainFrame: boolean;
  /** Null for a window that is none of ours. */
  readonly windowKind: WindowKind | null;
}

/** The overlay shows; it decides nothing. */
const overlayMethods: ReadonlySet<DesktopMethod> = new Set<DesktopMethod>([
  'getDesktop',
  'connectDesk',
  'openPage',
  'hideOverlay',
  'restartVoice',
]);

/** The monitor shows, and saves what it shows. */
const monitorMethods: ReadonlySet<DesktopMethod> = new Set<DesktopMethod>([
  'getDesktop',
  'connectDesk',
  'openPage',
  'saveFile',
  'copyText',
  'restartVoice',
]);

/** @returns the kind of window that may have its call answered, else null */
export function judgeSender(facts: SenderFacts): WindowKind | null {
  if (facts.frameUrl === null || !facts.isMainFrame || !isAppPage(facts.frameUrl)) return null;
  return facts.windowKind;
}

export function mayCall(kind: WindowKind, method: DesktopMethod): boolean {
  switch (kind) {
    case 'main':
      return true;
    case 'overlay':
      return overlayMethods.has(method);
    case 'monitor':
      return monitorMethods.has(method);
  }
}

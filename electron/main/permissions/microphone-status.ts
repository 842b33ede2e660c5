/** What a media access status of Electron's means for Parley. Pure. */
import type { DesktopView } from '../../contract/desktop.ts';

export function permissionOf(status: string): DesktopView['microphone'] {
  if (status === 'granted') return 'granted';
  return status === 'denied' || status === 'restricted' ? 'denied' : 'unknown';
}

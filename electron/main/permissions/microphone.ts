/** Whether the system lets Parley hear: asked on macOS, told on Windows, not a question elsewhere. */
import { systemPreferences } from 'electron';
import type { DesktopView } from '../../contract/desktop.ts';

type Permission = DesktopView['microphone'];

/** @param status as Electron names it */
export function permissionOf(status: string): Permission {
  if (status === 'granted') return 'granted';
  return status === 'denied' || status === 'restricted' ? 'denied' : 'unknown';
}

const isAsked = process.platform === 'darwin' || process.platform === 'win32';

export function readMicrophonePermission(): Permission {
  return isAsked ? permissionOf(systemPreferences.getMediaAccessStatus('microphone')) : 'granted';
}

/** Shows the system's question where there is one and it was not answered before. */
export async function askMicrophonePermission(): Promise<Permission> {
  const now = readMicrophonePermission();
  if (process.platform !== 'darwin' || now !== 'unknown') return now;
  return (await systemPreferences.askForMediaAccess('microphone')) ? 'granted' : 'denied';
}

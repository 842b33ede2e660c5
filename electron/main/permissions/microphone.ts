/** Whether the system lets Parley hear: asked on macOS, told on Windows, not a question elsewhere. */
import { systemPreferences } from 'electron';
import type { DesktopView } from '../../contract/desktop.ts';
import { permissionOf } from './microphone-status.ts';

type Permission = DesktopView['microphone'];

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

/**
 * Whether this desktop shows tray icons at all. Windows and macOS do; on Linux somebody must own the name of the
 * StatusNotifier watcher on the session bus, or the selection of the older kind of tray.
 */
import { execFile } from 'node:child_process';
import { openX11Keyboard } from '../x11/x11-keyboard.ts';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const LIMIT_MS = 2_000;

/** Programs that can ask the session bus; the first that is there is used. Both print `true` somewhere. */
export const busQuestions: readonly (readonly [string, readonly string[]])[] = [
  [
    'dbus-send',
    [
      '--session',
      '--print-reply',
      '--dest=org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus.NameHasOwner',
      `string:${WATCHER}`,
    ],
  ],
  [
    'gdbus',
    [
      'call',
      '--session',
      '--dest=org.freedesktop.DBus',
      '--object-path=/org/freedesktop/DBus',
      '--method=org.freedesktop.DBus.NameHasOwner',
      WATCHER,
    ],
  ],
];

/** @returns null if the program is not there or the bus does not answer */
export type Ask = (program: string, parameters: readonly string[]) => Promise<string | null>;

const askProgram: Ask = (program, parameters) =>
  new Promise((resolve) => {
    execFile(program, [...parameters], { timeout: LIMIT_MS, encoding: 'utf8' }, (error, stdout) =>
      resolve(error ? null : stdout),
    );
  });

export async function hasNotifierWatcher(ask: Ask = askProgram): Promise<boolean> {
  for (const [program, parameters] of busQuestions) {
    const answer = await ask(program, parameters);
    if (answer !== null) return /\btrue\b/.test(answer);
  }
  return false;
}

/** Takes up to some seconds where the session bus hangs; never rejects. */
export async function hasTrayHost(platform: string, environment: NodeJS.ProcessEnv): Promise<boolean> {
  if (platform !== 'linux') return true;
  // without an address the tools would start a bus of their own
  if (environment['DBUS_SESSION_BUS_ADDRESS'] && (await hasNotifierWatcher())) return true;
  const keyboard = await openX11Keyboard(environment);
  const found = keyboard !== null && (await keyboard.hasTrayManager());
  keyboard?.close();
  return found;
}

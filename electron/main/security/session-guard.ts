/**
 * What no page of Parley may do, whatever it tries: use a permission or device, fetch from anywhere but its own files,
 * download, be checked for spelling by a service. Owns the session's handlers.
 */
import type { Session } from 'electron';
import { mayLoad } from '../app-address.ts';
import type { MainLog } from '../main-context.ts';

/** Capture and clipboard are the main and the voice process's business: a page needs no permission at all. */
export function guardSession(session: Session, developing: boolean, log: MainLog): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn({ permission }, 'a page asked for a permission and was refused');
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler?.((_details, answer) => answer({ confirmed: false }));
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayLoad(url, developing) }));
  // files are saved by the verb `saveFile`, with a dialog
  session.on('will-download', (event) => event.preventDefault());
}

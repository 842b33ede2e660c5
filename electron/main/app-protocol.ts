/** `app://parley/`: the scheme under which the windows load the built renderer, registered and served. */
import { protocol } from 'electron';
import { APP_SCHEME } from './app-address.ts';
import { answerAppRequest } from './app-answer.ts';

/** Before Electron is ready: the scheme is an origin like any other, secure, and may fetch from itself. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/**
 * After Electron is ready. Not `protocol.handle`: its first answer loads all of fetch into the main process, and the
 * first window waits for that.
 *
 * @param folder the built renderer
 * @returns how to stop
 */
export function serveApp(folder: string): () => void {
  protocol.registerBufferProtocol(APP_SCHEME, (request, answer) => answer(answerAppRequest(folder, request)));
  return () => void protocol.unregisterProtocol(APP_SCHEME);
}

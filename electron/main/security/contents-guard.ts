/** What every page is kept from, whoever made it: going elsewhere, opening windows, embedding web views. */
import { app } from 'electron';
import { isAppPage } from '../app-address.ts';
import type { MainLog } from '../main-context.ts';

/** Before the first window. Holds for everything Electron makes contents for, developer tools included. */
export function guardContents(log: MainLog): void {
  app.on('web-contents-created', (_, contents) => {
    // the developer tools navigate inside themselves
    const isDevTools = () => contents.getURL().startsWith('devtools://');
    contents.on('will-frame-navigate', (event) => {
      if (isDevTools() || (event.isMainFrame && isAppPage(event.url))) return;
      event.preventDefault();
      log.warn({}, 'a page tried to go elsewhere');
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  app.on('select-client-certificate', (event, _contents, _url, _list, answer) => {
    event.preventDefault();
    answer();
  });
  app.on('login', (event, _contents, _request, _info, answer) => {
    event.preventDefault();
    answer();
  });
}

/** What has to be said to Electron, Chromium and the system before anything else of the app runs. */
import { app, Menu } from 'electron';
import type { MainLog } from './main-context.ts';
import { bugFields } from './main-log.ts';

const EXIT_BUG = 70;

/**
 * Name, folder of Chromium's own files, sandbox. As root Chromium's sandbox cannot work and `--no-sandbox` is needed
 * on the command line; then only the windows' own `sandbox: true` holds.
 */
export function preparePlatform(chromiumFolder: string, log: MainLog): void {
  app.setName('Parley');
  app.setPath('userData', chromiumFolder);
  app.setPath('sessionData', chromiumFolder);
  if (process.platform === 'win32') app.setAppUserModelId('parley');
  if (process.platform === 'linux') {
    // nothing is kept that a keyring would have to guard, so none is asked to open
    app.commandLine.appendSwitch('password-store', 'basic');
  }
  const isRoot = process.getuid?.() === 0;
  if (app.commandLine.hasSwitch('no-sandbox')) {
    if (!isRoot) log.warn({}, 'started with --no-sandbox: pages run without the protection of the system');
  } else if (!isRoot) {
    app.enableSandbox();
  }
}

/** A bug in the main process ends the app in the open: logged without what was said, with a code of its own. */
export function endOnBugs(log: MainLog): void {
  const end = (thrown: unknown) => {
    log.error(bugFields(thrown), 'a bug in the main process; the app ends');
    app.exit(EXIT_BUG);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
  // whoever read our lines may have gone
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** No menu but macOS's, which carries the keys for copying and quitting; the monitor stands among the windows. */
export function setApplicationMenu(showMonitor: () => void): void {
  if (process.platform !== 'darwin') return Menu.setApplicationMenu(null);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { role: 'appMenu' },
      { role: 'editMenu' },
      {
        role: 'windowMenu',
        submenu: [
          { role: 'minimize' },
          { role: 'zoom' },
          { role: 'close' },
          { type: 'separator' },
          { id: 'monitor', label: 'Monitor', click: showMonitor },
        ],
      },
    ]),
  );
}

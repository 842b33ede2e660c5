/** The app's main process: the order in which it comes up before and until Electron is ready. */
import { app } from 'electron';
import { registerAppScheme } from './app-protocol.ts';
import { parseLaunchOptions } from './launch-options.ts';
import type { LaunchOptions } from './launch-options.ts';
import { bugFields, createMainLog } from './main-log.ts';
import { arrangeQuit } from './orderly-quit.ts';
import { findUserPlaces } from './places.ts';
import type { UserPlaces } from './places.ts';
import { endOnBugs, preparePlatform, setApplicationMenu } from './platform.ts';
import { guardContents } from './security/contents-guard.ts';
import { becomeOnlyInstance } from './single-instance.ts';
import { startApp } from './start-app.ts';
import type { RunningApp } from './start-app.ts';

const EXIT_NO_HOME = 2;
const log = createMainLog(process.env['PARLEY_LOG']);
const say = (line: string) => void process.stdout.write(`${line}\n`);

function boot(places: UserPlaces): void {
  preparePlatform(places.chromiumFolder, log);
  const launch = parseLaunchOptions(process.argv);
  let running: RunningApp | null = null;
  /** Second starts that came before this one was up. */
  const early: LaunchOptions[] = [];
  const show = (asked: LaunchOptions) => (running ? running.show(asked) : void early.push(asked));

  if (!becomeOnlyInstance(launch, show)) {
    say('Parley is already running; its window has been asked for.');
    return app.exit(0);
  }
  registerAppScheme();
  guardContents(log);
  setApplicationMenu(() => running?.showMonitor());
  arrangeQuit(async () => running?.end());

  // not awaited: Electron becomes ready only once this module has been evaluated
  app.whenReady().then(
    () => {
      running = startApp({ places, launch, log, onReady: say });
      early.forEach(show);
    },
    (thrown: unknown) => {
      log.error(bugFields(thrown), 'Electron cannot start');
      app.exit(1);
    },
  );
}

endOnBugs(log);
const places = findUserPlaces();
if (places.ok) {
  boot(places.value);
} else {
  process.stderr.write(`parley: ${places.fault.message} ${places.fault.help}\n`);
  app.exit(EXIT_NO_HOME);
}

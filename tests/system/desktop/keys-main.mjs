/**
 * Electron's main process with the real key hook, shortcuts, dictation, tray and login item, and a desk that only
 * notes what it is asked for. The window that would be the app's stays hidden.
 */
import { app, globalShortcut } from 'electron';
import { createInitialContext } from './noting-context.mjs';
import { answerLines, tell } from './line-talk.mjs';
import { keysPart } from '../../../out/main/keys-part.js';
import { trayPart } from '../../../out/main/tray/tray.js';

app.setPath('userData', process.env.PARLEY_TEST_FOLDER);

async function start() {
  const { context, events, setSettings, verbs } = createInitialContext(tell);
  const tray = await trayPart.start(context);
  const keys = keysPart.start(context);
  const hookPid = () => app.getAppMetrics().find(({ name }) => name === 'parley-keys')?.pid;
  answerLines({
    desktop: () => context.desktop.current(),
    hookPid: () => hookPid() ?? null,
    killHook() {
      process.kill(hookPid(), 'SIGKILL');
    },
    record: ({ recording }) => verbs.get('recordShortcut')({ recording }),
    settings: ({ patch }) => setSettings(patch),
    say: ({ event }) => events(event),
    registered: ({ accelerator }) => globalShortcut.isRegistered(accelerator),
    async end() {
      await keys.stop();
      await tray.stop();
      setTimeout(() => app.exit(0), 50);
    },
  });
  tell({ ready: true });
}

app.whenReady().then(start, (thrown) => {
  console.error(thrown);
  app.exit(1);
});

/** Electron's main process with the real updater port; feed, key and configuration come from the test. */
import { createPublicKey } from 'node:crypto';
import { app } from 'electron';
import { answerLines, tell } from './line-talk.mjs';
import { createElectronUpdater } from '../../../out/main/updates/electron-updater-port.js';

app.setPath('userData', process.env.PARLEY_TEST_FOLDER);

function start() {
  const updater = createElectronUpdater({
    key: createPublicKey(process.env.PARLEY_TEST_KEY),
    currentVersion: app.getVersion(),
    development: { configPath: process.env.PARLEY_TEST_CONFIG },
  });
  const short = (result) => (result.ok ? { value: result.value } : { fault: result.fault.code });
  answerLines({
    check: async ({ feed }) => short(await updater.check(feed)),
    download: async () => short(await updater.download()),
    end: () => void setTimeout(() => app.exit(0), 50),
  });
  tell({ ready: true, version: app.getVersion() });
}

app.whenReady().then(start, (thrown) => {
  console.error(thrown);
  app.exit(1);
});

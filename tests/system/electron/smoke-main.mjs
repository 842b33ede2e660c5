/** Electron's main process for the smoke test: forks the voice process, prints its report as one JSON line, quits. */
import { app, utilityProcess } from 'electron';
import { fileURLToPath } from 'node:url';

function forkVoice() {
  const entry = fileURLToPath(new URL('./smoke-entry.mjs', import.meta.url));
  const child = utilityProcess.fork(entry, [], { serviceName: 'parley-voice-smoke', stdio: 'inherit' });
  let reported = false;
  child.on('message', (report) => {
    reported = true;
    process.stdout.write(`${JSON.stringify({ electron: process.versions.electron, ...report })}\n`);
    child.postMessage('done');
  });
  child.on('exit', (code) => app.exit(reported ? code : code || 1));
}

// not awaited: Electron becomes ready only once this module has been evaluated
app.whenReady().then(forkVoice, (thrown) => {
  console.error(thrown);
  app.exit(1);
});

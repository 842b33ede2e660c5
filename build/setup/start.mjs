/**
 * `npm start`: makes the machine ready and runs the app. With no display it says so and serves the same interface to a
 * browser. What follows `--` goes to the app.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findElectronRuntime } from './electron-runtime.mjs';
import { outFolder, root } from './paths.mjs';
import { reportFailure } from './setup-error.mjs';
import { runSetup } from './setup.mjs';
import { isRoot } from './system-libraries.mjs';

/**
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 */
export function hasDisplay(platform, env) {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/**
 * The app's command line.
 * @param {{ asRoot: boolean, given: readonly string[] }} options
 * @returns {string[]}
 */
export function appArguments({ asRoot, given }) {
  // Chromium's sandbox does not start for root; for everyone else it stays on
  return [...(asRoot ? ['--no-sandbox'] : []), join(outFolder, 'main/index.js'), ...given];
}

/** @param {readonly string[]} given */
async function runApp(given) {
  await runSetup('app');
  const executable = findElectronRuntime();
  if (!executable) throw new Error('set-up ended without an Electron');
  const env = { ...process.env };
  // a terminal inside an Electron app sets it: we would become a plain Node
  delete env['ELECTRON_RUN_AS_NODE'];
  const child = spawn(executable, appArguments({ asRoot: isRoot(), given }), {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  // a key that stops us reaches the app by itself: stay until it has ended in order
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  child.on('error', reportFailure);
  child.on('close', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 128);
  });
}

async function runBrowser() {
  console.error('There is no display here: Parley serves its interface to a browser instead.');
  await runSetup('browser');
  const entry = join(outFolder, 'headless/parley.js');
  process.argv = [process.execPath, entry, 'serve'];
  await import(pathToFileURL(entry).href);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    if (hasDisplay(process.platform, process.env)) await runApp(process.argv.slice(2));
    else await runBrowser();
  } catch (thrown) {
    reportFailure(thrown);
  }
}

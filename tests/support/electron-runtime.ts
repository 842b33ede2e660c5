/** The real Electron for tests: where it is, and one run of a main script in it. */
import { spawn } from 'node:child_process';
import { findElectronRuntime } from '../../build/setup/electron-runtime.mjs';

export interface ElectronRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Path of the executable. Throws if set-up has not fetched one. */
export function electronExecutable(): string {
  const found = findElectronRuntime();
  if (!found) throw new Error('There is no Electron here. Run: npm run setup');
  return found;
}

/**
 * Runs a main script to its end.
 * @param main absolute path of the script or app folder
 * @param display as from startXvfb
 * @param limitMs after this the run is killed and `code` is null
 */
export function runElectron(main: string, display: string, limitMs: number): Promise<ElectronRun> {
  // Chromium's sandbox refuses to start for root; for everyone else it stays on
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(electronExecutable(), [...asRoot, '--disable-gpu', main], {
    env: { ...process.env, DISPLAY: display, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}

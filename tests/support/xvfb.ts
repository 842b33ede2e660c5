/** A display without a screen for tests that open a real Electron. Owns the Xvfb process. */
import { spawn } from 'node:child_process';

export interface VirtualDisplay {
  /** For `DISPLAY`, such as `:99`. */
  readonly display: string;
  stop(): Promise<void>;
}

const START_LIMIT_MS = 20_000;

/** Starts Xvfb on a free display number of its own choice. Rejects if it does not answer. */
export async function startXvfb(): Promise<VirtualDisplay> {
  // any user of this machine may draw on it: the app is also started as somebody else than root
  const flags = ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-ac'];
  const child = spawn('Xvfb', flags, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));

  const number = await new Promise<string>((resolve, reject) => {
    const fail = (reason: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`Xvfb: ${reason} ${complaints}`));
    };
    const timer = setTimeout(() => fail('no answer.'), START_LIMIT_MS);
    let said = '';
    child.stdio[3]!.on('data', (bytes: Buffer) => {
      said += bytes.toString('latin1');
      if (!said.includes('\n')) return;
      clearTimeout(timer);
      resolve(said.trim());
    });
    child.once('error', (error) => fail(error.message));
    child.once('exit', () => fail('ended at once.'));
  });

  return {
    display: `:${number}`,
    async stop() {
      child.removeAllListeners('exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

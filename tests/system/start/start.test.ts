/** `npm start` as a person types it: the app where there is a display, a browser's address where there is none. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createDataFolder } from '../../support/parley-process.ts';
import { startXvfb } from '../../support/xvfb.ts';

const program = fileURLToPath(new URL('../../../build/setup/start.mjs', import.meta.url));
const undo: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

async function start(env: Record<string, string>, args: readonly string[] = []) {
  const data = createDataFolder();
  const child = spawn(process.execPath, [program, ...args], {
    env: {
      ...process.env,
      PARLEY_DATA: data.path,
      PULSE_SERVER: `unix:${data.path}/none`,
      WAYLAND_DISPLAY: '',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  undo.push(() => data.remove());
  undo.push(async () => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await ended;
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await expect.poll(() => stdout, { timeout: 90_000 }).toMatch(/^Parley ready.*$/m);
  return {
    ready: /^Parley ready.*$/m.exec(stdout)![0],
    stderr: () => stderr,
    async end() {
      child.kill('SIGTERM');
      return (await ended)[0];
    },
  };
}

describe('npm start', () => {
  it('with a display runs the app and ends with it; nothing is set up a second time', async () => {
    const display = await startXvfb();
    undo.push(() => display.stop());
    const first = await start({ DISPLAY: display.display }, ['--disable-gpu']);
    expect(first.ready).toMatch(/^Parley ready: window app:\/\/parley\/.* \d+\.\d s$/);
    expect(await first.end()).toBe(0);
    const second = await start({ DISPLAY: display.display }, ['--disable-gpu']);
    expect(second.stderr()).not.toMatch(/^(Packages|Build|Interface|Electron|System libraries)/m);
    expect(await second.end()).toBe(0);
  });

  it('without a display says so and serves a browser', async () => {
    const twin = await start({ DISPLAY: '' });
    expect(twin.stderr()).toContain('There is no display here');
    expect(twin.ready).toMatch(/^Parley ready: http:\/\/127\.0\.0\.1:\d+\/#link=[\w-]+ in \d+\.\d s$/);
    expect(await twin.end()).toBe(0);
  });
});

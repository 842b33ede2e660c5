/** `parley serve` as a process: its line, its links, its end, and a typed question through the gateway to the answer. */
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../../electron/contract/desk-events.ts';
import { askRaw } from '../../support/gateway-rig.ts';
import { createDataFolder, runParley } from '../../support/parley-process.ts';
import { connectTab, startServe, takeToken } from '../../support/serve-process.ts';
import type { ServeProcess } from '../../support/serve-process.ts';

const running: ServeProcess[] = [];
async function serve(...given: Parameters<typeof startServe>): Promise<ServeProcess> {
  const started = await startServe(...given);
  running.push(started);
  return started;
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.end('SIGKILL')));
});

const isSaved = (event: DeskEvent): event is Extract<DeskEvent, { type: 'turnSaved' }> =>
  event.type === 'turnSaved';

describe('parley serve', () => {
  it('says in one line that it is ready, where, and after how long', async () => {
    const one = await serve();
    expect(one.readyLine).toMatch(/^Parley ready: http:\/\/127\.0\.0\.1:\d+\/#link=[\w-]{43} in \d+\.\d s$/);
    expect((await askRaw(one.port, '/health')).json()).toEqual({ status: 'ok' });
  });

  it('needs no display', async () => {
    const one = await serve(['--port', '0'], { env: { DISPLAY: '', WAYLAND_DISPLAY: '' } });
    expect((await askRaw(one.port, '/')).status).toBe(200);
  });

  it('answers a typed question, and every tab sees it', async () => {
    const one = await serve();
    const token = await takeToken(one);
    const [asking, watching] = [await connectTab(one, token), await connectTab(one, token)];
    const snapshot = await asking.call('getSnapshot', {});
    expect(snapshot).toMatchObject({ host: 'headless', pid: one.pid });
    await asking.call('sendText', { text: 'what is twelve times twelve' });
    for (const tab of [asking, watching]) {
      const { turn } = await tab.waitFor(isSaved);
      expect(turn.replyText).toMatch(/144/);
      tab.close();
    }
  });

  it('prints a new link when asked; the earlier token lives on', async () => {
    const one = await serve();
    const token = await takeToken(one);
    const first = one.link();
    process.kill(one.pid, 'SIGUSR2');
    await expect.poll(() => one.link(), { timeout: 5_000 }).not.toBe(first);
    (await connectTab(one, await takeToken(one))).close();
    (await connectTab(one, token)).close();
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('%s ends it well, with a tab still open', async (signal) => {
    const one = await serve();
    await connectTab(one, await takeToken(one));
    expect(await one.end(signal)).toBe(0);
    running.pop();
    await expect(askRaw(one.port, '/health')).rejects.toThrow();
  });

  it('takes the next port when its own is taken', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', () => resolve()));
    const taken = (holder.address() as { port: number }).port;
    const one = await serve(['--port', String(taken)]);
    holder.close();
    expect(one.port).not.toBe(taken);
    expect((await askRaw(one.port, '/health')).status).toBe(200);
  });

  it('twice on one data folder: both answer, and neither takes the key of the other', async () => {
    const folder = createDataFolder();
    const [a, b] = [
      await serve(undefined, { dataFolder: folder.path }),
      await serve(undefined, { dataFolder: folder.path }),
    ];
    const token = await takeToken(a);
    for (const [one, key] of [
      [a, token],
      [b, await takeToken(b)],
    ] as const) {
      const tab = await connectTab(one, key);
      await tab.call('sendText', { text: 'what is two plus two' });
      expect((await tab.waitFor(isSaved)).turn.replyText).toMatch(/4|four/i);
      tab.close();
    }
    await expect(connectTab(b, token).then((tab) => tab.call('getSnapshot', {}))).rejects.toThrow();
    await Promise.all(running.splice(0).map((one) => one.end('SIGTERM')));
    folder.remove();
  });

  it('never prints a token', async () => {
    const one = await serve(undefined, { env: { PARLEY_DEBUG: '1' } });
    const token = await takeToken(one);
    (await connectTab(one, token)).close();
    await askRaw(one.port, '/desk', { headers: { authorization: `Bearer ${token}` } });
    await expect.poll(() => one.stderr(), { timeout: 5_000 }).toContain('refused');
    expect(one.stdout() + one.stderr()).not.toContain(token);
  });

  it.each([
    [['--port', 'x']],
    [['--port', '65536']],
    [['--port', '-1']],
    [['--port']],
    [['file.wav']],
    [['--host', '0.0.0.0']],
  ])('does not start with %j', async (args) => {
    const { code, stderr } = await runParley(['serve', ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^parley serve: /m);
  });
});

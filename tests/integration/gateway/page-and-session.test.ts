/** The page a browser gets, and how a tab comes by its token. */
import { request } from 'node:http';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openGateway } from '../../../electron/gateway/server.ts';
import { silentLogger } from '../../../electron/engine/runtime/logger.ts';
import type { Logger } from '../../../electron/engine/runtime/logger.ts';
import { createGatewayRig, outcomeOf } from '../../support/gateway-rig.ts';
import type { GatewayRig } from '../../support/gateway-rig.ts';

let rig: GatewayRig;
beforeAll(async () => {
  rig = await createGatewayRig();
});
afterAll(() => rig.close());

const trade = (at: GatewayRig, body: unknown) =>
  at.ask('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: at.origin, 'sec-fetch-site': 'same-origin' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const linkOf = (at: GatewayRig) => at.gateway.issueLink().split('#link=')[1]!;

describe('the page', () => {
  it('comes with the policy of the app and a nonce of its own each time', async () => {
    const [one, two] = [await rig.ask('/'), await rig.ask('/')];
    const nonceIn = (text: string) => /nonce="([^"]+)"/.exec(text)?.[1] ?? 'none';
    expect(one.status).toBe(200);
    expect(one.headers['content-type']).toContain('text/html');
    expect(one.headers['content-security-policy']).toContain(`'nonce-${nonceIn(one.body)}'`);
    expect(nonceIn(one.body)).not.toBe(nonceIn(two.body));
    expect(one.headers['cache-control']).toBe('no-store');
  });

  it('brings its files with their types', async () => {
    expect((await rig.ask('/assets/index-abc123.js')).headers['content-type']).toContain('text/javascript');
    const style = await rig.ask('/assets/index-abc123.css');
    expect(style.headers['content-type']).toContain('text/css');
    expect(style.headers['x-content-type-options']).toBe('nosniff');
    expect(style.body).toBe('body { color: red }');
  });

  it('can be asked about without being sent', async () => {
    const { status, body } = await rig.ask('/', { method: 'HEAD' });
    expect([status, body]).toEqual([200, '']);
  });

  it('health tells nothing else', async () => {
    expect((await rig.ask('/health')).json()).toEqual({ status: 'ok' });
  });
});

describe('the one-time link', () => {
  it('keeps its secret behind the #, where it is never sent', () => {
    expect(new URL(rig.gateway.issueLink()).hash).toMatch(/^#link=[\w-]{43}$/);
    expect(new URL(rig.gateway.issueLink()).search).toBe('');
  });

  it('is traded once; a second try is refused', async () => {
    const link = linkOf(rig);
    const first = await trade(rig, { link });
    expect(first.status).toBe(200);
    expect(first.json()).toEqual({ token: expect.stringMatching(/^[\w-]{43}$/) as string });
    expect(first.headers['cache-control']).toBe('no-store');
    expect(first.headers['set-cookie']).toBeUndefined();
    const second = await trade(rig, { link });
    expect(second.status).toBe(401);
    expect(second.json()).toMatchObject({ error: { code: 'unauthorized' } });
  });

  it('is traded once even when two tabs hurry', async () => {
    const link = linkOf(rig);
    const answers = await Promise.all([1, 2, 3, 4].map(() => trade(rig, { link })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"link":'],
    ['null', 'null'],
    ['a number', '{"link":1}'],
    ['an empty one', '{"link":""}'],
    ['more than asked', '{"link":"x","admin":true}'],
    ['a list', '{"link":["x"]}'],
    ['one too long', JSON.stringify({ link: 'x'.repeat(201) })],
  ])('%s is a bad request', async (_name, body) => {
    const answer = await trade(rig, body);
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ error: { code: 'request_refused' } });
  });

  it('dies after ten minutes', async () => {
    let now = 0;
    const timed = await createGatewayRig({ nowMs: () => now });
    try {
      const link = linkOf(timed);
      now = 10 * 60_000;
      expect((await trade(timed, { link })).status).toBe(401);
    } finally {
      await timed.close();
    }
  });

  it('guessing is told to wait, and locks out nobody who knows', async () => {
    const guessed = await createGatewayRig({ tuning: { maxAttempts: 3 } });
    try {
      const token = await guessed.takeToken();
      for (let i = 0; i < 3; i++) expect((await trade(guessed, { link: `guess${i}` })).status).toBe(401);
      const limited = await trade(guessed, { link: 'guess' });
      expect(limited.status).toBe(429);
      expect(limited.headers['retry-after']).toBe('60');
      expect((await outcomeOf(guessed.openSocket('wrong'))).status).toBe(429);
      expect((await trade(guessed, { link: linkOf(guessed) })).status).toBe(200);
      const socket = guessed.openSocket(token);
      await new Promise((resolve) => socket.once('open', resolve));
      socket.terminate();
    } finally {
      await guessed.close();
    }
  });
});

describe('what is logged', () => {
  it('is never a key', async () => {
    const lines: string[] = [];
    const note = (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }));
    const log: Logger = { info: note, warn: note, error: note };
    const told = await createGatewayRig({ log });
    try {
      const link = linkOf(told);
      const { token } = (await trade(told, { link })).json() as { token: string };
      await trade(told, { link });
      await told.ask(`/desk?token=${token}`, { headers: { authorization: `Bearer ${token}x` } });
      await outcomeOf(told.openSocket(`${token}y`));
      expect(lines.length).toBeGreaterThan(1);
      for (const secret of [link, token]) expect(lines.join('\n')).not.toContain(secret);
    } finally {
      await told.close();
    }
  });
});

describe('the port', () => {
  const holders: (() => void)[] = [];
  afterEach(() => {
    for (const release of holders.splice(0)) release();
  });
  const hold = () =>
    new Promise<number>((resolve) => {
      const server = createServer();
      holders.push(() => server.close());
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });

  it('taken by another program, the next free one is used', async () => {
    const taken = await hold();
    const other = await createGatewayRig({ port: taken });
    expect(other.gateway.port).not.toBe(taken);
    expect((await other.ask('/health')).status).toBe(200);
    await other.close();
  });

  it('two at once live side by side, each with keys of its own', async () => {
    const [a, b] = [await createGatewayRig({ port: 7431 }), await createGatewayRig({ port: 7431 })];
    try {
      expect(a.gateway.port).not.toBe(b.gateway.port);
      const token = await a.takeToken();
      expect(await outcomeOf(b.openSocket(token))).toMatchObject({ opened: false, status: 401 });
    } finally {
      await a.close();
      await b.close();
    }
  });

  it('is that of this machine alone', async () => {
    const { networkInterfaces } = await import('node:os');
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((entry) => entry && !entry.internal && entry.family === 'IPv4')
      .map((entry) => entry!.address);
    for (const address of [...outside, '127.0.0.2']) {
      const reached = await new Promise<boolean>((resolve) => {
        const call = request({ host: address, port: rig.gateway.port, path: '/health' }, () => resolve(true));
        call.on('error', () => resolve(false));
        call.end();
      });
      expect([address, reached]).toEqual([address, false]);
    }
  });

  it('is free again after closing, with requests still open', async () => {
    const first = await createGatewayRig();
    const { port } = first.gateway;
    const socket = first.openSocket(await first.takeToken());
    const outcome = outcomeOf(socket);
    await new Promise((resolve) => socket.once('open', resolve));
    await first.close();
    expect(await outcome).toMatchObject({ opened: true, code: 1001 });
    const second = await createGatewayRig({ port });
    expect(second.gateway.port).toBe(port);
    await second.close();
  });
});

it('without a built page it says which file is missing', async () => {
  const opened = await openGateway({
    desk: { connect: () => {} },
    rendererFolder: '/nowhere/renderer',
    port: 0,
    log: silentLogger,
  });
  expect(opened).toMatchObject({ ok: false, fault: { code: 'file_missing' } });
});

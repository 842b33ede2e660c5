/** Every route that is registered meets every hostile request: a new route is covered the day it is made. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGatewayRig } from '../../support/gateway-rig.ts';
import type { Answer, GatewayRig } from '../../support/gateway-rig.ts';

let rig: GatewayRig;
let token = '';

beforeAll(async () => {
  rig = await createGatewayRig({ tuning: { maxAttempts: 1_000_000 } });
  token = await rig.takeToken();
});
afterAll(() => rig.close());

const upgradeHeaders = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/** Asks each route as it wants to be asked, but for what `change` makes of it. */
async function askAll(
  change: (headers: Record<string, string>) => Record<string, string>,
  wanted: (access: string) => boolean = () => true,
): Promise<{ path: string; answer: Answer }[]> {
  const answers = [];
  for (const route of rig.gateway.routes.filter(({ access }) => wanted(access))) {
    const path = route.path.replace(/:\w+/g, 'x');
    const headers: Record<string, string> = {
      host: rig.host,
      ...(route.access === 'token' ? { authorization: `Bearer ${token}` } : {}),
      ...(route.bodyType ? { 'content-type': route.bodyType } : {}),
      ...(route.upgrade ? upgradeHeaders : {}),
    };
    const body = route.maxBodyBytes > 0 ? { body: '{}' } : {};
    answers.push({
      path: `${route.method} ${path}`,
      answer: await rig.ask(path, { method: route.method, headers: change(headers), ...body }),
    });
  }
  return answers;
}

const statuses = (answers: { path: string; answer: Answer }[]) =>
  Object.fromEntries(answers.map(({ path, answer }) => [path, answer.status]));
const everywhere = (answers: { path: string }[], status: number) =>
  Object.fromEntries(answers.map(({ path }) => [path, status]));

it('there are routes of each kind to try', () => {
  expect(new Set(rig.gateway.routes.map(({ access }) => access))).toEqual(new Set(['open', 'link', 'token']));
  expect(rig.gateway.routes.some(({ upgrade }) => upgrade)).toBe(true);
});

/** An empty body is no link, a desk is a socket, the monitor is a page of the page. */
const otherwise: Readonly<Record<string, number>> = {
  'POST /session': 400,
  'GET /desk': 101,
  'GET /monitor': 302,
};

it('asked as they want to be, none of them refuses', async () => {
  for (const { path, answer } of await askAll((headers) => headers)) {
    expect([path, answer.status]).toEqual([path, otherwise[path] ?? 200]);
  }
});

describe('on every route', () => {
  it.each([
    ['Host', { host: 'evil.example' }],
    ['Host with our port', { host: 'evil.example:PORT' }],
    ['Host of another port', { host: '127.0.0.1:1' }],
    ['Host without a port', { host: 'localhost' }],
    ['Host of another interface', { host: '0.0.0.0:PORT' }],
    ['Host written as a number', { host: '2130706433:PORT' }],
    ['Host with a user in it', { host: 'x@127.0.0.1:PORT' }],
    ['Origin', { origin: 'https://evil.example' }],
    ['Origin null', { origin: 'null' }],
    ['Origin of another port', { origin: 'http://127.0.0.1:1' }],
    ['Origin over https', { origin: 'https://127.0.0.1:PORT' }],
    ['Origin that begins like ours', { origin: 'http://127.0.0.1:PORT.evil.example' }],
    ['Origin in other letters', { origin: 'HTTP://127.0.0.1:PORT' }],
    ['Origin that is empty', { origin: '' }],
    ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }],
  ])('a hostile %s is refused with 403', async (_name, hostile) => {
    const port = String(rig.gateway.port);
    const sent = Object.fromEntries(
      Object.entries(hostile).map(([name, value]) => [name, value.replace('PORT', port)]),
    );
    const answers = await askAll((headers) => ({ ...headers, ...sent }));
    expect(statuses(answers)).toEqual(everywhere(answers, 403));
    for (const { answer } of answers) {
      expect(answer.json()).toMatchObject({ error: { code: 'forbidden' } });
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('a method that is not its own is refused', async () => {
    for (const route of rig.gateway.routes) {
      const path = route.path.replace(/:\w+/g, 'x');
      for (const method of ['OPTIONS', 'TRACE', 'PATCH', 'PUT', 'DELETE', 'POST', 'PROPFIND']) {
        if (rig.gateway.routes.some((other) => other.path === route.path && other.method === method))
          continue;
        const { status } = await rig.ask(path, { method, headers: { host: rig.host } });
        expect([path, method, status]).toEqual([path, method, 405]);
      }
    }
  });

  it('more than it takes is refused', async () => {
    for (const route of rig.gateway.routes.filter(({ upgrade }) => !upgrade)) {
      const body = Buffer.alloc(route.maxBodyBytes + 1, 'x');
      const { status } = await rig.ask(route.path, {
        method: route.method,
        headers: {
          host: rig.host,
          'content-length': body.length,
          'content-type': route.bodyType ?? 'text/plain',
        },
        body,
      });
      expect([route.path, status]).toEqual([route.path, 413]);
    }
  });
});

describe('on every route that wants a token', () => {
  it.each([
    ['none', {}],
    ['a wrong one', { authorization: 'Bearer wrong' }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Basic cGFybGV5OnBhcmxleQ==' }],
    ['a cookie', { cookie: 'token=TOKEN; parley.token=TOKEN' }],
    ['a longer one', { authorization: 'Bearer TOKENx' }],
    ['a shorter one', { authorization: 'Bearer TOKE' }],
    ['a wrong sub-protocol', { 'sec-websocket-protocol': 'TOKEN' }],
    ['two', { authorization: 'Bearer wrong, Bearer TOKEN' }],
  ])('%s is not enough', async (_name, sent) => {
    const changed = Object.fromEntries(
      Object.entries(sent).map(([name, value]) => [
        name,
        value.replace('TOKEN', token).replace('TOKE', token.slice(0, -1)),
      ]),
    );
    const answers = await askAll(
      ({ authorization: _gone, ...headers }) => ({ ...headers, ...changed }),
      (access) => access === 'token',
    );
    expect(answers.length).toBeGreaterThan(0);
    expect(statuses(answers)).toEqual(everywhere(answers, 401));
  });

  it('the link is not enough either', async () => {
    const link = rig.gateway.issueLink().split('#link=')[1]!;
    const answers = await askAll(
      (headers) => ({ ...headers, authorization: `Bearer ${link}` }),
      (access) => access === 'token',
    );
    for (const { answer } of answers) expect(answer.status).not.toBe(200);
    expect(rig.carriers.length).toBeLessThan(10);
  });
});

describe('addresses that lead outside', () => {
  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/%2e%2e%2findex.html',
    '/..\\..\\etc\\passwd',
    '/assets//index-abc123.js',
    '//etc/passwd',
    '/etc/passwd',
    '/index.html',
    '/assets',
    '/assets/',
    '/assets/secret.map',
    '/assets/index-abc123.js%00.css',
    '/ASSETS/index-abc123.js',
    '/.env',
    '/constructor',
    '/__proto__',
    '/desk/..',
    'http://evil.example/',
    '*',
  ])('%s is not there', async (path) => {
    const { status, body } = await rig.ask(path, { headers: { host: rig.host } });
    expect([400, 404]).toContain(status);
    expect(JSON.parse(body)).toMatchObject({ error: { code: expect.any(String) as string } });
  });
});

/** Writes bytes as they are and reads until the other side closes. */
function speakRaw(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(rig.gateway.port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (answer += chunk));
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
    socket.write(text);
  });
}

describe('requests no browser sends', () => {
  it.each([
    ['two hosts', 'GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\n\r\n'],
    ['two hosts, ours last', 'GET / HTTP/1.1\r\nHost: evil.example\r\nHost: HOST\r\n\r\n'],
    ['two origins', 'GET / HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\nOrigin: http://evil\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['no host of old', 'GET / HTTP/1.0\r\n\r\n'],
    ['a whole address with another host', 'GET http://evil/ HTTP/1.1\r\nHost: HOST\r\n\r\n'],
    [
      'two lengths',
      'POST /session HTTP/1.1\r\nHost: HOST\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
    ],
    [
      'length and chunks',
      'POST /session HTTP/1.1\r\nHost: HOST\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['no HTTP at all', '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03\r\n\r\n'],
    ['a header too long', `GET / HTTP/1.1\r\nHost: HOST\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`],
    ['a tunnel', 'CONNECT evil:443 HTTP/1.1\r\nHost: HOST\r\n\r\n'],
    ['another protocol', 'GET / HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'],
  ])('%s', async (_name, text) => {
    const answer = await speakRaw(text.replaceAll('HOST', rig.host));
    expect(answer).not.toMatch(/^HTTP\/1.1 (2|101)/);
    expect((await rig.ask('/health', { headers: { host: rig.host } })).status).toBe(200);
  });

  it('a body in pieces is counted as it comes', async () => {
    const chunk = `1f4\r\n${'x'.repeat(500)}\r\n`;
    const answer = await speakRaw(
      `POST /session HTTP/1.1\r\nHost: ${rig.host}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(3)}0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 413/);
  });
});

describe('who dribbles', () => {
  it.each([
    ['headers', 'GET / HTTP/1.1\r\nHost: '],
    [
      'a body',
      'POST /session HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{',
    ],
  ])('%s is cut off', async (_name, text) => {
    const slow = await createGatewayRig({
      tuning: { headersTimeoutMs: 200, requestTimeoutMs: 300, checkEveryMs: 50 },
    });
    try {
      const closed = new Promise<string>((resolve) => {
        const socket = connect(slow.gateway.port, '127.0.0.1');
        let answer = '';
        socket.setEncoding('utf8');
        socket.on('data', (chunk: string) => (answer += chunk));
        socket.on('close', () => resolve(answer));
        socket.on('error', () => {});
        socket.write(text.replace('HOST', slow.host));
      });
      expect(await closed).toMatch(/^HTTP\/1.1 408|^$/);
    } finally {
      await slow.close();
    }
  });
});

/** The door to the network before real servers on this machine; names are answered by the test. */
import dns from 'node:dns';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { FaultError } from '../../../electron/contract/errors.ts';
import { isSafeSource, staysOnThisMachine } from '../../../electron/engine/network/address-rules.ts';
import { createNetwork } from '../../../electron/engine/network/network.ts';

let server: Server;
let port = 0;
let answer: (response: ServerResponse, url: string) => void = (response) => response.end('here');
const hosts: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    hosts.push(request.headers.host ?? '');
    answer(response, request.url ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(() => {
  vi.restoreAllMocks();
  hosts.length = 0;
  answer = (response) => response.end('here');
});

const { signal } = new AbortController();
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'went through',
    (reason: unknown) => (reason instanceof FaultError ? reason.fault.code : String(reason)),
  );
const textOf = async (body: AsyncIterable<Uint8Array>) => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

/** Every name is this machine, as a name server of an attacker might say. */
function answerEveryName() {
  return vi.spyOn(dns, 'lookup').mockImplementation(((_name: string, options: unknown, done: unknown) => {
    const all = (options as { all?: boolean }).all;
    (done as (...args: unknown[]) => void)(
      null,
      ...(all ? [[{ address: '127.0.0.1', family: 4 }]] : ['127.0.0.1', 4]),
    );
  }) as never);
}

describe('what stays on this machine', () => {
  it.each([
    '127.0.0.1',
    '127.8.9.1',
    '[::1]',
    'localhost',
    'LOCALHOST.',
    'a.localhost',
    '2130706433',
    '[::ffff:127.0.0.1]',
  ])('%s', (host) => {
    expect(staysOnThisMachine(new URL(`http://${host}:8080/v1`))).toBe(true);
  });
  it.each([
    '0.0.0.0',
    '[::]',
    '10.0.0.1',
    '192.168.1.1',
    '169.254.169.254',
    'example.com',
    'localhost.example.com',
    'notlocalhost',
    '127.0.0.1.example.com',
    '[fe80::1]',
    '[::ffff:10.0.0.1]',
    'printer',
  ])('and not %s', (host) => {
    expect(staysOnThisMachine(new URL(`http://${host}/`))).toBe(false);
  });

  it.each([
    ['https://example.com/a', true],
    ['http://127.0.0.1:1/a', true],
    ['http://example.com/a', false],
    ['https://user:pass@example.com/a', false],
    ['file:///etc/passwd', false],
    ['ftp://example.com/a', false],
    ['data:text/plain,x', false],
  ])('%s as a source of files: %s', (url, safe) => {
    expect(isSafeSource(new URL(url))).toBe(safe);
  });
});

describe('with the network off', () => {
  it.each(['http://must-not-be-looked-up.example/', 'https://192.0.2.1/', 'http://[2001:db8::1]/'])(
    'refuses %s before anything is looked up or connected',
    async (url) => {
      const lookup = vi.spyOn(dns, 'lookup');
      const connect = vi.spyOn(Socket.prototype, 'connect');
      const network = createNetwork('off');
      expect(network.allows(new URL(url))).toBe(false);
      expect(await codeOf(network.request({ url: new URL(url), signal }))).toBe('network_off');
      expect(lookup).not.toHaveBeenCalled();
      expect(connect).not.toHaveBeenCalled();
    },
  );

  it('would have looked the name up when it is allowed', async () => {
    const lookup = answerEveryName();
    const url = new URL(`http://away.example:${port}/`);
    const response = await createNetwork('allowed').request({ url, signal });
    expect(await textOf(response.body)).toBe('here');
    expect(lookup).toHaveBeenCalledOnce();
  });

  it('lets through to this machine, and looks localhost up nowhere', async () => {
    const lookup = vi.spyOn(dns, 'lookup');
    const network = createNetwork('off');
    for (const host of ['127.0.0.1', 'localhost', 'model.localhost']) {
      const response = await network.request({ url: new URL(`http://${host}:${port}/`), signal });
      expect([response.status, await textOf(response.body)]).toEqual([200, 'here']);
    }
    // an address is handed to lookup as well, and is answered without a name server
    expect(lookup.mock.calls.filter(([name]) => /localhost/.test(name))).toEqual([]);
    expect(hosts).toEqual([`127.0.0.1:${port}`, `localhost:${port}`, `model.localhost:${port}`]);
  });

  it('gives a redirect back instead of following it', async () => {
    answer = (response) => response.writeHead(302, { location: 'http://away.example/' }).end();
    const lookup = vi.spyOn(dns, 'lookup');
    const network = createNetwork('off');
    const response = await network.request({ url: new URL(`http://127.0.0.1:${port}/`), signal });
    expect(response.status).toBe(302);
    const next = new URL(response.header('location')!);
    expect(await codeOf(network.request({ url: next, signal }))).toBe('network_off');
    expect(lookup.mock.calls.map(([name]) => name)).not.toContain('away.example');
  });
});

describe('switching it off', () => {
  it('ends what leaves this machine, also in the middle of an answer, and nothing else', async () => {
    answerEveryName();
    let silent = 0;
    let bothAsked = (): void => {};
    const asked = new Promise<void>((resolve) => (bothAsked = resolve));
    answer = (response, url) => {
      if (url === '/silent') {
        if (++silent === 1) bothAsked();
        return;
      }
      response.write('first');
    };
    const network = createNetwork('allowed');
    const away = (path: string) => new URL(`http://away.example:${port}${path}`);
    const waiting = codeOf(network.request({ url: away('/silent'), signal }));
    const begun = await network.request({ url: away('/'), signal });
    const local = await network.request({ url: new URL(`http://127.0.0.1:${port}/`), signal });
    const reader = begun.body.getReader();
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('first');
    await asked;

    network.setMode('off');
    expect(await waiting).toBe('network_off');
    expect(await codeOf(reader.read())).toBe('network_off');
    const localReader = local.body.getReader();
    expect(Buffer.from((await localReader.read()).value!).toString()).toBe('first');
    await localReader.cancel();

    network.setMode('allowed');
    answer = (response) => response.end('again');
    const again = await network.request({ url: away('/'), signal });
    expect(await textOf(again.body)).toBe('again');
    network.close();
    expect(await codeOf(network.request({ url: away('/'), signal }))).toBe('closed');
  });
});

describe('a request', () => {
  it.each(['ftp://127.0.0.1/', 'file:///etc/passwd', 'http://user:secret@127.0.0.1/', 'ws://127.0.0.1/'])(
    'is not made to %s',
    async (url) => {
      const network = createNetwork('allowed');
      expect(await codeOf(network.request({ url: new URL(url), signal }))).toBe('bad_argument');
    },
  );

  it('ends when it is not wanted any more', async () => {
    let gone = (): void => {};
    const cutOff = new Promise<void>((resolve) => (gone = resolve));
    answer = (response) => {
      response.write('x');
      response.once('close', gone);
    };
    const stop = new AbortController();
    const network = createNetwork('allowed');
    const url = new URL(`http://127.0.0.1:${port}/`);
    const response = await network.request({ url, signal: stop.signal });
    stop.abort();
    await cutOff;
    expect(await codeOf(textOf(response.body))).toBe('closed');
    expect(await codeOf(network.request({ url, signal: stop.signal }))).toBe('closed');
  });

  it('tells the system code of a connection that fails', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const dead = (gone.address() as AddressInfo).port;
    await new Promise((resolve) => gone.close(resolve));
    const asked = createNetwork('off').request({ url: new URL(`http://127.0.0.1:${dead}/`), signal });
    await expect(asked).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

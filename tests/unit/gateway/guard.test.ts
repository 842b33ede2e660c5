import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeRequest, matchesPath, ownHosts, pathOf } from '../../../electron/gateway/guard.ts';
import type { RequestFacts, RouteSpec } from '../../../electron/gateway/guard.ts';

const open: RouteSpec = {
  method: 'GET',
  path: '/',
  access: 'open',
  upgrade: false,
  maxBodyBytes: 0,
  bodyType: null,
};
const trade: RouteSpec = {
  ...open,
  method: 'POST',
  path: '/session',
  access: 'link',
  maxBodyBytes: 100,
  bodyType: 'application/json',
};
const status: RouteSpec = { ...open, path: '/session/:id/status', access: 'token' };
const desk: RouteSpec = { ...open, path: '/desk', access: 'token', upgrade: true };
const routes = [open, trade, status, desk];

const good: RequestFacts = {
  method: 'GET',
  target: '/',
  host: '127.0.0.1:7000',
  origin: null,
  fetchSite: null,
  token: null,
  upgrade: null,
  contentType: null,
  contentLength: null,
  transferEncoding: null,
  repeated: false,
};
const deskCall = { target: '/desk', upgrade: 'websocket', token: 'right' };
const tradeCall = {
  method: 'POST',
  target: '/session',
  contentType: 'application/json',
  contentLength: '20',
};

const judge = (facts: Partial<RequestFacts>, limited = false) =>
  judgeRequest({ ...good, ...facts }, { port: 7000, routes, isToken: (token) => token === 'right', limited });
const statusOf = (facts: Partial<RequestFacts>, limited = false) => {
  const verdict = judge(facts, limited);
  return verdict.pass ? 200 : verdict.status;
};

describe('who passes', () => {
  it.each<[string, Partial<RequestFacts>, RouteSpec]>([
    ['a person who opens the page', { fetchSite: 'none' }, open],
    ['a reload of the page', { fetchSite: 'same-origin' }, open],
    ['the page by its other names', { host: 'localhost:7000' }, open],
    ['the page by its IPv6 name', { host: '[::1]:7000' }, open],
    ['who only asks about the page', { method: 'HEAD' }, open],
    ['a query', { target: '/?a=b' }, open],
    [
      'our page that trades its link',
      { ...tradeCall, origin: 'http://127.0.0.1:7000', fetchSite: 'same-origin' },
      trade,
    ],
    ['a program that trades a link', tradeCall, trade],
    ['a program with a token', { target: '/session/abc/status', token: 'right' }, status],
    ['our page with a token', { ...deskCall, origin: 'http://127.0.0.1:7000' }, desk],
    ['our page by name', { ...deskCall, host: 'localhost:7000', origin: 'http://localhost:7000' }, desk],
  ])('%s', (_name, facts, route) => {
    expect(judge(facts)).toEqual({ pass: true, route });
  });
});

describe('who does not', () => {
  it.each<[string, number, Partial<RequestFacts>]>([
    ['a name that was rebound', 403, { host: 'evil.example:7000' }],
    ['no host', 403, { host: null }],
    ['another port', 403, { host: '127.0.0.1:7001' }],
    ['no port', 403, { host: '127.0.0.1' }],
    ['another loopback address', 403, { host: '127.0.0.2:7000' }],
    ['a host that ends like ours', 403, { host: 'evil-127.0.0.1:7000' }],
    ['a host that begins like ours', 403, { host: '127.0.0.1:7000.evil.example' }],
    ['another site', 403, { origin: 'https://evil.example' }],
    ['an opaque origin', 403, { origin: 'null' }],
    ['ours over another scheme', 403, { origin: 'https://127.0.0.1:7000' }],
    ['ours by another name than it asked for', 403, { origin: 'http://localhost:7000' }],
    ['another port of this machine', 403, { origin: 'http://127.0.0.1:3000' }],
    ['a link on another site', 403, { fetchSite: 'cross-site' }],
    ['a page on another port', 403, { fetchSite: 'same-site' }],
    ['an unknown relation', 403, { fetchSite: 'whatever' }],
    ['a typed address that is no page', 403, { ...tradeCall, fetchSite: 'none' }],
    ['a host that stands twice', 400, { repeated: true }],
    ['a proxy request', 400, { target: 'http://127.0.0.1:7000/' }],
    ['all of the server', 400, { target: '*', method: 'OPTIONS' }],
    ['a step up', 400, { target: '/../etc/passwd' }],
    ['an encoded step up', 400, { target: '/%2e%2e/etc/passwd' }],
    ['an encoded slash', 400, { target: '/assets%2fx' }],
    ['a backslash', 400, { target: '/..\\x' }],
    ['an encoded backslash', 400, { target: '/%5cx' }],
    ['an encoded null', 400, { target: '/x%00' }],
    ['nothing at this address', 404, { target: '/admin' }],
    ['an empty name', 404, { target: '/session/' }],
    ['another method', 405, { method: 'POST' }],
    ['a preflight', 405, { method: 'OPTIONS' }],
    ['a tunnel', 405, { method: 'CONNECT' }],
    ['a method in small letters', 405, { method: 'get' }],
    ['a page that becomes a socket', 400, { upgrade: 'websocket' }],
    ['another upgrade', 400, { ...deskCall, upgrade: 'h2c' }],
    ['a socket without an upgrade', 426, { ...deskCall, upgrade: null }],
    ['a body where none belongs', 413, { contentLength: '1' }],
    ['a stream where none belongs', 413, { transferEncoding: 'chunked' }],
    ['too much', 413, { ...tradeCall, contentLength: '101' }],
    ['a length that is none', 400, { ...tradeCall, contentLength: '1e3' }],
    ['a negative length', 400, { ...tradeCall, contentLength: '-1' }],
    ['a form', 415, { ...tradeCall, contentType: 'application/x-www-form-urlencoded' }],
    ['a body of no type', 415, { ...tradeCall, contentType: null }],
    ['a socket without a token', 401, { ...deskCall, token: null }],
    ['a socket with a wrong token', 401, { ...deskCall, token: 'wrong' }],
    ['an empty token', 401, { ...deskCall, token: '' }],
    ['an address with a token in it', 401, { target: '/session/a/status?token=right' }],
  ])('%s: %i', (_name, expected, facts) => {
    expect(statusOf(facts)).toBe(expected);
  });

  it('a wrong key counts as an attempt, a wrong host does not', () => {
    expect(judge({ ...deskCall, token: 'wrong' })).toMatchObject({ attempt: true });
    expect(judge({ host: 'evil.example' })).toMatchObject({ attempt: false });
  });

  it('too many wrong keys are told to wait; the right one passes', () => {
    expect(statusOf({ ...deskCall, token: 'wrong' }, true)).toBe(429);
    expect(statusOf(deskCall, true)).toBe(200);
  });

  it('a stranger learns nothing about keys: the host is judged before the token', () => {
    expect(statusOf({ ...deskCall, host: 'evil.example:7000' })).toBe(403);
    expect(statusOf({ ...deskCall, token: 'wrong', origin: 'http://evil.example' })).toBe(403);
  });

  it('whatever is sent, only known hosts and no foreign origin pass', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('127.0.0.1:7000', 'localhost:7000', '/', '/desk', 'GET'),
    );
    const maybe = fc.option(text, { nil: null });
    const facts = fc.record({
      method: text,
      target: text,
      host: maybe,
      origin: maybe,
      fetchSite: maybe,
      token: maybe,
      upgrade: maybe,
      contentType: maybe,
      contentLength: maybe,
      transferEncoding: maybe,
      repeated: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const verdict = judge(given);
        if (!verdict.pass) return verdict.status >= 400;
        return (
          ownHosts(7000).includes(given.host ?? '') &&
          (given.origin === null || given.origin === `http://${given.host}`) &&
          (verdict.route.access !== 'token' || given.token === 'right')
        );
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('paths', () => {
  it.each([
    ['/a/:id', '/a/b', true],
    ['/a/:id', '/a/', false],
    ['/a/:id', '/a/b/c', false],
    ['/a', '/a/', false],
    ['/a', '/A', false],
  ])('%s and %s: %s', (pattern, path, expected) => expect(matchesPath(pattern, path)).toBe(expected));

  it.each(['/%aa', '/a/%C3', '/%ff%fe', '/%C3%28'])('%s is no text and is not read', (target) =>
    expect(pathOf(target)).toBeNull(),
  );
  it('a name in another script is read', () => expect(pathOf('/%C3%A4')).toBe('/%C3%A4'));

  it('a path we read has no way up, however it is written', () => {
    const piece = fc.constantFrom('/', '.', '..', '%2e', '%2F', '%5C', '\\', 'a', '%00', '%', '?', '//');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = pathOf(`/${pieces.join('')}`);
        return path === null || !decodeURIComponent(path).split(/[/\\]/).includes('..');
      }),
    );
  });
});

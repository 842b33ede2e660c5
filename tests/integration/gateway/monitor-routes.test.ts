/** What the addresses of the pipeline's health answer to whoever holds the token. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { err, ok } from '../../../electron/contract/errors.ts';
import type { OptimizeRequest } from '../../../electron/contract/metrics.ts';
import { createGatewayRig } from '../../support/gateway-rig.ts';
import type { GatewayRig } from '../../support/gateway-rig.ts';
import { sampleMonitorView, sampleReport } from '../../support/sample-monitor.ts';

let rig: GatewayRig;
let token = '';
let isBroken = false;
const wishes: OptimizeRequest[] = [];

beforeAll(async () => {
  rig = await createGatewayRig({
    monitor: {
      view: () => Promise.resolve(isBroken ? err('closed') : ok(sampleMonitorView())),
      optimize(request) {
        wishes.push(request);
        return Promise.resolve(isBroken ? err('closed') : ok(sampleReport));
      },
    },
  });
  token = await rig.takeToken();
});
afterAll(() => rig.close());

const ask = (path: string, headers: Record<string, string> = {}) =>
  rig.ask(path, { headers: { authorization: `Bearer ${token}`, ...headers } });
const optimize = (body: string) =>
  rig.ask('/optimize', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  });

describe('the pipeline over HTTP', () => {
  it('tells its status, field by field as the protocol wants', async () => {
    const answer = await ask('/pipeline/status');
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual(sampleMonitorView().status);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('tells its metrics as Prometheus reads them, and as JSON to who asks', async () => {
    const text = await ask('/metrics');
    expect(text.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text.body).toContain('\nparley_load 0.84\n');
    const json = await ask('/metrics', { accept: 'application/json' });
    expect(json.json()).toEqual(sampleMonitorView());
    const scraper = await ask('/metrics', {
      accept: 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
    });
    expect(scraper.headers['content-type']).toContain('text/plain');
  });

  it('tells of one session, and of none that is not there', async () => {
    expect((await ask('/session/x/status')).json()).toEqual(sampleMonitorView().sessions[0]);
    for (const path of ['/session/y/status', '/session/%7E%3F/status', '/session/__proto__/status']) {
      const answer = await ask(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.json()).toMatchObject({ error: { code: 'session_unknown' } });
    }
  });

  it('frees what it is told to free, and only that', async () => {
    wishes.length = 0;
    expect((await optimize('{"triggerGC":true}')).json()).toEqual(sampleReport);
    expect(wishes).toEqual([{ triggerGC: true, cleanupSessions: false, optimizeBuffers: false }]);
  });

  it.each(['', 'null', '[]', '{"triggerGC":1}', '{"triggerGC":true,"x":1}', '{"triggerGC"', '"all"'])(
    'refuses the wish %s',
    async (body) => {
      wishes.length = 0;
      const answer = await optimize(body);
      expect(answer.status).toBe(400);
      expect(answer.json()).toMatchObject({ error: { code: 'request_refused' } });
      expect(wishes).toEqual([]);
    },
  );

  it.each([
    ['none', {}, 415],
    ['text', { 'content-type': 'text/plain' }, 415],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['JSON of another name', { 'content-type': 'application/jsonx' }, 415],
    ['JSON with its charset', { 'content-type': 'application/json; charset=utf-8' }, 200],
  ])('takes a wish as JSON only: %s', async (_name, type, status) => {
    wishes.length = 0;
    const answer = await rig.ask('/optimize', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...type },
      body: '{"triggerGC":true}',
    });
    expect([answer.status, wishes.length]).toEqual([status, status === 200 ? 1 : 0]);
  });

  it.each([
    ['a body of a megabyte', Buffer.alloc(1_000_000, ' ')],
    ['a body one byte too long', Buffer.alloc(1_001, ' ')],
    ['a wish in a thousand brackets', Buffer.from('['.repeat(1_001))],
  ])('refuses %s unread', async (_name, body) => {
    wishes.length = 0;
    const answer = await rig.ask('/optimize', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': body.length,
      },
      body,
    });
    expect(answer.status).toBe(413);
    expect(answer.json()).toMatchObject({ error: { code: 'request_too_large' } });
    expect(wishes).toEqual([]);
  });

  it('refuses a wish that would reach behind the object', async () => {
    for (const body of [
      '{"__proto__":{"triggerGC":true}}',
      '{"constructor":{}}',
      `{"triggerGC":true,"${'x'.repeat(900)}":1}`,
    ]) {
      wishes.length = 0;
      const answer = await optimize(body);
      // a key that JSON makes a member of is no key of ours
      expect([body.slice(0, 20), answer.status, wishes]).toEqual([body.slice(0, 20), 400, []]);
    }
  });

  it('takes no wish by reading, and tells nothing by writing', async () => {
    const methods: [string, string][] = [
      ['/optimize', 'GET'],
      ['/optimize', 'PUT'],
      ['/optimize', 'DELETE'],
      ['/metrics', 'POST'],
      ['/pipeline/status', 'PUT'],
      ['/session/x/status', 'DELETE'],
      ['/monitor', 'POST'],
    ];
    wishes.length = 0;
    for (const [path, method] of methods) {
      const answer = await rig.ask(path, { method, headers: { authorization: `Bearer ${token}` } });
      expect([path, method, answer.status]).toEqual([path, method, 405]);
      expect(answer.headers['allow']).toBe(path === '/optimize' ? 'POST' : 'GET');
    }
    expect(wishes).toEqual([]);
  });

  it('answers HEAD with what GET would say of itself, and no body', async () => {
    for (const path of ['/metrics', '/pipeline/status', '/session/x/status']) {
      const answer = await rig.ask(path, { method: 'HEAD', headers: { authorization: `Bearer ${token}` } });
      expect([path, answer.status, answer.body]).toEqual([path, 200, '']);
    }
  });

  it.each([
    '/session//status',
    '/session/../status',
    '/session/x%2fy/status',
    '/session/x%00/status',
    '/session/x/status/',
    '/session/x/other',
    `/session/${'x'.repeat(4_000)}/status`,
  ])('there is no session at %s', async (path) => {
    const answer = await ask(path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).not.toContain('xxxxxxxx');
  });

  it('without the token tells nothing of sessions, not even whether one is there', async () => {
    const [there, gone] = await Promise.all(
      ['/session/x/status', '/session/y/status'].map((path) => rig.ask(path, { headers: {} })),
    );
    expect(there!.status).toBe(401);
    expect(there!.body).toBe(gone!.body);
  });

  it('leads to the page of the monitor, which holds nothing itself', async () => {
    const answer = await rig.ask('/monitor', { headers: { 'sec-fetch-site': 'none' } });
    expect([answer.status, answer.headers['location'], answer.body]).toEqual([302, '/#/monitor', '']);
  });

  it('says so when the desk is gone', async () => {
    isBroken = true;
    for (const path of ['/pipeline/status', '/metrics', '/session/x/status']) {
      const answer = await ask(path);
      expect([path, answer.status]).toEqual([path, 503]);
      expect(answer.json()).toMatchObject({ error: { code: 'closed' } });
    }
    const answer = await optimize('{}');
    expect([answer.status, answer.json()]).toMatchObject([503, { error: { code: 'closed' } }]);
    isBroken = false;
  });
});

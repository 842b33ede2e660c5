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
        return Promise.resolve(ok(sampleReport));
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
    isBroken = false;
  });
});

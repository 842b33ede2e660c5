/** What a request to `app://parley/` is answered with, besides which file it names (app-files.test.ts). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerAppRequest } from '../../../electron/main/app-answer.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-answers-'));
  writeFileSync(join(folder, 'index.html'), '<html><head></head></html>');
  writeFileSync(join(folder, 'a.js'), 'ours');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const answer = (path: string, method = 'GET') =>
  answerAppRequest(folder, { url: `app://parley${path}`, method });

describe('an answer of app://', () => {
  it('is the page, under a policy whose nonce stands in it and is another one each time', () => {
    const nonces = [answer('/'), answer('/index.html')].map(({ statusCode, headers, data }) => {
      expect(statusCode).toBe(200);
      expect(headers['Content-Type']).toBe('text/html; charset=utf-8');
      expect(headers['Content-Security-Policy']).toContain("default-src 'none'");
      const [, nonce = ''] = /nonce="([^"]+)"/.exec(data.toString()) ?? [];
      expect(headers['Content-Security-Policy']).toContain(`'nonce-${nonce}'`);
      return nonce;
    });
    expect(nonces[0]).not.toBe('');
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('is a file as it lies there, asked for again each time', () => {
    expect(answer('/a.js')).toMatchObject({
      statusCode: 200,
      headers: {
        'Content-Type': 'text/javascript; charset=utf-8',
        'Cache-Control': 'no-cache',
        'X-Content-Type-Options': 'nosniff',
      },
      data: Buffer.from('ours'),
    });
  });

  it('has no body when only the headers are asked for', () => {
    for (const path of ['/', '/a.js']) {
      const { statusCode, headers, data } = answer(path, 'HEAD');
      expect([statusCode, data.length]).toEqual([200, 0]);
      expect(headers['Content-Type']).toBe(answer(path).headers['Content-Type']);
    }
  });

  it.each([
    ['/none.js', 'GET', 404],
    ['/../a.js%00', 'GET', 404],
    ['/none.js', 'HEAD', 404],
    ['/', 'POST', 405],
    ['/a.js', 'PUT', 405],
    ['/a.js', 'OPTIONS', 405],
  ])('%s by %s is refused with %i and shows nothing', (path, method, status) => {
    const { statusCode, headers, data } = answer(path, method);
    expect([statusCode, data.length]).toEqual([status, 0]);
    expect(headers['Content-Security-Policy']).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
  });
});

import { describe, expect, it } from 'vitest';
import {
  contentSecurityPolicy,
  insertStyleNonce,
  pageHeaders,
} from '../../../electron/contract/content-security-policy.ts';

/** Directive -> its sources. */
function directives(policy: string): Map<string, string[]> {
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
}

describe('the policy of a page', () => {
  const policy = contentSecurityPolicy({ styleNonce: 'abc123==' });

  it('lets nothing in that it does not name', () => {
    expect(directives(policy).get('default-src')).toEqual(["'none'"]);
    for (const name of ['object-src', 'frame-src', 'frame-ancestors', 'base-uri', 'form-action'])
      expect(directives(policy).get(name)).toEqual(["'none'"]);
  });

  it('runs our own files only and evaluates nothing', () => {
    expect(directives(policy).get('script-src')).toEqual(["'self'"]);
    expect(policy).not.toMatch(/unsafe|\*|https?:|data:/);
  });

  it('enforces Trusted Types without a policy of anyone', () => {
    expect(directives(policy).get('require-trusted-types-for')).toEqual(["'script'"]);
    expect(directives(policy).get('trusted-types')).toEqual(["'none'"]);
  });

  it('knows made styles by their nonce', () => {
    expect(directives(policy).get('style-src')).toEqual(["'self'", "'nonce-abc123=='"]);
  });

  it('connects to itself and to what it was told', () => {
    expect(directives(policy).get('connect-src')).toEqual(["'self'"]);
    const told = contentSecurityPolicy({ styleNonce: 'a', connect: ['ws://127.0.0.1:9'] });
    expect(directives(told).get('connect-src')).toEqual(["'self'", 'ws://127.0.0.1:9']);
  });
});

describe('the headers of a page', () => {
  const headers = pageHeaders({ styleNonce: 'abc' });
  it.each([
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'DENY'],
    ['Referrer-Policy', 'no-referrer'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cache-Control', 'no-store'],
  ])('%s: %s', (name, value) => expect(headers[name]).toBe(value));

  it('gives the page the microphone and nothing else', () => {
    expect(headers['Permissions-Policy']?.split(', ').filter((grant) => !grant.endsWith('=()'))).toEqual([
      'microphone=(self)',
    ]);
  });
});

describe('the nonce in the page', () => {
  it('is told once, first thing in the head', () => {
    const page = insertStyleNonce('<html><head><title>x</title></head></html>', 'n0nce');
    expect(page).toMatch(/<head>\s*<meta property="csp-nonce" nonce="n0nce" \/><title>/);
    expect(page.split('n0nce')).toHaveLength(2);
  });
});

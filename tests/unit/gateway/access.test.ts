import { describe, expect, it } from 'vitest';
import { createAccess } from '../../../electron/gateway/access.ts';
import { gatewayTuning } from '../../../electron/gateway/tuning.ts';

function createRig() {
  let now = 0;
  return {
    access: createAccess(gatewayTuning, () => now),
    pass: (ms: number) => void (now += ms),
  };
}

const tokenFrom = (result: ReturnType<ReturnType<typeof createAccess>['tradeLink']>) => {
  if (!result.ok) throw new Error(result.fault.code);
  return result.value;
};

describe('one-time links', () => {
  it('are traded for a token once', () => {
    const { access } = createRig();
    const link = access.issueLink();
    expect(access.isToken(tokenFrom(access.tradeLink(link)))).toBe(true);
    expect(access.tradeLink(link)).toMatchObject({ ok: false, fault: { code: 'unauthorized' } });
  });

  it('are no token themselves', () => {
    const { access } = createRig();
    expect(access.isToken(access.issueLink())).toBe(false);
  });

  it('die after ten minutes', () => {
    const { access, pass } = createRig();
    const link = access.issueLink();
    const other = access.issueLink();
    pass(10 * 60_000 - 1);
    expect(access.tradeLink(link).ok).toBe(true);
    pass(1);
    expect(access.tradeLink(other).ok).toBe(false);
  });

  it('do not pile up: the oldest ends', () => {
    const { access } = createRig();
    const links = Array.from({ length: gatewayTuning.maxLinks + 1 }, () => access.issueLink());
    expect(access.tradeLink(links[0]!).ok).toBe(false);
    expect(links.slice(1).every((link) => access.tradeLink(link).ok)).toBe(true);
  });

  it('and tokens hold 256 random bits', () => {
    const { access } = createRig();
    const link = access.issueLink();
    expect(link).toMatch(/^[\w-]{43}$/);
    expect(tokenFrom(access.tradeLink(link))).toMatch(/^[\w-]{43}$/);
    expect(access.issueLink()).not.toBe(link);
  });
});

describe('tokens', () => {
  it('live as long as they are used', () => {
    const { access, pass } = createRig();
    const token = tokenFrom(access.tradeLink(access.issueLink()));
    for (let day = 0; day < 3; day++) {
      pass(gatewayTuning.tokenIdleMs - 1);
      expect(access.isToken(token)).toBe(true);
    }
    pass(gatewayTuning.tokenIdleMs);
    expect(access.isToken(token)).toBe(false);
  });

  it('beyond the limit the one unused for longest dies', () => {
    const { access, pass } = createRig();
    const tokens = Array.from({ length: gatewayTuning.maxTokens }, () => {
      pass(1);
      return tokenFrom(access.tradeLink(access.issueLink()));
    });
    pass(1);
    expect(access.isToken(tokens[0]!)).toBe(true);
    pass(1);
    tokens.push(tokenFrom(access.tradeLink(access.issueLink())));
    expect(tokens.map((token) => access.isToken(token)).indexOf(false)).toBe(1);
  });

  it.each(['', 'x', 'constructor', '__proto__', 'A'.repeat(10_000)])('%j is none', (token) => {
    const { access } = createRig();
    access.tradeLink(access.issueLink());
    expect(access.isToken(token)).toBe(false);
  });
});

describe('wrong keys', () => {
  it('are told to wait after ten in a minute, and no longer a minute later', () => {
    const { access, pass } = createRig();
    for (let i = 0; i < gatewayTuning.maxAttempts; i++) {
      expect(access.tradeLink('wrong')).toMatchObject({ fault: { code: 'unauthorized' } });
    }
    expect(access.limited).toBe(true);
    expect(access.tradeLink('wrong')).toMatchObject({ fault: { code: 'too_many_attempts' } });
    expect(access.tradeLink(access.issueLink()).ok).toBe(true);
    pass(gatewayTuning.attemptWindowMs);
    expect(access.limited).toBe(false);
    expect(access.tradeLink('wrong')).toMatchObject({ fault: { code: 'unauthorized' } });
  });
});

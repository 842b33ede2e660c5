/**
 * The keys of the gateway: one-time links and the tokens they are traded for. Keeps only digests, tells a secret once,
 * compares in constant time. Knows no network.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { err, ok } from '../contract/errors.ts';
import type { Result } from '../contract/errors.ts';
import type { GatewayTuning } from './tuning.ts';

export interface Access {
  /** A secret for one tab; it dies when used or too old. */
  issueLink(): string;
  /** Errors: `unauthorized`, `too_many_attempts`. The link is gone afterwards. */
  tradeLink(link: string): Result<string>;
  /** Counts as a use of the token. */
  isToken(token: string): boolean;
  /** A wrong key was seen. */
  noteAttempt(): void;
  /** Wrong keys are told to wait; right ones still pass, so that nobody can lock the owner out. */
  readonly limited: boolean;
}

interface Kept {
  readonly digest: Buffer;
  at: number;
}

const SECRET_BYTES = 32;

const digestOf = (secret: string) => createHash('sha256').update(secret).digest();
const createSecret = () => randomBytes(SECRET_BYTES).toString('base64url');

/** Looks at every one, so that the time taken tells nothing. */
function findKept(kept: readonly Kept[], secret: string): Kept | null {
  const digest = digestOf(secret);
  let found: Kept | null = null;
  for (const candidate of kept) if (timingSafeEqual(candidate.digest, digest)) found = candidate;
  return found;
}

export type AccessTuning = Pick<
  GatewayTuning,
  'linkLifeMs' | 'maxLinks' | 'tokenIdleMs' | 'maxTokens' | 'maxAttempts' | 'attemptWindowMs'
>;

export function createAccess(tuning: AccessTuning, nowMs: () => number): Access {
  let links: Kept[] = [];
  let tokens: Kept[] = [];
  let attempts: number[] = [];

  function forgetOld(): void {
    const now = nowMs();
    links = links.filter(({ at }) => now - at < tuning.linkLifeMs);
    tokens = tokens.filter(({ at }) => now - at < tuning.tokenIdleMs);
    attempts = attempts.filter((at) => now - at < tuning.attemptWindowMs);
  }

  function noteAttempt(): void {
    forgetOld();
    // more than the limit need not be remembered
    if (attempts.length < tuning.maxAttempts) attempts.push(nowMs());
  }

  function isLimited(): boolean {
    forgetOld();
    return attempts.length >= tuning.maxAttempts;
  }

  return {
    issueLink() {
      forgetOld();
      const link = createSecret();
      links.push({ digest: digestOf(link), at: nowMs() });
      links = links.slice(-tuning.maxLinks);
      return link;
    },
    tradeLink(link) {
      forgetOld();
      const known = findKept(links, link);
      if (!known) {
        const limited = isLimited();
        noteAttempt();
        return err(limited ? 'too_many_attempts' : 'unauthorized');
      }
      links = links.filter((other) => other !== known);
      const token = createSecret();
      tokens.push({ digest: digestOf(token), at: nowMs() });
      tokens = tokens.sort((a, b) => a.at - b.at).slice(-tuning.maxTokens);
      return ok(token);
    },
    isToken(token) {
      forgetOld();
      const known = findKept(tokens, token);
      if (known) known.at = nowMs();
      return known !== null;
    },
    noteAttempt,
    get limited() {
      return isLimited();
    },
  };
}

/** The token of this tab: from the tab's storage, or traded for the secret of the one-time link in the address. */
import { err, ok } from '../../../electron/contract/errors.ts';
import type { Result } from '../../../electron/contract/errors.ts';

const KEY = 'parley.token';

/** Errors: `unauthorized` when there is neither, or when the link was used before. */
export async function takeSessionToken(): Promise<Result<string>> {
  const link = new URLSearchParams(location.hash.slice(1)).get('link');
  if (link !== null) {
    // out of the address and the history before anything else happens
    history.replaceState(null, '', location.pathname);
    const token = await tradeLink(link);
    if (token) sessionStorage.setItem(KEY, token);
  }
  const kept = sessionStorage.getItem(KEY);
  return kept ? ok(kept) : err('unauthorized');
}

async function tradeLink(link: string): Promise<string | null> {
  try {
    const answer = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ link }),
    });
    if (!answer.ok) return null;
    const { token } = (await answer.json()) as { token?: unknown };
    return typeof token === 'string' ? token : null;
  } catch {
    return null;
  }
}

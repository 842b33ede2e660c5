/** Where the app's own pages are, and whether an address is one of them. Pure. */

export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://parley';
/** The one page; which view it shows is in its hash. */
export const APP_PAGE = `${APP_ORIGIN}/`;

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

/** Anything that app:// serves: right scheme and host, no port, no user. */
export function isAppAddress(url: string): boolean {
  const at = parse(url);
  return (
    at !== null && at.protocol === 'app:' && at.host === 'parley' && at.username === '' && at.password === ''
  );
}

/** The page itself, whatever its hash. */
export function isAppPage(url: string): boolean {
  const at = parse(url);
  return isAppAddress(url) && at?.search === '' && (at.pathname === '/' || at.pathname === '/index.html');
}

/** What a window may fetch: our own files, and blobs our own page made. Developer tools are Chromium's own. */
export function mayLoad(url: string, developing: boolean): boolean {
  if (isAppAddress(url) || url.startsWith(`blob:${APP_ORIGIN}/`)) return true;
  return developing && url.startsWith('devtools://');
}

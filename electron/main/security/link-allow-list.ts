/** Which addresses a window may have opened in the system's browser. Pure; refuses everything it does not name. */

/** Licences and sources of what Parley uses, as the About and Models pages link to them. */
const hosts: ReadonlySet<string> = new Set([
  'github.com',
  'huggingface.co',
  'k2-fsa.github.io',
  'spdx.org',
  'opensource.org',
  'creativecommons.org',
  'www.apache.org',
  'www.gnu.org',
  'www.electronjs.org',
]);

/** @returns the address as it is to be opened, null when it is not allowed: only https, no port, no user, a named host */
export function allowedLink(url: string): string | null {
  let at: URL;
  try {
    at = new URL(url);
  } catch {
    return null;
  }
  const plain = at.protocol === 'https:' && at.port === '' && at.username === '' && at.password === '';
  return plain && hosts.has(at.hostname) ? at.href : null;
}

/** Which addresses a window may have opened in the system's browser. Pure; refuses everything it does not name. */

/** Where models come from: the only addresses a page of Parley offers, on the models page (`source` of a catalogue). */
const hosts: ReadonlySet<string> = new Set(['github.com', 'huggingface.co', 'k2-fsa.github.io']);

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

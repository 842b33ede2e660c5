/** What may be shown of a server's own message: short, without keys, and without what was said. Pure. */

/** Characters that are shown. */
const SHOWN_CHARS = 160;

export interface Secrets {
  readonly apiKey: string;
  /** Texts of the conversation. */
  readonly spoken: readonly string[];
}

const fold = (text: string) => text.toLowerCase().replace(/\s+/g, ' ').trim();

/** True when a word shares a stretch of the key, as servers that print the half of it do. */
function holdsKey(word: string, apiKey: string): boolean {
  if (apiKey.length < 6) return apiKey !== '' && word.includes(apiKey);
  for (let i = 0; i + 6 <= apiKey.length; i++) if (word.includes(apiKey.slice(i, i + 6))) return true;
  return false;
}

/** The message on one line, shortened; `''` when it repeats the conversation. */
export function showServerMessage(message: string, { apiKey, spoken }: Secrets): string {
  const line = message
    .slice(0, 2_000)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  const folded = fold(line);
  if (spoken.some((text) => text.trim().length >= 4 && folded.includes(fold(text).slice(0, 80)))) return '';
  const safe = line
    .replace(/Bearer\s+\S+/gi, '[key]')
    .split(' ')
    .map((word) =>
      holdsKey(word, apiKey) || /\b(?:sk|pk|gsk|key)[-_][\w*-]{6,}/i.test(word) ? '[key]' : word,
    )
    .join(' ');
  return safe.length <= SHOWN_CHARS ? safe : `${safe.slice(0, SHOWN_CHARS)}...`;
}

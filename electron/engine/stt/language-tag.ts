/** Maps BCP 47 tags to the names Whisper gave its languages. */

/** Where Whisper's own code is not the primary BCP 47 tag. */
const TO_WHISPER: Readonly<Record<string, string>> = {
  jv: 'jw',
  nb: 'no',
  iw: 'he',
  in: 'id',
  fil: 'tl',
  cmn: 'zh',
};

/** The tag a user should see for a Whisper code. */
export function tagOfWhisperLanguage(code: string): string {
  return code === 'jw' ? 'jv' : code;
}

/** Whisper code for `tag` (`en`, `en-GB`, `auto`), or null if `known` does not hold it. */
export function whisperLanguageOf(tag: string, known: readonly string[]): string | null {
  const primary = tag.trim().toLowerCase().split(/[-_]/)[0] ?? '';
  if (primary === 'auto') return 'auto';
  const code = TO_WHISPER[primary] ?? primary;
  return known.includes(code) ? code : null;
}

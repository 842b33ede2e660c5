/** Groups decoded tokens into words. Owns the rules for spaces, scripts without spaces and punctuation. */
import type { WhisperTokenizer } from './whisper-tokenizer.ts';

export interface TokenWord {
  readonly text: string;
  /** Tokens `from` (inclusive) to `to` (exclusive). */
  readonly from: number;
  readonly to: number;
}

/** Languages written without spaces, by Whisper's tags: there each character is timed on its own. */
const UNSPACED = new Set(['zh', 'ja', 'th', 'lo', 'my', 'km', 'bo', 'yue']);
const LEADING = /^\s*["'“‘¿¡([{«「『（]+$/u;
const TRAILING = /^["'”’.。,，!！?？:：;；)\]}»、…」』）%]+$/u;

/** Words in order; joining their texts gives the decoded text. Tokens that share a character stay together. */
export function splitWords(
  tokens: readonly number[],
  tokenizer: WhisperTokenizer,
  language: string,
): readonly TokenWord[] {
  const spaced = !UNSPACED.has(language);
  const units: { text: string; from: number; to: number }[] = [];
  for (let from = 0; from < tokens.length;) {
    let to = from + 1;
    let text = tokenizer.decode(tokens.slice(from, to));
    while (text.endsWith('�') && to < tokens.length && to - from < 4)
      text = tokenizer.decode(tokens.slice(from, ++to));
    units.push({ text, from, to });
    from = to;
  }
  const words: { text: string; from: number; to: number }[] = [];
  let opened = false;
  for (const unit of units) {
    const last = words.at(-1);
    const joins = spaced ? !unit.text.startsWith(' ') : opened || TRAILING.test(unit.text);
    if (last && joins) {
      last.text += unit.text;
      last.to = unit.to;
    } else words.push({ ...unit });
    opened = LEADING.test(words.at(-1)!.text);
  }
  return words;
}

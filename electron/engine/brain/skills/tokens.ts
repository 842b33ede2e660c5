/**
 * Turns what was heard into words a grammar can match: lower case, no accents, no punctuation, contractions
 * opened, symbols as words. Keeps where each word stood, so that free text is quoted as it was said.
 * Refuses (empty result) what is longer than a spoken sentence can be. Linear in the length of the text.
 */

export interface Token {
  readonly word: string;
  /** Offsets into the source text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Longest text the skills look at, in UTF-16 units: three minutes of fast speech. */
export const MAX_TEXT_LENGTH = 3_000;
/** Most words the skills look at. */
export const MAX_TOKENS = 400;

const piece = new RegExp(
  [
    String.raw`\p{L}\.(?:\p{L}\.)*\p{L}(?![\p{L}\p{M}])\.?`, // a.m. U.S.
    String.raw`\d{1,2}:\d{2}(?!\d)`,
    String.raw`\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?`,
    String.raw`\d+(?:\.\d+)?(?:(?:st|nd|rd|th)(?!\p{L}))?`,
    String.raw`\.\d+`,
    String.raw`\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*`,
    String.raw`[-+*×÷/^%°√²³½¼¾()−&"'’′″]`,
  ].join('|'),
  'gu',
);

/** Words that carry nothing wherever they stand. */
const noise = new Set(['um', 'uh', 'uhm', 'umm', 'erm', 'er', 'hmm', 'mm', 'ehm']);

const contractions: Readonly<Record<string, string>> = {
  "what's": 'what is',
  whats: 'what is',
  "what're": 'what are',
  "who's": 'who is',
  whos: 'who is',
  "where's": 'where is',
  "when's": 'when is',
  whens: 'when is',
  "how's": 'how is',
  hows: 'how is',
  "it's": 'it is',
  "that's": 'that is',
  thats: 'that is',
  "there's": 'there is',
  "i'm": 'i am',
  im: 'i am',
  "i'd": 'i would',
  "i've": 'i have',
  "i'll": 'i will',
  "you're": 'you are',
  "can't": 'cannot',
  "o'clock": 'oclock',
  ok: 'okay',
  till: 'until',
  til: 'until',
  alright: 'all right',
  nevermind: 'never mind',
};

const symbols: Readonly<Record<string, string>> = {
  '+': 'plus',
  '*': 'times',
  '×': 'times',
  '÷': '/',
  '/': '/',
  '^': '^',
  '%': 'percent',
  '°': 'degrees',
  '√': 'square root of',
  '²': 'squared',
  '³': 'cubed',
  '½': '0.5',
  '¼': '0.25',
  '¾': '0.75',
  '(': '(',
  ')': ')',
  '&': 'and',
};

const isDigit = (char: string | undefined) => char !== undefined && char >= '0' && char <= '9';

/** A hyphen is a minus before a digit when no letter precedes it, or when it stands alone; else it joins words. */
function isMinus(text: string, at: number): boolean {
  const before = text[at - 1];
  const after = text[at + 1];
  if (before === ' ' && after === ' ') return /\d\s*$/.test(text.slice(Math.max(0, at - 3), at));
  if (!isDigit(after)) return false;
  return before === undefined || before === ' ' || before === '(' || isDigit(before);
}

/** Feet and inches marks count only after a digit: 5'10". */
function markWord(text: string, at: number): string | null {
  if (!isDigit(text[at - 1])) return null;
  return text[at] === '"' || text[at] === '″' ? 'inches' : 'feet';
}

function plainWord(raw: string): string {
  const word = raw.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('’', "'");
  return word;
}

/** Splits `text`; empty when it holds no word or is too long. Never throws. */
export function tokenize(text: string): Token[] {
  if (text.length > MAX_TEXT_LENGTH) return [];
  const tokens: Token[] = [];
  const push = (words: string, start: number, end: number) => {
    for (const word of words.split(' ')) if (word) tokens.push({ word, start, end });
  };
  for (const match of text.matchAll(piece)) {
    const raw = match[0];
    const start = match.index;
    const end = start + raw.length;
    if (raw === '-' || raw === '−') {
      if (isMinus(text, start)) push('minus', start, end);
    } else if (raw === "'" || raw === '’' || raw === '′' || raw === '"' || raw === '″') {
      const word = markWord(text, start);
      if (word) push(word, start, end);
    } else if (Object.hasOwn(symbols, raw)) {
      push(symbols[raw]!, start, end);
    } else if (isDigit(raw[0]) || raw[0] === '.') {
      push((raw[0] === '.' ? '0' : '') + raw.replaceAll(',', ''), start, end);
    } else {
      const word = plainWord(raw.includes('.') ? raw.replaceAll('.', '') : raw);
      if (noise.has(word)) continue;
      push(Object.hasOwn(contractions, word) ? contractions[word]! : word.replaceAll("'", ''), start, end);
    }
    if (tokens.length > MAX_TOKENS) return [];
  }
  return tokens;
}

const leading = phrases([
  'hey parley',
  'hi parley',
  'hello parley',
  'okay parley',
  'parley',
  'hey',
  'okay',
  'so',
  'and',
  'well',
  'now',
  'right',
  'all right',
  'please',
  'kindly',
  'sorry',
  'excuse me',
  'could you',
  'can you',
  'would you',
  'will you',
  'can i',
  'could i',
  'may i',
  'can i please',
  'would you mind',
  'do you think you could',
  'i want you to',
  'i need you to',
  'i would like you to',
  'i would like to know',
  'i want to know',
  'i need to know',
  'i would like to',
  'i want to',
  'i need to',
  'i need you',
  'i would like',
  'just',
  'if possible',
  'if it is possible',
  'quickly',
  'tell me',
  'let me know',
  'do you know',
  'do you happen to know',
  'any idea',
  'remind me again',
  'go ahead and',
]);

const trailing = phrases([
  'please',
  'thanks',
  'thank you',
  'for me',
  'will you',
  'would you',
  'could you',
  'can you',
  'parley',
  'okay',
  'right now',
  'now',
  'thanks parley',
  'if you can',
  'if you could',
  'if you do not mind',
]);

function phrases(list: readonly string[]): readonly (readonly string[])[] {
  return list.map((line) => line.split(' ')).sort((a, b) => b.length - a.length);
}

function startsWith(tokens: readonly Token[], phrase: readonly string[], at: number): boolean {
  return phrase.every((word, i) => tokens[at + i]?.word === word);
}

/** Removes wake words, politeness and hedges at both ends; never removes everything. */
export function stripFillers(tokens: readonly Token[]): readonly Token[] {
  let from = 0;
  let to = tokens.length;
  for (;;) {
    const phrase = leading.find((p) => from + p.length < to && startsWith(tokens, p, from));
    if (!phrase) break;
    from += phrase.length;
  }
  for (;;) {
    const phrase = trailing.find((p) => to - p.length > from && startsWith(tokens, p, to - p.length));
    if (!phrase) break;
    to -= phrase.length;
  }
  return tokens.slice(from, to);
}

/**
 * Judges by sound whether a text begins with the wake phrase, however a small recogniser spelled it. Owns the
 * comparison; keeps nothing of what it was given. Looks at the beginning only: a name in the middle of a sentence is
 * talked about, not called.
 */
import { err, ok } from '../../contract/errors.ts';
import type { Result } from '../../contract/errors.ts';
import { isCommonWord } from '../phonetics/common-words.ts';
import { plainLetters, soundsOf } from '../phonetics/english-sounds.ts';
import { prefixDistances, soundCodes, weightOf } from '../phonetics/sound-distance.ts';
import { greetings } from './greetings.ts';
import { wakeTuning as tuning } from './tuning.ts';
import { wakeHint } from './wake-hint.ts';
import type { WakeJudge, WakeVerdict } from './wake-port.ts';

export interface WakeJudgeOptions {
  /** As the user typed it. */
  readonly phrase: string;
  /** 0 misses rather than answers wrongly, 1 the other way round. */
  readonly sensitivity: number;
}

interface HeardWord {
  readonly sounds: string;
  readonly plain: string;
  /** Where it ends in the text. */
  readonly end: number;
  /** How many words, parted by white space, the text has up to here. */
  readonly spaced: number;
}

interface Phrase {
  readonly codes: Uint8Array;
  readonly words: number;
  readonly greetingSounds: number;
  readonly greetingWeight: number;
  readonly nameWeight: number;
}

const fillers = new Set([
  ...['um', 'uh', 'uhm', 'erm', 'er', 'ah', 'oh', 'eh', 'hm', 'hmm', 'mm', 'ahm', 'okay', 'ok', 'so', 'well'],
  ...['and', 'now', 'right', 'alright', 'yeah', 'yes', 'please'],
]);

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;

function wordsOf(text: string, most: number): HeardWord[] {
  const words: HeardWord[] = [];
  const front = text.slice(0, tuning.maxTextCharacters);
  for (const match of front.matchAll(wordPattern)) {
    if (words.length === most) break;
    const end = match.index + match[0].length;
    const spaced = front.slice(0, end).trim().split(/\s+/u).length;
    words.push({ sounds: soundsOf(match[0]), plain: plainLetters(match[0]), end, spaced });
  }
  return words;
}

function parsePhrase(phrase: string): Result<Phrase> {
  if (phrase.length > tuning.maxPhraseCharacters) {
    return err('bad_argument', `a wake phrase has at most ${tuning.maxPhraseCharacters} characters`);
  }
  const words = wordsOf(phrase, tuning.maxPhraseCharacters).filter(({ sounds }) => sounds !== '');
  if (words.length === 0) return err('bad_argument', 'a wake phrase needs letters from a to z');
  const nameAt = words.findIndex(({ plain }) => !greetings.has(plain));
  if (words.every(({ plain }) => isCommonWord(plain) || greetings.has(plain))) {
    return err('bad_argument', 'a wake phrase needs a name or a rarer word: these words are said all day');
  }
  const greeting = words.slice(0, nameAt).map(({ sounds }) => sounds);
  const name = words.slice(nameAt).map(({ sounds }) => sounds);
  const codes = soundCodes([...greeting, ...name].join(''));
  const nameSounds = name.join('');
  if (codes.length < tuning.minSounds || nameSounds.length < tuning.minNameSounds) {
    return err('bad_argument', 'a wake phrase this short is in too many ordinary words: take a longer one');
  }
  return ok({
    codes,
    words: words.length,
    greetingSounds: greeting.join('').length,
    greetingWeight: weightOf(greeting.join('')),
    nameWeight: weightOf(nameSounds),
  });
}

/** A straight line through the three thresholds. */
function thresholdOf(sensitivity: number): number {
  const at = Math.min(1, Math.max(0, sensitivity));
  const { strictLikeness, middleLikeness, lenientLikeness } = tuning;
  return at <= 0.5
    ? strictLikeness + (middleLikeness - strictLikeness) * (at / 0.5)
    : middleLikeness + (lenientLikeness - middleLikeness) * ((at - 0.5) / 0.5);
}

interface Found {
  readonly score: number;
  /** The last word of the phrase. */
  readonly last: HeardWord | null;
}

/** The best reading of the phrase into the words from `first` on. */
function bestFrom(phrase: Phrase, words: readonly HeardWord[], first: number): Found {
  const taken = words.slice(first, first + phrase.words + tuning.extraWords);
  const codes = taken.map(({ sounds }) => soundCodes(sounds));
  const text = Uint8Array.from(codes.flatMap((sounds) => [...sounds]));
  const { cost, headCost } = prefixDistances(phrase.codes, text, phrase.greetingSounds);
  let best: Found = { score: 0, last: null };
  let length = 0;
  taken.forEach((word, i) => {
    length += codes[i]!.length;
    if (codes[i]!.length === 0) return;
    const head = headCost[length]!;
    const greeting = phrase.greetingWeight > 0 ? Math.min(1, head / phrase.greetingWeight) : 0;
    const name = (cost[length]! - head) / phrase.nameWeight;
    const score = Math.max(0, 1 - name - tuning.greetingShare * greeting);
    if (score > best.score) best = { score, last: word };
  });
  return best;
}

/** Errors: `bad_argument` for a phrase that cannot be heard reliably, with the reason. */
export function createWakeJudge(options: WakeJudgeOptions): Result<WakeJudge> {
  if (!Number.isFinite(options.sensitivity)) return err('bad_argument', 'sensitivity is from 0 to 1');
  const parsed = parsePhrase(options.phrase);
  if (!parsed.ok) return parsed;
  const phrase = parsed.value;
  const threshold = thresholdOf(options.sensitivity);
  const most = tuning.maxFillers + phrase.words + tuning.extraWords;
  return ok({
    phrase: options.phrase,
    hint: wakeHint(options.phrase),
    judge(text): WakeVerdict {
      const words = wordsOf(text, most);
      let best: Found = { score: 0, last: null };
      for (let first = 0; first <= Math.min(tuning.maxFillers, words.length - 1); first++) {
        if (first > 0 && !fillers.has(words[first - 1]!.plain)) break;
        const found = bestFrom(phrase, words, first);
        if (found.score > best.score) best = found;
      }
      if (!best.last || best.score < threshold) {
        return { matched: false, score: best.score, wordCount: 0, rest: '' };
      }
      const rest = text
        .slice(best.last.end)
        .replace(/^[\s\p{P}\p{M}]+/u, '')
        .trimEnd();
      return { matched: true, score: best.score, wordCount: best.last.spaced, rest };
    },
  });
}

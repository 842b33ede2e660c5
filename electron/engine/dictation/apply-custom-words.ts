/**
 * Writes the user's own terms where they were heard under another spelling. Conservative: what sounds only nearly
 * the same, begins with another sound, or is made of everyday words is left alone.
 */
import { isCommonWord } from '../phonetics/common-words.ts';
import { plainLetters } from '../phonetics/english-sounds.ts';
import { prefixDistances, soundCodes, weightOf } from '../phonetics/sound-distance.ts';
import { soundsOfTerm } from '../phonetics/term-sounds.ts';
import { dictationTuning as tuning } from './tuning.ts';
import { joinWords, splitWords } from './word-pieces.ts';
import type { WordPiece } from './word-pieces.ts';

interface Term {
  readonly written: string;
  readonly sounds: string;
  readonly codes: Uint8Array;
  readonly weight: number;
  readonly atLeast: number;
}

interface Terms {
  readonly byLetters: ReadonlyMap<string, string>;
  /** By first sound. */
  readonly bySound: ReadonlyMap<string, readonly Term[]>;
  readonly maxWords: number;
}

/** Letters without marks; of scripts that have none of a to z, the lower case word itself. */
const lettersOf = (words: string) =>
  words
    .split(/[\s-]+/u)
    .map((word) => plainLetters(word) || word.toLowerCase())
    .join('');

function readTerms(words: readonly string[]): Terms {
  const byLetters = new Map<string, string>();
  const bySound = new Map<string, Term[]>();
  let maxWords = 1;
  for (const entry of words.slice(0, tuning.maxTerms)) {
    const written = entry.trim();
    const letters = lettersOf(written);
    if (letters === '' || written.length > 60 || byLetters.has(letters) || isCommonWord(letters)) continue;
    byLetters.set(letters, written);
    maxWords = Math.max(maxWords, splitWords(written).pieces.length + tuning.extraWords);
    const sounds = soundsOfTerm(written);
    if (sounds.length < tuning.minTermSounds) continue;
    const weight = weightOf(sounds);
    const { atLeast } = tuning.likeness.find(({ fromWeight }) => weight >= fromWeight)!;
    const first = sounds[0]!;
    bySound.set(first, [
      ...(bySound.get(first) ?? []),
      { written, sounds, codes: soundCodes(sounds), weight, atLeast },
    ]);
  }
  return { byLetters, bySound, maxWords: Math.min(maxWords, tuning.maxWindowWords) };
}

function findBySound(terms: Terms, heard: string): string | null {
  const sounds = soundsOfTerm(heard);
  const codes = soundCodes(sounds);
  const weight = weightOf(sounds);
  let best: { readonly written: string; readonly likeness: number } | null = null;
  for (const term of terms.bySound.get(sounds[0] ?? '') ?? []) {
    const heavier = Math.max(weight, term.weight);
    if (Math.abs(weight - term.weight) > 0.4 * heavier) continue;
    const likeness = 1 - prefixDistances(term.codes, codes, 0).cost[codes.length]! / heavier;
    if (likeness >= term.atLeast && likeness > (best?.likeness ?? 0))
      best = { written: term.written, likeness };
  }
  return best?.written ?? null;
}

/** `Kubernetes's` is the term and what hangs on it. */
function withoutEnding(word: string): readonly [stem: string, ending: string] {
  const ending = /['’]s$/u.exec(word)?.[0] ?? '';
  return [ending ? word.slice(0, -ending.length) : word, ending];
}

interface Window {
  readonly words: readonly string[];
  readonly ending: string;
}

function windowAt(pieces: readonly WordPiece[], at: number, size: number): Window | null {
  if (at + size > pieces.length) return null;
  for (let i = at + 1; i < at + size; i++) if (!/^[ -]$/u.test(pieces[i]!.gap)) return null;
  const words = pieces.slice(at, at + size).map(({ word }) => word);
  const [stem, ending] = withoutEnding(words[size - 1]!);
  return { words: [...words.slice(0, -1), stem], ending };
}

/**
 * @param text as it was heard
 * @param words as they are to be written
 */
export function applyCustomWords(text: string, words: readonly string[]): string {
  const terms = readTerms(words);
  if (terms.byLetters.size === 0) return text;
  const known = new Map<string, string | null>();
  const { pieces, tail } = splitWords(text);
  const isTerm = (word: string) => terms.byLetters.has(lettersOf(withoutEnding(word)[0]));
  const settled = pieces.map(({ word }) => isTerm(word));

  function look({ words: heard }: Window, mayResound: boolean): string | null {
    const joined = heard.join(' ');
    const parts = joined.split(/[\s-]+/u);
    if (parts.every((part) => isCommonWord(plainLetters(part)))) return null;
    const spelled = terms.byLetters.get(lettersOf(joined));
    if (spelled !== undefined || !mayResound) return spelled ?? null;
    const key = joined.toLowerCase() === joined ? joined : `^${joined}`;
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = findBySound(terms, joined)));
    return found;
  }

  const out: WordPiece[] = [];
  for (let at = 0; at < pieces.length;) {
    let used = 1;
    let word = pieces[at]!.word;
    for (let size = terms.maxWords; size >= 1; size--) {
      const window = windowAt(pieces, at, size);
      const found = window && look(window, !settled.slice(at, at + size).includes(true));
      if (!window || !found) continue;
      used = size;
      word = found + window.ending;
      break;
    }
    out.push({ gap: pieces[at]!.gap, word });
    at += used;
  }
  return joinWords({ pieces: out, tail });
}

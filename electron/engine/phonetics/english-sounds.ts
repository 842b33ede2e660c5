/**
 * The sounds of a written word, roughly as an English speaker would read it. Not a dictionary: both sides of a
 * comparison are read by the same rules, so what the rules get wrong they mostly get wrong alike. Never fails; what
 * is not a Latin letter or a digit has no sound.
 */
import { digitSounds, irregularWords, letterReadings, longVowels, spellingRules } from './spelling-rules.ts';
import type { SpellingRule } from './spelling-rules.ts';

/** Longer words are cut: no word of a phrase is this long, and it bounds the work. */
const MAX_WORD_CHARACTERS = 40;

const vowelLetters = /[aeiouy]/;
/** As in music and computer. */
const openU = /^u[bcdfgklmnpstvz][aeiouy]/;
const vowelSounds = /[iIeEaAouVYWO@]/;
const silentE = /^([aeiouy])([bcdfgklmnpstvz]|th)e(s?)$/;

const rulesByLetter = new Map<string, SpellingRule[]>();
for (const rule of spellingRules) {
  const first = rule.letters[0]!;
  rulesByLetter.set(first, [...(rulesByLetter.get(first) ?? []), rule]);
}

/** Lower case Latin letters and digits of a word, marks resolved; at most 40 characters. */
export function plainLetters(word: string): string {
  return [
    ...word
      .slice(0, 4 * MAX_WORD_CHARACTERS)
      .normalize('NFC')
      .toLowerCase(),
  ]
    .map((letter) => letterReadings[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '')
    .slice(0, MAX_WORD_CHARACTERS);
}

function holds(rule: SpellingRule, word: string, at: number): boolean {
  const end = at + rule.letters.length;
  if (!word.startsWith(rule.letters, at)) return false;
  if (rule.at === 'start' && at !== 0) return false;
  if (rule.at === 'end' && end !== word.length) return false;
  return rule.before === undefined || (end < word.length && rule.before.includes(word[end]!));
}

/** Sounds at one place of the word, and how many letters they use. */
function readAt(word: string, at: number, voiced: boolean): readonly [sounds: string, letters: number] {
  const letter = word[at]!;
  if (letter >= '0' && letter <= '9') return [digitSounds[Number(letter)]!, 1];
  if (word[at + 1] === letter && !vowelLetters.test(letter) && letter !== 'c') return ['', 1];
  const rest = word.slice(at);
  if (vowelLetters.test(letter) && !(at > 0 && vowelLetters.test(word[at - 1]!))) {
    const long = silentE.exec(rest);
    if (long) return [longVowels[letter]!, 1];
  }
  if (openU.test(rest)) return ['u', 1];
  if (voiced && rest === 'le' && !vowelLetters.test(word[at - 1]!)) return ['@l', 2];
  if (rest === 'e' && voiced) return ['', 1];
  if (rest === 'es' && voiced) return ['z', 2];
  if (rest === 'y' && !voiced) return ['Y', 1];
  if (rest === 'ed' && voiced) return [/[td]/.test(word[at - 1] ?? '') ? '@d' : 'd', 2];
  const found = rulesByLetter.get(letter)?.find((rule) => holds(rule, word, at));
  return found ? [found.sounds, found.letters.length] : [letter, 1];
}

/** @returns one letter a sound, see spelling-rules.ts; empty when nothing in the word can be read. */
export function soundsOf(word: string): string {
  const letters = plainLetters(word);
  const known = Object.hasOwn(irregularWords, letters) ? irregularWords[letters] : undefined;
  if (known !== undefined) return known;
  let sounds = '';
  let at = 0;
  while (at < letters.length) {
    const [next, used] = readAt(letters, at, vowelSounds.test(sounds));
    sounds += next;
    at += used;
  }
  return sounds.replace(/(.)\1+/g, '$1');
}

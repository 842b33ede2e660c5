/**
 * What the recogniser that listens for the wake phrase is told beforehand. Whisper spells what it expects: without a
 * hint "Hey Parley" becomes "Take part in Lee" for some voices, with the phrase alone every "Hey P..." becomes
 * "Hey Parley". So the phrase stands among other things people call out. The figures are in tests/bench/results.
 */
import { plainLetters, soundsOf } from '../phonetics/english-sounds.ts';
import { soundLikeness } from '../phonetics/sound-distance.ts';
import { greetings } from './greetings.ts';
import { wakeTuning as tuning } from './tuning.ts';

const before = ['Paul', 'Bobby', 'Molly'];
const after = ['Peter', 'there', 'guys'];

/** @param phrase as the user typed it @returns text for the recogniser's prompt, about 25 tokens */
export function wakeHint(phrase: string): string {
  const words = phrase
    .slice(0, tuning.maxPhraseCharacters)
    .trim()
    .split(/[^\p{L}\p{M}\p{N}'’-]+/u)
    .filter(Boolean);
  if (words.length === 0) return '';
  const first = words[0]!;
  const greeting = greetings.has(plainLetters(first)) && words.length > 1 ? first : 'Hey';
  const own = words.map(soundsOf);
  const others = (names: readonly string[]) =>
    names
      .filter((name) => own.every((sounds) => soundLikeness(sounds, soundsOf(name)) < tuning.decoyLikeness))
      .map((name) => `${greeting} ${name}.`);
  return [...others(before), `${words.join(' ')}.`, ...others(after)].join(' ');
}

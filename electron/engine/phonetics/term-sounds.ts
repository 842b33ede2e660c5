/** The sounds of a term as people say it: words one after the other, capitals that stand together spelled out. */
import { plainLetters, soundsOf } from './english-sounds.ts';
import { letterNames } from './spelling-rules.ts';

/** Longer terms are cut, which bounds the work. */
const MAX_TERM_CHARACTERS = 80;

/** `GraphQL` -> Graph, QL; `QL` and a lone `L` are spelled, `Graph` is read. */
const parts = /\p{Lu}{2,}(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|\p{Lu}|\p{N}/gu;

function soundsOfPart(part: string): string {
  if (!/^\p{Lu}+$/u.test(part) || part === 'I' || part === 'A') return soundsOf(part);
  return [...plainLetters(part)].map((letter) => letterNames[letter] ?? '').join('');
}

/** @param term one or more words @returns one letter a sound, see spelling-rules.ts */
export function soundsOfTerm(term: string): string {
  const found = term.slice(0, MAX_TERM_CHARACTERS).normalize('NFC').match(parts) ?? [];
  return found.map(soundsOfPart).join('');
}

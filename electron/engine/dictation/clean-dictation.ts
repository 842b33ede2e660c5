/**
 * Makes what was dictated fit to be typed: without the sounds of thinking, and with the user's terms as they write
 * them. Pure; keeps nothing. Text beyond the limit in tuning.ts is left as it is.
 */
import { applyCustomWords } from './apply-custom-words.ts';
import { removeFillers } from './remove-fillers.ts';
import { dictationTuning } from './tuning.ts';

export interface CleanDictationOptions {
  readonly removeFillers: boolean;
  /** Names and terms as they are to be written. */
  readonly words: readonly string[];
}

/** @param text as the recogniser wrote it @returns the text to type; empty if nothing but fillers was said */
export function cleanDictation(text: string, options: CleanDictationOptions): string {
  const { maxCharacters, maxTerms } = dictationTuning;
  const cut = text.length <= maxCharacters ? text.length : text.lastIndexOf(' ', maxCharacters) + 1;
  const head = text.slice(0, cut);
  const keep = new Set(options.words.slice(0, maxTerms).map((word) => word.trim().toLowerCase()));
  const spoken = options.removeFillers ? removeFillers(head, keep) : head;
  return applyCustomWords(spoken, options.words) + text.slice(cut);
}

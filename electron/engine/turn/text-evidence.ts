/**
 * What the words say about whether the speaker has finished. Pure, English first, a little German.
 * Evidence only: recognisers put full stops on fragments, so a mark counts less than the last words.
 */
import {
  auxiliaries,
  completeWithoutMark,
  digitWords,
  fixedEndings,
  germanMarkers,
  germanMayEnd,
  germanNeverLast,
  mostlyTrailing,
  neverLast,
  prepositions,
  pronouns,
  questionAuxiliaries,
  questionWords,
  strandedOf,
  strandedTo,
  teenWords,
  tensWords,
  trailingAlone,
  trailingPairs,
} from './text-tables.ts';

/**
 * `finished`: reads like a whole sentence, command or answer. `open`: could end here or go on.
 * `trailing`: something must follow. `none`: no words, or the text is not known yet.
 */
export type TextEvidence = 'finished' | 'open' | 'trailing' | 'none';

/** Only the end matters: longer text is read from its last characters. */
const READ_CHARS = 600;
/** Digits that make a telephone number whole. */
const PHONE_DIGITS = 7;

const END_MARK = /[.?!。？！]["'”’)\]]*$/u;
const OPEN_MARK = /(\.\.+|…|[,;:–—-])["'”’)\]]*$/u;

/** Classifies what was said so far; see TextEvidence. Null and text without letters or digits are `none`. */
export function classifyText(text: string | null): TextEvidence {
  if (text === null) return 'none';
  const trimmed = text.slice(-READ_CHARS).trim();
  const sentence = lastSentence(trimmed);
  const spoken = wordsOf(sentence);
  if (spoken.length === 0) return 'none';
  if (OPEN_MARK.test(trimmed)) return 'trailing';
  const marked = END_MARK.test(trimmed);
  if (spoken.some((word) => germanMarkers.has(word))) return classifyGerman(spoken, marked);
  const phrase = withoutCourtesy(spoken).join(' ');
  if (completeWithoutMark.has(phrase)) return 'finished';
  if (isTrailing(spoken, phrase, marked)) return 'trailing';
  if (mayGoOn(spoken, phrase)) return 'open';
  return marked ? 'finished' : 'open';
}

/** The words after the last end mark that has words behind it. Decimal points and abbreviations may cut early. */
function lastSentence(text: string): string {
  const parts = text.split(/(?<=[.?!。？！]["'”’)\]]*)\s+/u).filter((part) => /[\p{L}\p{N}]/u.test(part));
  return parts.at(-1) ?? '';
}

function wordsOf(sentence: string): string[] {
  return (
    sentence
      .toLowerCase()
      .replace(/[’]/gu, "'")
      .match(/[\p{L}\p{N}]+(?:['.:-][\p{L}\p{N}]+)*|%/gu) ?? []
  );
}

function withoutCourtesy(spoken: readonly string[]): readonly string[] {
  let from = 0;
  while (from < spoken.length - 1 && /^(okay|ok|please|hey|parley|alright|yeah)$/.test(spoken[from]!)) from++;
  const last = spoken.length - 1;
  return spoken.slice(from, spoken[last] === 'please' && last > from ? last : undefined);
}

function isQuestion(spoken: readonly string[]): boolean {
  const first = spoken.find((word) => !/^(so|and|but|okay|ok|well|hey|then|now)$/.test(word)) ?? '';
  return questionWords.has(first.replace(/'.*/u, '')) || questionAuxiliaries.has(first);
}

function isTrailing(spoken: readonly string[], phrase: string, marked: boolean): boolean {
  const last = spoken.at(-1)!;
  const before = spoken.at(-2) ?? '';
  const pair = `${before} ${last}`;
  const triple = `${spoken.at(-3) ?? ''} ${pair}`;
  if (trailingAlone.has(phrase) || neverLast.has(last)) return true;
  if (fixedEndings.has(pair) || fixedEndings.has(triple)) return false;
  if (prepositions.has(last)) return !(isQuestion(spoken) && mayStrand(last, before, marked));
  if (trailingPairs.has(triple)) return true;
  if (trailingPairs.has(pair)) return !endsWhole(spoken, pair);
  if (spoken.length > 1 && mostlyTrailing.has(last)) return !(isQuestion(spoken) && marked);
  if (auxiliaries.has(last)) {
    if (last === 'do' && (auxiliaries.has(before) || before === 'to')) return false;
    return !pronouns.has(before) || (spoken.length <= 2 && (!marked || isQuestion(spoken)));
  }
  return incompleteCommand(phrase);
}

/** "Who is it for?" ends, "what is the capital of?" does not. */
function mayStrand(last: string, before: string, marked: boolean): boolean {
  if (last === 'of') return strandedOf.has(before);
  if (last === 'to') return strandedTo.has(before);
  if (last === 'by') return false;
  return marked || last === 'like';
}

/** Pairs that trail at the start of a sentence but may end a longer one ("where are you", "I told you, you know"). */
function endsWhole(spoken: readonly string[], pair: string): boolean {
  if (/^(tell|show|give|help|ask|send|told) me$/.test(pair)) return spoken.length > 2;
  if (/^(are|do|did|can|could|would|will) you$/.test(pair)) {
    return pair === 'are you' && isQuestion(spoken) && spoken.length > 2;
  }
  if (/^(what time|how much|how many|how long|how far)$/.test(pair)) return spoken.length > 3;
  if (pair === 'that you') return isQuestion(spoken);
  if (/^(there is|there are)$/.test(pair)) return spoken.length > 3;
  if (/^i (think|guess|believe|suppose|mean)$/.test(pair)) return spoken.length > 4;
  return false;
}

const INCOMPLETE = [
  /^(?:can you |could you |would you )?(?:set|start|create|make) (?:me )?(?:an? |the |my |another )?(?:timer|alarm|reminder) (?:called|named|labelled|of)$/,
  /\btimer (?:for|of) (?:[a-z]+ )?(?:\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty)$/,
  /^(?:can you |could you )?(?:turn|switch|dim) the [a-z]+$/,
  /^(?:can you |could you )?convert \S+(?: [a-z]+)?$/,
  /^(?:remind me|wake me|wake me up) (?:at|in|on|about|tomorrow|tonight)(?: [a-z]+)?$/,
  /^(?:what is|what's|calculate|how much is) (?:\S+ )+(?:plus|minus|times|over|squared plus|percent|%)$/,
  /^(?:what is|what's|where is|where's|who is|who's)$/,
  /^(?:add|put) (?:\S+ ){0,4}(?:to|on|onto)(?: my| the)?$/,
  /\b(?:point|dot|slash|underscore|dash|area code|extension|room number|and a|number is|pin is|code is|name is)$/,
];

function incompleteCommand(phrase: string): boolean {
  return INCOMPLETE.some((pattern) => pattern.test(phrase));
}

const OPEN_COMMANDS = [
  /^(?:can you |could you )?(?:set|start|create) (?:me )?(?:an? |the |another )(?:timer|alarm|reminder)$/,
  /^(?:can you |could you )?(?:turn|switch) (?:on|off|up|down)$/,
  /^(?:can you |could you )?(?:add|buy|play|call|find|open|send) \S+$/,
  /\balarm (?:for|at) \S+$/,
  /^(?:take|make|write|add) (?:me )?a note$/,
];

/** Complete as it stands, yet of a kind that people continue: numbers, spelled letters, bare commands. */
function mayGoOn(spoken: readonly string[], phrase: string): boolean {
  if (OPEN_COMMANDS.some((pattern) => pattern.test(phrase))) return true;
  const last = spoken.at(-1)!;
  if (tensWords.has(last) || /^[2-9]0$/.test(last)) return true;
  if (teenWords.has(last) && /^(in|since|nineteen|twenty)$/.test(spoken.at(-2) ?? '')) return true;
  return spelling(spoken);
}

/** A run of digits or single letters at the end, shorter than a telephone number. */
function spelling(spoken: readonly string[]): boolean {
  let digits = 0;
  let letters = 0;
  let pieces = 0;
  for (let i = spoken.length - 1; i >= 0; i--, pieces++) {
    const word = spoken[i]!;
    const figures = word.replace(/[-.]/gu, '');
    if (/^\d+$/.test(figures)) digits += figures.length;
    else if (digitWords.has(word)) digits++;
    else if (/^[b-hj-z](?:[-.][b-hj-z])*$/.test(word) || (letters > 0 && /^[ai]$/.test(word)))
      letters += figures.length;
    else break;
  }
  if (letters >= 1 && letters + digits >= 2) return true;
  if (pieces < 2 && !/\b(number|code|pin|dial|call)\b/.test(spoken.join(' '))) return false;
  return digits >= 2 && digits < PHONE_DIGITS;
}

function classifyGerman(spoken: readonly string[], marked: boolean): TextEvidence {
  const last = spoken.at(-1)!;
  if (germanNeverLast.has(last) && !(marked && spoken.length > 2 && germanMayEnd.has(last)))
    return 'trailing';
  if (/\b(?:timer|wecker) (?:auf|für)(?: \S+)?$/u.test(spoken.join(' '))) return 'trailing';
  if (
    /^(?:stopp?|danke|bitte|ja|nein|abbrechen|weiter|guten morgen|wie viel uhr ist es|wie spät ist es)$/u.test(
      spoken.join(' '),
    )
  ) {
    return 'finished';
  }
  return marked ? 'finished' : 'open';
}

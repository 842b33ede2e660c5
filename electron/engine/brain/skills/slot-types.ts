/** The slot parsers that patterns name. Owns no grammar of its own beyond free text. */
import { parseClock } from './clock-expressions.ts';
import { parseDate, parseMonth } from './date-expressions.ts';
import { parseDuration } from './duration-expressions.ts';
import type { Sentence, SlotParser } from './grammar.ts';
import { parseInteger, parseNumber, parseOrdinal, parseYear } from './number-words.ts';
import type { Parsed } from './number-words.ts';
import { toNumber } from './rational.ts';
import type { Token } from './tokens.ts';
import { parsePlace } from './city-zones.ts';
import { parseWhen } from './when-expressions.ts';

const single =
  (parse: (tokens: readonly Token[], at: number) => Parsed<unknown> | null): SlotParser =>
  ({ tokens }, at) => {
    const parsed = parse(tokens, at);
    return parsed ? [parsed] : [];
  };

/** Text of one to `most` words, shortest first, quoted as it was said. */
const text =
  (most: number): SlotParser =>
  (sentence: Sentence, at: number) => {
    const results: Parsed<string>[] = [];
    const last = Math.min(sentence.tokens.length, at + most);
    for (let end = at + 1; end <= last; end++) results.push({ value: sentence.quote(at, end), end });
    return results;
  };

/** Text up to the end of the sentence. */
const rest: SlotParser = (sentence, at) => {
  const end = sentence.tokens.length;
  return at < end ? [{ value: sentence.quote(at, end), end }] : [];
};

/** Words that are never part of a timer's or list's name. */
const notNames = new Set(
  (
    'a an the my our your his her their its this that these those all every another timer timers alarm alarms ' +
    'reminder reminders list lists for to of and or on in at is are was it i you we they me remaining left running ' +
    'set start with from by about some any no not do does did'
  ).split(' '),
);

/** A name of one to three plain words, shortest first. */
const name: SlotParser = (sentence, at) => {
  const results: Parsed<string>[] = [];
  for (let end = at + 1; end <= Math.min(sentence.tokens.length, at + 3); end++) {
    const word = sentence.tokens[end - 1]!.word;
    if (notNames.has(word) || /^\d/.test(word)) break;
    results.push({ value: sentence.quote(at, end).toLowerCase(), end });
  }
  return results;
};

export const slotTypes = {
  text: text(60),
  rest,
  name,
  number: single((tokens, at) => {
    const parsed = parseNumber(tokens, at);
    return parsed && { value: toNumber(parsed.value), end: parsed.end };
  }),
  count: single((tokens, at) => parseInteger(tokens, at, 1, 1000)),
  ordinal: single(parseOrdinal),
  duration: single(parseDuration),
  clock: single(parseClock),
  date: single(parseDate),
  month: single(parseMonth),
  year: single(parseYear),
  when: single((tokens, at) => parseWhen(tokens, at)),
  /** A moment where a bare number is a time: after "for" or "at". */
  moment: single((tokens, at) => parseWhen(tokens, at, true)),
  place: single(parsePlace),
} as const satisfies Readonly<Record<string, SlotParser>>;

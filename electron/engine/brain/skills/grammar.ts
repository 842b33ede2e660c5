/**
 * Sentence patterns over tokens. A pattern must account for every word, which is what keeps skills from acting
 * on talk that merely mentions them. Matching is bounded: a sentence that would take too many steps matches nothing.
 *
 * Pattern language: words; (a|b c) alternatives; [a|b] optional; {slot:type} a slot read by the parser `type`.
 */
import type { Parsed } from './number-words.ts';
import type { Token } from './tokens.ts';

export type SlotValue = unknown;
export type Slots = Readonly<Record<string, SlotValue>>;

/** Reads a slot at `at`; several results are tried in order. Never throws. */
export type SlotParser = (sentence: Sentence, at: number) => readonly Parsed<SlotValue>[];

export interface Sentence {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Source text of a token range, as it was said. */
  quote(from: number, to: number): string;
}

export interface Rule {
  readonly intent: string;
  readonly match: (run: MatchRun) => Slots | null;
  /** Words it can begin with, null for any. */
  readonly first: ReadonlySet<string> | null;
}

/** One sentence being matched against many rules; shares slot results and the step budget. */
export interface MatchRun {
  readonly sentence: Sentence;
  steps: number;
  slots: Record<string, SlotValue>;
  readonly cache: Map<SlotParser, (readonly Parsed<SlotValue>[] | undefined)[]>;
}

/** Bound on matching work for one sentence; ordinary sentences take a few hundred steps. */
export const MAX_STEPS = 20_000;

type Next = (at: number) => boolean;
type Node = (run: MatchRun, at: number, next: Next) => boolean;

interface Compiled {
  readonly node: Node;
  /** First words, null when a slot can come first; `empty` when it can match nothing. */
  readonly first: ReadonlySet<string> | null;
  readonly empty: boolean;
}

export function createSentence(text: string, tokens: readonly Token[]): Sentence {
  return {
    text,
    tokens,
    quote: (from, to) => (to > from ? text.slice(tokens[from]!.start, tokens[to - 1]!.end) : ''),
  };
}

export function createMatchRun(sentence: Sentence): MatchRun {
  return { sentence, steps: 0, slots: {}, cache: new Map() };
}

function compileWord(word: string): Compiled {
  return {
    node: (run, at, next) => run.sentence.tokens[at]?.word === word && next(at + 1),
    first: new Set([word]),
    empty: false,
  };
}

function compileSlot(name: string, parse: SlotParser): Compiled {
  const node: Node = (run, at, next) => {
    let known = run.cache.get(parse);
    if (!known) run.cache.set(parse, (known = []));
    const results = (known[at] ??= parse(run.sentence, at));
    for (const { value, end } of results) {
      if (++run.steps > MAX_STEPS) return false;
      const before = run.slots[name];
      run.slots[name] = value;
      if (next(end)) return true;
      if (before === undefined) delete run.slots[name];
      else run.slots[name] = before;
    }
    return false;
  };
  return { node, first: null, empty: false };
}

function union(sets: readonly Compiled[]): ReadonlySet<string> | null {
  const all = new Set<string>();
  for (const { first } of sets) {
    if (!first) return null;
    for (const word of first) all.add(word);
  }
  return all;
}

function sequence(parts: readonly Compiled[]): Compiled {
  const node = parts.reduceRight<Node>(
    (rest, part) => (run, at, next) => part.node(run, at, (end) => rest(run, end, next)),
    (run, at, next) => {
      run.steps++;
      return run.steps <= MAX_STEPS && next(at);
    },
  );
  const leading: Compiled[] = [];
  for (const part of parts) {
    leading.push(part);
    if (!part.empty) break;
  }
  return { node, first: union(leading), empty: parts.every((part) => part.empty) };
}

function choice(options: readonly Compiled[]): Compiled {
  if (options.length === 1) return options[0]!;
  return {
    node: (run, at, next) => options.some((option) => option.node(run, at, next)),
    first: union(options),
    empty: options.some((option) => option.empty),
  };
}

const optional = (inner: Compiled): Compiled => ({
  node: (run, at, next) => inner.node(run, at, next) || next(at),
  first: inner.first,
  empty: true,
});

/** Compiles `pattern`; throws on a malformed one or an unknown slot type (a bug in a skill). */
export function compilePattern(pattern: string, types: Readonly<Record<string, SlotParser>>): Compiled {
  const parts = pattern.match(/\{\w+:\w+\}|[()[\]|]|[^\s()[\]|{}]+/g) ?? [];
  let at = 0;
  const parseChoice = (close: string | null): Compiled => {
    const options: Compiled[] = [];
    let current: Compiled[] = [];
    for (;;) {
      const part = parts[at];
      if (part === undefined || part === ')' || part === ']') {
        if ((part ?? null) !== close) throw new Error(`unbalanced pattern: ${pattern}`);
        options.push(sequence(current));
        at++;
        return choice(options);
      }
      at++;
      if (part === '|') {
        options.push(sequence(current));
        current = [];
      } else if (part === '(') current.push(parseChoice(')'));
      else if (part === '[') current.push(optional(parseChoice(']')));
      else if (part.startsWith('{')) {
        const [name, type] = part.slice(1, -1).split(':') as [string, string];
        const parser = types[type];
        if (!parser) throw new Error(`unknown slot type ${type} in pattern: ${pattern}`);
        current.push(compileSlot(name, parser));
      } else current.push(compileWord(part));
    }
  };
  return parseChoice(null);
}

/**
 * A rule from patterns. `build` turns the raw slots into the intent's slots, or refuses this reading with null;
 * without it the raw slots are the intent's.
 */
export function createRule(
  intent: string,
  patterns: readonly string[],
  types: Readonly<Record<string, SlotParser>>,
  build?: (slots: Slots, sentence: Sentence) => Slots | null,
): Rule {
  const compiled = choice(patterns.map((pattern) => compilePattern(pattern, types)));
  return {
    intent,
    first: compiled.empty ? null : compiled.first,
    match(run) {
      let result: Slots | null = null;
      run.slots = {};
      const end = run.sentence.tokens.length;
      compiled.node(run, 0, (at) => {
        if (at !== end) return false;
        result = build ? build(run.slots, run.sentence) : { ...run.slots };
        return result !== null;
      });
      return result;
    },
  };
}

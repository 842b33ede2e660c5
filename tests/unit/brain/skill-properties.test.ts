import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateMath } from '../../../electron/engine/brain/skills/evaluate-math.ts';
import { MAX_STEPS, createMatchRun, createSentence } from '../../../electron/engine/brain/skills/grammar.ts';
import { parseNumber } from '../../../electron/engine/brain/skills/number-words.ts';
import { compare, rational, toNumber } from '../../../electron/engine/brain/skills/rational.ts';
import { parseMath } from '../../../electron/engine/brain/skills/spoken-math.ts';
import { MAX_TEXT_LENGTH, tokenize } from '../../../electron/engine/brain/skills/tokens.ts';
import { skills, understand } from '../../../electron/engine/brain/skills/understand.ts';
import { readPhrasings } from '../../support/skill-tables.ts';

const vocabulary = [
  ...new Set(readPhrasings('phrasings').flatMap(({ text }) => text.split(' '))),
  ...'half of a third of the sum of and open bracket close bracket minus percent of in at on ( ) / ^ 5 10'.split(
    ' ',
  ),
];
const soup = fc.array(fc.constantFrom(...vocabulary), { maxLength: 60 }).map((words) => words.join(' '));

/** Work done on one text when every rule is tried. */
function stepsFor(text: string): number {
  const tokens = tokenize(text);
  if (!tokens.length) return 0;
  const run = createMatchRun(createSentence(text, tokens));
  for (const { rules } of skills) for (const rule of rules) rule.match(run);
  return run.steps;
}

describe('any text', () => {
  test('word soup never throws and never takes more than the bounded steps', () => {
    fc.assert(
      fc.property(soup, (text) => {
        understand(text);
        // The budget may be overrun only by the unwinding of what was under way.
        expect(stepsFor(text)).toBeLessThanOrEqual(MAX_STEPS + 2_000);
      }),
      { numRuns: 150 },
    );
  });

  test('any string at all never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        understand(text);
        for (const { start, end } of tokenize(text)) expect(end).toBeGreaterThan(start);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['nested halves', `what is ${'half of '.repeat(130)}8`],
    ['nested thirds that end in nothing', `what is ${'a third of '.repeat(100)}`],
    ['nested sums', `what is ${'the sum of '.repeat(100)}`],
    ['open brackets', `what is ${'open bracket '.repeat(150)}`],
    ['many minus signs', `what is ${'minus '.repeat(300)}5`],
    ['many percents', `what is ${'5 percent of '.repeat(90)}`],
    ['many numbers', `what is ${'one thousand '.repeat(150)}`],
    ['many ands', `add ${'milk and '.repeat(150)} to my list`],
    ['many pluses', `what is ${'1 plus '.repeat(180)}`],
    ['many times of day', `remind me ${'at five '.repeat(150)}to`],
    ['many durations', `set a timer for ${'an hour and '.repeat(100)}`],
    ['apostrophes', `what${"'s".repeat(900)} the time`],
    ['dots', `a${'.b'.repeat(1400)}`],
  ])('%s are refused with bounded work', (_, text) => {
    expect(text.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
    expect(stepsFor(text)).toBeLessThanOrEqual(MAX_STEPS + 2_000);
    const understood = understand(text);
    expect(understood?.intent ?? 'none').toMatch(/^(none|math\.evaluate)$/);
  });

  test.each([
    ['10 kB', 'set a timer for five minutes '.repeat(360)],
    ['nothing', ''],
    ['only control characters', '\u0000\u0007\u001b[2J\u007f'],
    ['right-to-left text', '\u202eset a timer\u202c \u05e9\u05dc\u05d5\u05dd'],
    ['halves of surrogate pairs', '\ud83d \udc00'],
    ['emoji', '\u{1f600}\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'],
    ['names of object members', '__proto__ constructor toString hasOwnProperty'],
    ['one of them as a unit', 'convert 5 constructor to toString'],
    ['one of them as a place', 'what time is it in __proto__'],
  ])('%s is not understood', (_, text) => {
    expect(understand(text)).toBeNull();
  });

  test('control and direction marks inside a request do not change it', () => {
    expect(understand('\u200eset a\u0000 timer for\u200f 5 minutes')).toMatchObject({
      intent: 'timer.set',
      slots: { duration: 300_000 },
    });
  });
});

/** A random expression: how it is spoken, and its value as a fraction by independent rules. */
interface Spoken {
  readonly text: string;
  readonly num: bigint;
  readonly den: bigint;
}
const leaf: fc.Arbitrary<Spoken> = fc
  .tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 2 }))
  .map(([digits, places]) => ({
    text: places === 0 ? String(digits) : (digits / 10 ** places).toFixed(places),
    num: BigInt(digits),
    den: 10n ** BigInt(places),
  }));
const { tree } = fc.letrec<{ tree: Spoken }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc
      .tuple(tie('tree'), fc.constantFrom('plus', 'minus', 'times', 'divided by'), tie('tree'))
      .map(([a, word, b]) => {
        const text = `open bracket ${a.text} ${word} ${b.text} close bracket`;
        if (word === 'plus') return { text, num: a.num * b.den + b.num * a.den, den: a.den * b.den };
        if (word === 'minus') return { text, num: a.num * b.den - b.num * a.den, den: a.den * b.den };
        if (word === 'times') return { text, num: a.num * b.num, den: a.den * b.den };
        return { text, num: a.num * b.den, den: a.den * b.num };
      }),
  ),
}));

describe('arithmetic', () => {
  test('agrees exactly with a reference evaluator', () => {
    fc.assert(
      fc.property(tree, ({ text, num, den }) => {
        const tokens = tokenize(text);
        fc.pre(tokens.length > 0 && tokens.length < 300);
        const parsed = parseMath(tokens, 0);
        fc.pre(parsed !== null && parsed.end === tokens.length);
        const result = evaluateMath(parsed.value);
        if (den === 0n) expect(result).toEqual({ ok: false, problem: 'zero-division' });
        else if (result.ok) {
          expect(compare(result.value, rational(num, den))).toBe(0);
          expect(result.exact).toBe(true);
        } else expect(result.problem).toMatch(/too-large|zero-division/);
      }),
      { numRuns: 500 },
    );
  });

  test('order of operations is that of JavaScript for whole numbers', () => {
    const operators = fc.constantFrom(['plus', '+'], ['minus', '-'], ['times', '*']);
    const step = fc.tuple(operators, fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99 }),
        fc.array(step, { minLength: 1, maxLength: 6 }),
        (first, steps) => {
          const spoken = steps.reduce((text, [[word], n]) => `${text} ${word} ${n}`, String(first));
          const written = steps.reduce((text, [[, sign], n]) => `${text} ${sign} ${n}`, String(first));
          const result = evaluateMath(parseMath(tokenize(spoken), 0)!.value);
          // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
          const expected = new Function(`return ${written}`)() as number;
          expect(result.ok && toNumber(result.value)).toBe(expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});

const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
function inWords(n: number): string {
  if (n < 20) return ones[n]!;
  if (n < 100) return tens[Math.floor(n / 10)]! + (n % 10 ? `-${ones[n % 10]!}` : '');
  if (n < 1_000) return `${ones[Math.floor(n / 100)]!} hundred${n % 100 ? ` and ${inWords(n % 100)}` : ''}`;
  const [size, name] = n < 1_000_000 ? [1_000, 'thousand'] : [1_000_000, 'million'];
  const rest = n % size;
  return `${inWords(Math.floor(n / size))} ${name}${rest ? ` ${rest < 100 ? 'and ' : ''}${inWords(rest)}` : ''}`;
}

describe('numbers', () => {
  test('every whole number below a billion is read back from its words', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 999_999_999 })),
        (n) => {
          const tokens = tokenize(inWords(n));
          const parsed = parseNumber(tokens, 0);
          expect(parsed && toNumber(parsed.value)).toBe(n);
          expect(parsed?.end).toBe(tokens.length);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['three point one four', 3.14],
    ['twenty-five hundred', 2_500],
    ['two and a half', 2.5],
    ['two and three quarters', 2.75],
    ['half a million', 500_000],
    ['2.5 million', 2_500_000],
    ['one point five billion', 1_500_000_000],
    ['a hundred and one', 101],
    ['a dozen', 12],
    ['two dozen', 24],
    ['point five', 0.5],
    ['1,234,567.5', 1_234_567.5],
    ['2 1/2', 2.5],
    ['nought', 0],
  ])('%s is %d', (text, value) => {
    const tokens = tokenize(text);
    const parsed = parseNumber(tokens, 0);
    expect(parsed && toNumber(parsed.value)).toBe(value);
    expect(parsed?.end).toBe(tokens.length);
  });
});

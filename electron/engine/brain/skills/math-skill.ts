/** Spoken arithmetic. */
import { evaluateMath, sayNumber } from './evaluate-math.ts';
import type { MathProblem } from './evaluate-math.ts';
import { createRule } from './grammar.ts';
import type { SlotParser, Slots } from './grammar.ts';
import { parseMath } from './spoken-math.ts';
import type { MathExpr } from './spoken-math.ts';
import { say, sentenceCase } from './skill.ts';
import type { Skill } from './skill.ts';

const money = new Set(['dollars', 'dollar', 'euros', 'euro', 'bucks']);

const math: SlotParser = ({ tokens }, at) => {
  const parsed = parseMath(tokens, at);
  if (!parsed) return [];
  return money.has(tokens[parsed.end]?.word ?? '') ? [{ ...parsed, end: parsed.end + 1 }] : [parsed];
};
const types = { math };

/** An expression that asks for something: a lone number, or a lone percentage, does not. */
const asks = (expr: MathExpr): boolean => typeof expr !== 'string' && expr[0] !== '%' && expr[0] !== 'neg';
const keep = ({ expression }: Slots): Slots | null => (asks(expression as MathExpr) ? { expression } : null);

const problems: Readonly<Record<MathProblem, string>> = {
  'zero-division': "You can't divide by zero.",
  'negative-root': 'A negative number has no real square root.',
  'too-large': 'That number is too large for me to say.',
  undefined: 'That has no value I can give.',
};

export const mathSkill: Skill = {
  name: 'math',
  rules: [
    createRule(
      'math.evaluate',
      [
        '(what is|how much is|what are|calculate|compute|work out|figure out|evaluate|solve|whats|what does|give me|find) [the (value|result) of] {expression:math} [equal|equals|make|come to|is what]',
        'what do you get (when you|if you) (multiply|add|take) {expression:math}',
        '{expression:math} [equals|equals what|is what|is how much|makes what]',
        'how much does {expression:math} (make|come to|equal)',
      ],
      types,
      keep,
    ),
    createRule(
      'math.evaluate',
      [
        '[what do you get when you] (multiply|times) {a:math} (by|and|with) {b:math}',
        '[what do you get when you] {a:math} multiplied by {b:math}',
      ],
      types,
      ({ a, b }) => ({ expression: ['*', a, b] }),
    ),
    createRule(
      'math.evaluate',
      ['[what do you get when you|what happens when you] divide {a:math} by {b:math}'],
      types,
      ({ a, b }) => ({
        expression: ['/', a, b],
      }),
    ),
    createRule(
      'math.evaluate',
      ['[what do you get when you] add {a:math} (and|to) {b:math} [together]'],
      types,
      ({ a, b }) => ({
        expression: ['+', a, b],
      }),
    ),
    createRule(
      'math.evaluate',
      ['[what do you get when you] subtract {a:math} from {b:math}'],
      types,
      ({ a, b }) => ({
        expression: ['-', b, a],
      }),
    ),
    createRule(
      'math.evaluate',
      [
        '(what is|how much is|calculate) {a:math} off [of|from] {b:math}',
        '(what is|how much is) {b:math} (with|at|less) {a:math} off',
      ],
      types,
      ({ a, b }) => (Array.isArray(a) && a[0] === '%' ? { expression: ['-', b, a] } : null),
    ),
    createRule(
      'math.evaluate',
      ['(what is|how much is|calculate|work out) [a] {a:math} tip (on|for|of) {b:math}'],
      types,
      ({ a, b }) => (Array.isArray(a) && a[0] === '%' ? { expression: ['of', a[1] as MathExpr, b] } : null),
    ),
    createRule(
      'math.percentage',
      [
        '(what|how many) (percent|percentage) of {whole:math} is {part:math}',
        '{part:math} is (what|how many) (percent|percentage) of {whole:math}',
        'what (percent|percentage) is {part:math} of {whole:math}',
        'what is {part:math} as a (percent|percentage) of {whole:math}',
      ],
      types,
    ),
  ],
  answer({ intent, slots }) {
    const share = intent === 'math.percentage';
    const expression: MathExpr = share
      ? ['*', ['/', slots['part'] as MathExpr, slots['whole'] as MathExpr], '100']
      : (slots['expression'] as MathExpr);
    const result = evaluateMath(expression);
    if (!result.ok) return say(problems[result.problem]);
    const text = sayNumber(result);
    if (share) return say(`That's ${text} percent.`);
    return say(text.startsWith('about') ? `${sentenceCase(text)}.` : `That's ${text}.`);
  },
};

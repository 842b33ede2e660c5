/** Converting units of measure. */
import { convert, parseQuantity, parseUnit, sayConverted, sayQuantity, unitOf } from './convert-units.ts';
import type { Quantity } from './convert-units.ts';
import { createRule } from './grammar.ts';
import type { SlotParser, Slots } from './grammar.ts';
import { parseNumber } from './number-words.ts';
import { say, sentenceCase } from './skill.ts';
import type { Skill } from './skill.ts';

const quantity: SlotParser = ({ tokens }, at) => {
  const parsed = parseQuantity(tokens, at);
  return parsed ? [parsed] : [];
};
const unit: SlotParser = ({ tokens }, at) => {
  const parsed = parseUnit(tokens, at);
  return parsed ? [parsed] : [];
};
/** "70 degrees", the scale left open. */
const degrees: SlotParser = ({ tokens }, at) => {
  const negative = tokens[at]?.word === 'minus' || tokens[at]?.word === 'negative';
  const number = parseNumber(tokens, negative ? at + 1 : at);
  const text = number?.value.den === 1n ? number.value.num.toString() : null;
  if (!number || text === null || tokens[number.end]?.word !== 'degrees') return [];
  return [{ value: (negative ? '-' : '') + text, end: number.end + 1 }];
};
const types = { quantity, unit, degrees };

const compatible = ({ quantity, to }: Slots): Slots | null =>
  convert(quantity as Quantity, unitOf(to as string)) ? { quantity, to } : null;

const scales = new Set(['degree Celsius', 'degree Fahrenheit', 'kelvin']);

export const unitsSkill: Skill = {
  name: 'units',
  rules: [
    createRule(
      'units.convert',
      [
        '(convert|change|turn|translate) {quantity:quantity} (to|into|in) {to:unit}',
        'how many {to:unit} (are there in|are in|is in|is|are|in|equals|equal|make|makes|go into|fit in|do you get in|make up|to|does it take to make) {quantity:quantity} [equal]',
        'how many {to:unit} (does|do) {quantity:quantity} (have|make|equal|weigh)',
        '(what is|what are|how much is|how much are|how long is|how far is|how heavy is|how hot is|how cold is|how fast is|how big is|how tall is|how high is|what does) {quantity:quantity} (in|to|into|converted to|as|in terms of) {to:unit}',
        '(what is|how much is) {quantity:quantity} equal to in {to:unit}',
        '{quantity:quantity} (in|to|into|as|is how many|equals how many) {to:unit}',
        'in {to:unit} (what is|how much is) {quantity:quantity}',
      ],
      types,
      compatible,
    ),
    createRule(
      'units.convert',
      [
        '(convert|change) {amount:degrees} (from|) {from:unit} (to|into|in) {to:unit}',
        '(convert|change) {amount:degrees} (to|into|in) {to:unit}',
        '(what is|how hot is|how cold is|how much is) {amount:degrees} (in|to) {to:unit}',
      ],
      types,
      ({ amount, from, to }) => {
        if (!scales.has(to as string)) return null;
        const source =
          (from as string | undefined) ?? (to === 'degree Celsius' ? 'degree Fahrenheit' : 'degree Celsius');
        return compatible({ quantity: { parts: [{ amount, unit: source }] }, to });
      },
    ),
    createRule(
      'units.convert',
      [
        'how many {to:unit} (is|are|in) a {from:unit}',
        'how many {to:unit} per {from:unit}',
        'how many {to:unit} to (a|the|an) {from:unit}',
      ],
      types,
      ({ from, to }) => compatible({ quantity: { parts: [{ amount: '1', unit: from }] }, to }),
    ),
    createRule('units.degrees', ['(convert|how hot is|how cold is|how warm is) {amount:degrees}'], types),
    createRule(
      'units.counterpart',
      ['convert {quantity:quantity}', 'how (hot|cold) is {quantity:quantity}'],
      types,
      (slots) => {
        const { parts } = slots['quantity'] as Quantity;
        return unitOf(parts[0]!.unit).counterpart ? slots : null;
      },
    ),
  ],
  answer({ intent, slots }, { settings }) {
    // Without a scale the foreign one is meant: who thinks in Celsius asks about Fahrenheit.
    const foreign = settings.units === 'metric' ? 'degree Fahrenheit' : 'degree Celsius';
    const from: Quantity =
      intent === 'units.degrees'
        ? { parts: [{ amount: slots['amount'] as string, unit: foreign }] }
        : (slots['quantity'] as Quantity);
    const first = unitOf(from.parts[0]!.unit);
    const aim = (slots['to'] as string | undefined) ?? first.counterpart ?? first.singular;
    const converted = convert(from, unitOf(aim));
    if (!converted) return say('Those measure different things.');
    return say(sentenceCase(`${sayQuantity(from)} is ${sayConverted(converted.value, converted.to)}.`));
  },
};

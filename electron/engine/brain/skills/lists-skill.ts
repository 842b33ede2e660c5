/** Lists by name: shopping, to-do and any other. */
import { joinAnd } from './duration-expressions.ts';
import { createRule } from './grammar.ts';
import type { SlotParser, Slots } from './grammar.ts';
import { say, sentenceCase } from './skill.ts';
import type { Skill, SkillAnswer, SkillContext } from './skill.ts';
import { slotTypes } from './slot-types.ts';

const MOST_ITEMS_AT_ONCE = 30;
const LONGEST_ITEM = 200;
const MOST_READ = 20;

/** Other ways to say the same list. */
const aliases: Readonly<Record<string, string>> = {
  grocery: 'shopping',
  groceries: 'shopping',
  'grocery shopping': 'shopping',
  todo: 'to-do',
  'to do': 'to-do',
  task: 'to-do',
  tasks: 'to-do',
};

const owners = new Set(['my', 'the', 'our', 'a', 'your']);

/** "my shopping list", "the list", "groceries": the value is the list's name. */
const list: SlotParser = ({ tokens }, at) => {
  let next = owners.has(tokens[at]?.word ?? '') ? at + 1 : at;
  if (tokens[next]?.word === 'new') next++;
  if (tokens[next]?.word === 'list' && next > at) return [{ value: 'shopping', end: next + 1 }];
  const words: string[] = [];
  for (let end = next; end < Math.min(tokens.length, next + 3); end++) {
    const word = tokens[end]!.word;
    const isAliasPart = word === 'to' && tokens[end + 1]?.word === 'do';
    if (!isAliasPart && (notInNames.has(word) || /\d/.test(word))) return [];
    words.push(word);
    if (tokens[end + 1]?.word !== 'list') continue;
    const name = words.join(' ');
    return [{ value: aliases[name] ?? name, end: end + 2 }];
  }
  return [];
};

const notInNames = new Set(
  'a an the my our your his her their its this that these of on in from and or for with at by is was are'.split(
    ' ',
  ),
);

/** Items said in one breath, shortest text first: "milk, eggs and bread" is three. */
const items: SlotParser = (sentence, at) => {
  const results: { value: readonly string[]; end: number }[] = [];
  for (let end = at + 1; end <= Math.min(sentence.tokens.length, at + 60); end++)
    results.push({ value: splitItems(sentence.quote(at, end)), end });
  return results;
};

function splitItems(text: string): readonly string[] {
  return text
    .split(/\s*[,;]\s*(?:and\s+)?|\s+and\s+(?:also\s+|then\s+)?|\s+as well as\s+/i)
    .map((item) => item.replace(/^(?:and|some|a few|also)\s+/i, '').trim())
    .filter(Boolean)
    .map((item) => item.slice(0, LONGEST_ITEM))
    .slice(0, MOST_ITEMS_AT_ONCE);
}

const types = { ...slotTypes, list, items };
const put = '(add|put|write|place|stick|include)';
const take =
  '(remove|delete|take|cross|cross off|cross out|strike|erase|scratch|take off|check off|tick off)';

/** "take me off the mailing list" is about people, not about a list of ours. */
const persons = new Set(['me', 'him', 'her', 'us', 'them', 'you', 'it', 'myself', 'yourself']);

const asList = ({ items, list }: Slots): Slots | null => {
  const said = items as readonly string[];
  return said.length && !said.some((item) => persons.has(item.toLowerCase())) ? { items, list } : null;
};

export const listsSkill: Skill = {
  name: 'list',
  rules: [
    createRule(
      'list.clear',
      [
        '(clear|empty|delete|erase|wipe|reset) [out|everything on|everything from|all of] {list:list}',
        '(remove|delete|clear) everything (from|on|off) {list:list}',
        'start {list:list} over',
      ],
      types,
    ),
    createRule(
      'list.add',
      [
        `${put} {items:items} (to|on|onto|in|into|at) {list:list}`,
        `${put} (to|on|onto) {list:list} {items:items}`,
        '{items:items} (goes|go) on {list:list}',
        '(i need|we need) {items:items} on {list:list}',
      ],
      types,
      asList,
    ),
    createRule('list.remove', [`${take} {items:items} (from|off|off of|out of) {list:list}`], types, asList),
    createRule(
      'list.read',
      [
        '(read|read out|show|show me|tell me|check|go through|open|give me) [me] {list:list} [to me|out|out loud|again]',
        '(what is|what do i have|what have i got|what do we have|what all is|what is left|is there anything|do i have anything|what things are|what items are) (on|in) {list:list}',
        'what does {list:list} say',
        'what is {list:list}',
        'how many (things|items) (are|do i have) on {list:list}',
        'what (do|did) (i|we) need to buy',
        'what (should|do) (i|we) (buy|get) (at|from) the (store|shop|supermarket)',
      ],
      types,
      ({ list }, { tokens }) => {
        // "what is a to-do list" asks for the meaning of the word.
        const asksMeaning = tokens[1]?.word === 'is' && !['on', 'in', 'left'].includes(tokens[2]?.word ?? '');
        if (asksMeaning && !['my', 'our'].includes(tokens[2]?.word ?? '')) return null;
        return { list: list ?? 'shopping' };
      },
    ),
    createRule(
      'list.has',
      [
        '(is|are) {items:items} on {list:list}',
        'do (i|we) have {items:items} on {list:list}',
        'did i (add|put) {items:items} (to|on) {list:list}',
      ],
      types,
      asList,
    ),
    createRule(
      'list.names',
      [
        '(what|which) lists (do i have|are there|have i got)',
        '(show|show me|read|list|tell me) [all] (my|the) lists',
        'what are my lists',
      ],
      types,
    ),
    createRule(
      'list.create',
      [
        '(create|make|start) (a|a new|another|) {list:list}',
        '(create|make|start) (a|a new|) list (called|named) {name:name}',
      ],
      types,
      ({ list, name }) => ({
        list: list ?? name,
      }),
    ),
  ],
  answer({ intent, slots }, context) {
    const name = (slots['list'] as string | undefined) ?? 'shopping';
    const items = (slots['items'] as readonly string[] | undefined) ?? [];
    switch (intent) {
      case 'list.add':
        context.storage.addToList(name, items);
        return say(`Added ${joinAnd(items)} to your ${name} list.`);
      case 'list.remove':
        return removeItems(name, items, context);
      case 'list.has':
        return findItems(name, items, context);
      case 'list.read':
        return readList(name, context);
      case 'list.clear': {
        const count = context.storage.list(name).length;
        if (count === 0) return say(`Your ${name} list is already empty.`);
        context.storage.clearList(name);
        return say(`Cleared your ${name} list, ${count === 1 ? 'one item' : `${count} items`} removed.`);
      }
      case 'list.create':
        return say(`Say what to add: for example, add milk to my ${name} list.`);
      default: {
        const names = context.storage.listNames();
        return say(
          names.length
            ? `You have ${names.length === 1 ? 'one list' : `${names.length} lists`}: ${joinAnd(names)}.`
            : 'You have no lists.',
        );
      }
    }
  },
};

/** "the milk" finds "milk". */
const bare = (item: string) => item.replace(/^(?:the|a|an|my)\s+/i, '');

function removeItems(name: string, items: readonly string[], { storage }: SkillContext): SkillAnswer {
  const removed: string[] = [];
  const missing: string[] = [];
  for (const item of items) {
    const count = storage.removeFromList(name, item) || storage.removeFromList(name, bare(item));
    (count > 0 ? removed : missing).push(bare(item));
  }
  const lines: string[] = [];
  if (removed.length) lines.push(`Removed ${joinAnd(removed)} from your ${name} list.`);
  if (missing.length)
    lines.push(
      `${sentenceCase(joinAnd(missing))} ${missing.length === 1 ? 'is' : 'are'} not on your ${name} list.`,
    );
  return { say: lines };
}

function findItems(name: string, items: readonly string[], { storage }: SkillContext): SkillAnswer {
  const on = new Set(storage.list(name).map((item) => item.toLowerCase()));
  const missing = items.map(bare).filter((item) => !on.has(item.toLowerCase()));
  if (!missing.length)
    return say(`Yes, ${joinAnd(items.map(bare))} ${items.length === 1 ? 'is' : 'are'} on your ${name} list.`);
  return say(`No, ${joinAnd(missing)} ${missing.length === 1 ? 'is' : 'are'} not on your ${name} list.`);
}

function readList(name: string, { storage }: SkillContext): SkillAnswer {
  const all = storage.list(name);
  if (!all.length) return say(`Your ${name} list is empty.`);
  const shown = all.slice(0, MOST_READ);
  const rest = all.length - shown.length;
  return say(`On your ${name} list: ${joinAnd(rest > 0 ? [...shown, `${rest} more`] : shown)}.`);
}

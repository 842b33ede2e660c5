/** Notes: free text kept as it was said. */
import { createRule } from './grammar.ts';
import { say, sentenceCase } from './skill.ts';
import type { Skill, SkillAnswer, SkillContext } from './skill.ts';
import { slotTypes } from './slot-types.ts';

const LONGEST_NOTE = 2_000;
const MOST_READ = 5;

const take = '(take|make|add|write|write down|save|create|leave|jot down|record|new)';

const linked =
  'that|saying|to|of|which says|about|to self|to self that|to self to|to myself|to myself that|to myself to';

/** Openings that hold nothing to keep: "write down your answers", "make a note of it", "write a note to your mother". */
const empty = new Set(
  'it this that them your his her their everything something what how to of for from on in about'.split(' '),
);

export const notesSkill: Skill = {
  name: 'note',
  rules: [
    createRule('note.ask', [`${take} (a|another|) [quick] [new] note`, 'take a memo'], slotTypes),
    createRule(
      'note.list',
      [
        '(read|read out|show|show me|list|tell me|play|go through|what are) [me] [all|all of] (my|the) notes [to me|out|out loud|aloud|back]',
        '(read|show) [me] [out] notes',
        'what notes do i have',
        'do i have any notes',
        'what is in my notes',
        'what did i (note|write down|note down)',
      ],
      slotTypes,
    ),
    createRule(
      'note.last',
      [
        '(read|read out|show|show me|what is|what was|repeat) [me] (my|the) (last|latest|most recent) note [again|out|back]',
      ],
      slotTypes,
    ),
    createRule('note.count', ['how many notes do i have'], slotTypes),
    createRule(
      'note.delete-last',
      ['(delete|remove|erase|cancel|scratch|throw away) (the|my|that|) (last|latest|most recent|) note'],
      slotTypes,
    ),
    createRule(
      'note.delete-all',
      ['(delete|remove|erase|clear) (all|all my|all of my|all the|my) notes'],
      slotTypes,
    ),
    createRule(
      'note.add',
      [
        `${take} (a|another) [quick] [new] note (${linked}|) {text:rest}`,
        `(new|quick|add|create|save|make) note (that|saying|) {text:rest}`,
        '(note down|jot down|write down) (that|this|) {text:rest}',
        'note to self [that|to] {text:rest}',
        'add to my notes [that] {text:rest}',
        'add {text:text} to my notes',
      ],
      slotTypes,
      ({ text }, { tokens }) => {
        const first = (text as string).split(/[\s,]/)[0]!.toLowerCase();
        if (empty.has(first) || tokens[0]!.word === 'leave') return null;
        // "note down the road it gets steep"
        return /^the (?:road|line|street|river)\b/i.test(text as string) ? null : { text };
      },
    ),
  ],
  answer({ intent, slots }, context) {
    switch (intent) {
      case 'note.ask':
        return say('What should I note?');
      case 'note.add':
        return addNote((slots['text'] as string).trim(), context);
      case 'note.list':
        return readNotes(context);
      case 'note.last': {
        const last = context.storage.notes().at(-1);
        return say(last ? `Your last note: ${ended(last.text)}` : 'You have no notes.');
      }
      case 'note.count': {
        const count = context.storage.notes().length;
        return say(
          count === 0
            ? 'You have no notes.'
            : count === 1
              ? 'You have one note.'
              : `You have ${count} notes.`,
        );
      }
      default:
        return deleteNotes(intent === 'note.delete-all', context);
    }
  },
};

const ended = (text: string) => (/[.!?]$/.test(text) ? sentenceCase(text) : `${sentenceCase(text)}.`);

function addNote(text: string, { storage, nowEpochMs }: SkillContext): SkillAnswer {
  const kept = text.slice(0, LONGEST_NOTE);
  storage.addNote(kept, nowEpochMs);
  return say(kept.length > 120 ? 'Noted.' : `Noted: ${ended(kept)}`);
}

function readNotes({ storage }: SkillContext): SkillAnswer {
  const notes = storage.notes();
  if (!notes.length) return say('You have no notes.');
  const shown = notes.slice(-MOST_READ);
  const older = notes.length - shown.length;
  const head =
    notes.length === 1
      ? 'You have one note.'
      : `You have ${notes.length} notes${older ? `; here are the last ${shown.length}` : ''}.`;
  return say(head, ...shown.map(({ text }) => ended(text)));
}

function deleteNotes(all: boolean, { storage }: SkillContext): SkillAnswer {
  const notes = storage.notes();
  const last = notes.at(-1);
  if (!last) return say('You have no notes.');
  if (!all || notes.length === 1) {
    storage.removeNote(last.id);
    return say(`Deleted the note: ${ended(last.text)}`);
  }
  for (const { id } of notes) storage.removeNote(id);
  return say(`Deleted all ${notes.length} notes.`);
}

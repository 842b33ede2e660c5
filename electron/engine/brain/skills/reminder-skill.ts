/** Reminders: something to do, at a moment. */
import type { ScheduledItem } from '../skill-storage.ts';
import { sayClock } from './clock-expressions.ts';
import { sayDay } from './date-expressions.ts';
import { joinOr, sayDuration } from './duration-expressions.ts';
import { createRule } from './grammar.ts';
import type { Slots } from './grammar.ts';
import { say } from './skill.ts';
import type { Skill, SkillAnswer, SkillContext } from './skill.ts';
import { slotTypes } from './slot-types.ts';
import { tokenize } from './tokens.ts';
import { resolveWhen } from './when-expressions.ts';
import type { WhenExpr } from './when-expressions.ts';
import { wallTimeAt } from './zoned-time.ts';

const FURTHEST_MS = 10 * 366 * 86_400_000;
const MOST_REMINDERS = 200;
const LONGEST_LABEL = 300;

const stop = '(cancel|stop|delete|remove|clear|dismiss|get rid of|forget)';
const set = '(set|create|make|add|set up|set me|give me|schedule)';

/** Turns the speaker's words round for the answer: "call my mum" becomes "call your mum". */
const turned: Readonly<Record<string, string>> = {
  my: 'your',
  me: 'you',
  i: 'you',
  mine: 'yours',
  myself: 'yourself',
  "i'm": "you're",
};
const turnRound = (text: string) =>
  text.replace(/\b(?:my|me|I'm|I|mine|myself)\b/gi, (word) => turned[word.toLowerCase()] ?? word);

export const reminderSkill: Skill = {
  name: 'reminder',
  rules: [
    createRule(
      'reminder.set',
      [
        'remind me {when:when} (to|about|that|of) {label:rest}',
        'remind me (to|about|of) {label:text} {when:when}',
        '{when:when} remind me (to|about|of|that) {label:rest}',
        `${set} (a|an|another|) reminder {when:when} (to|about|for|that) {label:rest}`,
        `${set} (a|an|another|) reminder (to|about|for me to) {label:text} {when:when}`,
        `${set} (a|an|another|) reminder for {when:moment} (to|about|that) {label:rest}`,
        `${set} (a|an|another|) reminder (to|about) {label:text} for {when:moment}`,
        '(do not|dont) let me forget to {label:text} {when:when}',
      ],
      slotTypes,
    ),
    createRule(
      'reminder.ask-time',
      [
        'remind me (to|about) {label:rest}',
        `${set} (a|an|another|) reminder (to|about|for me to) {label:rest}`,
        '(do not|dont) let me forget to {label:rest}',
      ],
      slotTypes,
      ({ label }) => (isTask(label as string) ? { label } : null),
    ),
    createRule(
      'reminder.ask-what',
      [`${set} (a|an|another|) [new] reminder`, 'remind me', 'new reminder', 'set reminder'],
      slotTypes,
    ),
    createRule(
      'reminder.list',
      [
        '(what|which) reminders (do i have|are set|are there|have i got|are coming up) [set|for today|today|tomorrow|coming up]',
        '(list|show|show me|read|read out|tell me|check) [all] [of] (my|the) reminders',
        'what are my reminders [for today|today]',
        'do i have any reminders [set|today|for today]',
        '(are there|have i got) any reminders [set|for today]',
        'what is my next reminder',
        'how many reminders (do i have|are set) [set]',
        'what (do|did) (i|you) (have|need) to remind me (about|of)',
      ],
      slotTypes,
    ),
    createRule(
      'reminder.cancel-all',
      [`${stop} (all|all my|all the|all of my|my|the|every) reminders`, `${stop} every reminder`],
      slotTypes,
    ),
    createRule(
      'reminder.cancel',
      [
        `${stop} (the|my|that|) [last|next] reminder`,
        `${stop} (the|my|that|) reminder (to|about|for) {label:rest}`,
      ],
      slotTypes,
      (slots, { tokens }) => {
        if (slots['label'] !== undefined) return slots;
        return tokens.some(({ word }) => word === 'last') ? { position: 'last' } : {};
      },
    ),
  ],
  answer({ intent, slots }, context) {
    switch (intent) {
      case 'reminder.set':
        return setReminder(slots, context);
      case 'reminder.ask-time':
        return say(`When should I remind you to ${turnRound(slots['label'] as string)}?`);
      case 'reminder.ask-what':
        return say('What should I remind you of, and when? For example: remind me to call mum at five.');
      case 'reminder.list':
        return listReminders(context);
      default:
        return cancelReminders(intent === 'reminder.cancel-all', slots, context);
    }
  },
};

/** "remind me of the time we met" is talk: only a task can be asked "when". */
function isTask(label: string): boolean {
  const first = tokenize(label)[0]?.word ?? '';
  return !new Set([
    'the',
    'how',
    'why',
    'what',
    'who',
    'where',
    'that',
    'this',
    'it',
    'him',
    'her',
    'them',
    'us',
    'you',
  ]).has(first);
}

const remindersOf = ({ storage }: SkillContext) =>
  storage
    .scheduled()
    .filter((item) => item.kind === 'reminder')
    .sort((a, b) => a.dueAt - b.dueAt);

/** "at 5 PM today". */
function sayMoment(at: number, { nowEpochMs, timeZone, settings }: SkillContext): string {
  const then = wallTimeAt(timeZone, at);
  return `at ${sayClock(then.hour, then.minute, settings.hourCycle)} ${sayDay(then, wallTimeAt(timeZone, nowEpochMs))}`;
}

function setReminder(slots: Slots, context: SkillContext): SkillAnswer {
  const when = slots['when'] as WhenExpr;
  const label = (slots['label'] as string).slice(0, LONGEST_LABEL);
  const dueAt = resolveWhen(when, context.nowEpochMs, context.timeZone, 'reminder');
  if (dueAt === null) return say('There is no such day.');
  if (dueAt <= context.nowEpochMs) return say('That time has already passed.');
  if (dueAt - context.nowEpochMs > FURTHEST_MS) return say('That is too far ahead for a reminder.');
  if (remindersOf(context).length >= MOST_REMINDERS)
    return say(`You already have ${MOST_REMINDERS} reminders, cancel some first.`);
  context.storage.schedule({
    id: context.newId(),
    kind: 'reminder',
    label,
    createdAt: context.nowEpochMs,
    dueAt,
  });
  const moment =
    when.inMs !== undefined && when.inMs < 86_400_000
      ? `in ${sayDuration(when.inMs)}`
      : sayMoment(dueAt, context);
  return say(`I'll remind you ${moment}: ${turnRound(label)}.`);
}

function listReminders(context: SkillContext): SkillAnswer {
  const reminders = remindersOf(context);
  const [reminder, ...others] = reminders;
  if (!reminder) return say('You have no reminders.');
  const tell = (item: ScheduledItem) => `${turnRound(item.label)}, ${sayMoment(item.dueAt, context)}`;
  if (!others.length) return say(`You have one reminder: ${tell(reminder)}.`);
  const shown = reminders.slice(0, 5);
  const more = reminders.length - shown.length;
  const tail = more > 0 ? [`And ${more} more.`] : [];
  return say(`You have ${reminders.length} reminders: ${shown.map(tell).join('; ')}.`, ...tail);
}

const same = (a: string, b: string) => words(a) === words(b);
const words = (text: string) =>
  tokenize(text)
    .map(({ word }) => word)
    .join(' ');

function cancelReminders(all: boolean, slots: Slots, context: SkillContext): SkillAnswer {
  const reminders = remindersOf(context);
  if (!reminders.length) return say('You have no reminders.');
  const label = slots['label'] as string | undefined;
  let chosen: readonly ScheduledItem[] = reminders;
  if (label !== undefined) chosen = reminders.filter((item) => same(item.label, label));
  else if (slots['position'] === 'last')
    chosen = [...reminders].sort((a, b) => a.createdAt - b.createdAt).slice(-1);
  const [reminder, ...others] = chosen;
  if (!reminder) return say('You have no such reminder.');
  if (others.length && !all) return say(`Which one: ${joinOr(chosen.map((item) => turnRound(item.label)))}?`);
  for (const item of chosen) context.storage.unschedule(item.id);
  return say(
    others.length
      ? `Cancelled ${chosen.length} reminders.`
      : `Cancelled the reminder: ${turnRound(reminder.label)}.`,
  );
}

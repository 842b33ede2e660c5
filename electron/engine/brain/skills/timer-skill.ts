/** Timers: several at once, with names. */
import type { ScheduledItem } from '../skill-storage.ts';
import { durationName, joinAnd, joinOr, parseDuration, sayDuration } from './duration-expressions.ts';
import { createRule } from './grammar.ts';
import type { SlotParser, Slots } from './grammar.ts';
import { say, sentenceCase } from './skill.ts';
import type { Skill, SkillAnswer, SkillContext } from './skill.ts';
import { slotTypes } from './slot-types.ts';

/** Longest timer: a year. */
const LONGEST_MS = 366 * 86_400_000;
const MOST_TIMERS = 50;

const command = '(set|start|create|make|begin|set up|set me|start me)';
const set =
  '(set|start|i need|i want|make me|get me|create|make|begin|run|give me|put on|set up|set me|start me|add)';
const stop = '(cancel|stop|delete|remove|turn off|kill|clear|end|dismiss|get rid of|switch off|forget)';
const the = '(the|my|that|this|)';
const named = '[(called|named|for|for the|for my|labelled|labeled) {name:name}]';

/** "two more minutes": a duration with the word inside it. */
const more: SlotParser = ({ tokens }, at) => {
  const inside = tokens.findIndex(({ word }, i) => i > at && i < at + 4 && word === 'more');
  if (inside < 0) return [];
  const parsed = parseDuration([...tokens.slice(0, inside), ...tokens.slice(inside + 1)], at);
  return parsed && parsed.end >= inside ? [{ ...parsed, end: parsed.end + 1 }] : [];
};
const extra: SlotParser = (sentence, at) => [...more(sentence, at), ...slotTypes.duration(sentence, at)];
const types = { ...slotTypes, more, extra };

const notTimer = new Set(['egg timer']);

export const timerSkill: Skill = {
  name: 'timer',
  rules: [
    createRule(
      'timer.set',
      [
        `${set} (a|an|another|the|one|my|) [new] timer (for|of|to|with|at|) {duration:duration} ${named}`,
        `${set} (a|an|another|one|the|) [new] {duration:duration} timer ${named}`,
        `${set} (a|an|another|the|my|) {name:name} timer (for|of|to|) {duration:duration}`,
        `${set} (a|an|another|the|) {duration:duration} {name:name} timer`,
        `${set} (a|an|another|the|) timer (called|named|for|for the|for my) {name:name} (for|of|with|to|at) {duration:duration}`,
        `[a|an|another|new] timer (for|of|) {duration:duration} ${named}`,
        `[a|an|another] {duration:duration} timer ${named}`,
        '{name:name} timer {duration:duration}',
        '(count down|countdown) [from|for] {duration:duration}',
        '(start|set|begin) (a|the|) (countdown|count down) (for|of|from) {duration:duration}',
        'time {duration:duration}',
        'remind me (when|after) {duration:duration} (are up|is up|have passed|has passed|are over)',
      ],
      slotTypes,
      ({ duration, name }) => ({ duration, ...(name === undefined ? {} : { name }) }),
    ),
    createRule(
      'timer.ask-duration',
      [`${command} (a|an|another|the|) [new] timer`, 'set timer', 'new timer'],
      slotTypes,
    ),
    createRule(
      'timer.add',
      [
        `(add|put) [another|an extra] {duration:extra} [more] (to|on|onto) ${the} [{name:name}] timer`,
        `(extend|increase|lengthen) ${the} [{name:name}] timer (by|for) [another] {duration:duration}`,
        `(give me|add) [another] {duration:extra} [more] (to|on) ${the} [{name:name}] timer`,
        `(give me|add) [another] ({duration:duration} more|{duration:more}) [${the} [{name:name}] timer]`,
        `(give me|add) another {duration:duration} [on|to] [${the} [{name:name}] timer]`,
      ],
      types,
    ),
    createRule(
      'timer.remaining',
      [
        `how (much time|long|much longer|much|many minutes) (is|are|do i have|have i got|does) (left|remaining|) [(on|for|in) ${the} [{name:name}] timer] [have] [left|remaining|to go]`,
        `how (much time|long|much longer|many minutes|much) (left|remaining|more|) [(on|for) ${the} [{name:name}] timer]`,
        `how (much time|long|much longer|much) (does|will|is) ${the} [{name:name}] timer (have|got|run|still have|have got|) [left|remaining|to go]`,
        `(what is|check|how is|show|show me|tell me) (left on|the status of|remaining on|the time left on|the remaining time on|) ${the} [{name:name}] timer [at|doing|looking]`,
        `(when is|when will|when does) ${the} [{name:name}] timer (done|up|finished|over|go off|end|finish|be done|be over|ring|be up|expire)`,
        `(time left|time remaining) [on ${the} [{name:name}] timer]`,
        `is ${the} [{name:name}] timer (done|up|finished|over) [yet]`,
        '(what timers are|what timers do i have|what timers have i got|which timers are|which timers do i have|are there any timers|do i have any timers|have i got any timers|what timers) [running|active|set|on|going|at the moment|left]',
        '(list|show|show me|read|read out|tell me about|check) [all] [of] (my|the) timers',
        'how many timers (do i have|are there|are running|are set|have i got) [running|set|on|active]',
        'what are my timers',
        'is (a|there a|my|the) timer (running|set|on)',
      ],
      slotTypes,
      (slots, { tokens }) =>
        tokens.some(({ word }) => /^timers?$/.test(word)) || isBare(tokens.map(({ word }) => word).join(' '))
          ? slots
          : null,
    ),
    createRule(
      'timer.cancel-all',
      [
        `${stop} (all|all my|all the|all of my|all of the|every|both|both my|my|the) timers`,
        `${stop} (every|each) timer`,
        `${stop} all timers`,
      ],
      slotTypes,
    ),
    createRule(
      'timer.cancel',
      [
        `${stop} ${the} timer [for {name:name}]`,
        `${stop} ${the} {name:name} timer`,
        `${stop} ${the} {duration:duration} timer`,
        `timer (off|stop|cancel)`,
      ],
      slotTypes,
      (slots) => (notTimer.has(String(slots['name'])) ? null : slots),
    ),
    createRule(
      'timer.pause',
      [`(pause|resume|hold|unpause) ${the} [{name:name}] timer`],
      slotTypes,
      () => ({}),
    ),
  ],
  answer({ intent, slots }, context) {
    switch (intent) {
      case 'timer.set':
        return setTimer(slots, context);
      case 'timer.ask-duration':
        return say('For how long?');
      case 'timer.pause':
        return say("I can't pause a timer, but I can cancel it or add time to it.");
      case 'timer.add':
        return addTime(slots, context);
      case 'timer.remaining':
        return tellRemaining(slots, context);
      default:
        return cancelTimers(intent === 'timer.cancel-all', slots, context);
    }
  },
};

/** Phrases that ask for the time left without naming the timer. */
function isBare(text: string): boolean {
  return /^(how (much time|long|much longer) (is |do i have |have i got )?(left|remaining)|time (left|remaining))$/.test(
    text,
  );
}

const timersOf = ({ storage }: SkillContext) =>
  storage
    .scheduled()
    .filter((item) => item.kind === 'timer')
    .sort((a, b) => a.dueAt - b.dueAt);

const lengthOf = (item: ScheduledItem) => item.dueAt - item.createdAt;
/** "pasta timer" or "5-minute timer". */
const nameOf = (item: ScheduledItem) => `${item.label || durationName(lengthOf(item))} timer`;

function setTimer(slots: Slots, context: SkillContext): SkillAnswer {
  const duration = slots['duration'] as number;
  const label = (slots['name'] as string | undefined) ?? '';
  if (duration < 1_000) return say('A timer needs at least one second.');
  if (duration > LONGEST_MS) return say('A timer can run for a year at most.');
  if (timersOf(context).length >= MOST_TIMERS)
    return say(`You already have ${MOST_TIMERS} timers, cancel one first.`);
  context.storage.schedule({
    id: context.newId(),
    kind: 'timer',
    label,
    createdAt: context.nowEpochMs,
    dueAt: context.nowEpochMs + duration,
  });
  return say(
    label
      ? `${sentenceCase(label)} timer set for ${sayDuration(duration)}.`
      : `Timer set for ${sayDuration(duration)}.`,
  );
}

/** The timers that a name or a length picks; all when neither was said. */
function pick(slots: Slots, timers: readonly ScheduledItem[]): readonly ScheduledItem[] {
  const name = slots['name'] as string | undefined;
  const duration = slots['duration'] as number | undefined;
  if (name === undefined && duration === undefined) return timers;
  if (name !== undefined) return timers.filter((item) => item.label.toLowerCase() === name);
  return timers.filter((item) => Math.abs(lengthOf(item) - duration!) < 1_000);
}

const none = (slots: Slots) =>
  typeof slots['name'] === 'string' ? `You have no ${slots['name']} timer.` : 'You have no timer running.';
const which = (timers: readonly ScheduledItem[]) =>
  `Which one: ${joinOr(timers.map((item) => `the ${nameOf(item)}`))}?`;

function addTime(slots: Slots, context: SkillContext): SkillAnswer {
  const extra = slots['duration'] as number;
  const name = slots['name'];
  const timers = pick(name === undefined ? {} : { name }, timersOf(context));
  const [timer, ...others] = timers;
  if (!timer) return say(none(slots));
  if (others.length) return say(which(timers));
  const dueAt = timer.dueAt + extra;
  if (extra < 1_000 || dueAt - context.nowEpochMs > LONGEST_MS)
    return say('A timer can run for a year at most.');
  context.storage.schedule({ ...timer, id: context.newId(), dueAt });
  context.storage.unschedule(timer.id);
  return say(`Added ${sayDuration(extra)}; ${sayDuration(dueAt - context.nowEpochMs)} left.`);
}

function tellRemaining(slots: Slots, context: SkillContext): SkillAnswer {
  const timers = pick(slots, timersOf(context));
  const left = (item: ScheduledItem) => sayDuration(item.dueAt - context.nowEpochMs);
  const [timer, ...others] = timers;
  if (!timer) return say(none(slots));
  if (!others.length) return say(`${sentenceCase(left(timer))} left on your ${nameOf(timer)}.`);
  const most = timers.slice(0, 5).map((item) => `${left(item)} on the ${nameOf(item)}`);
  return say(`You have ${timers.length} timers: ${joinAnd(most)}.`);
}

function cancelTimers(all: boolean, slots: Slots, context: SkillContext): SkillAnswer {
  const timers = pick(slots, timersOf(context));
  const [timer] = timers;
  if (!timer) return say(none(slots));
  // Timers that nothing tells apart: the one that ends first goes.
  const alike = timers.every((item) => nameOf(item) === nameOf(timer));
  if (!all && alike) {
    context.storage.unschedule(timer.id);
    return say(`Cancelled the ${nameOf(timer)}.`);
  }
  if (!all) return say(which(timers));
  for (const item of timers) context.storage.unschedule(item.id);
  return say(timers.length > 1 ? `Cancelled ${timers.length} timers.` : `Cancelled the ${nameOf(timer)}.`);
}

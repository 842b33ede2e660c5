/** Alarms: once, at a time of day. */
import type { ScheduledItem } from '../skill-storage.ts';
import { sayClock } from './clock-expressions.ts';
import { sayDay } from './date-expressions.ts';
import { joinAnd, joinOr } from './duration-expressions.ts';
import { createRule } from './grammar.ts';
import { say } from './skill.ts';
import type { Skill, SkillAnswer, SkillContext } from './skill.ts';
import { slotTypes } from './slot-types.ts';
import { resolveWhen } from './when-expressions.ts';
import type { WhenExpr } from './when-expressions.ts';
import { wallTimeAt } from './zoned-time.ts';

const SNOOZE_MS = 9 * 60_000;
const FURTHEST_MS = 366 * 86_400_000;
const MOST_ALARMS = 50;

const set = '(i need|i want|set|create|make|add|put on|set up|set me|schedule)';
const stop = '(cancel|stop|delete|remove|turn off|clear|dismiss|get rid of|switch off|disable|kill)';
const an = '(a|an|another|the|my|)';
const often =
  '(every day|every morning|every weekday|on weekdays|weekdays|daily|every week|every monday|every tuesday|every wednesday|every thursday|every friday|every saturday|every sunday)';

export const alarmSkill: Skill = {
  name: 'alarm',
  rules: [
    createRule(
      'alarm.set',
      [
        `${set} ${an} [new] alarm [clock] (for|at|to|) {when:moment}`,
        `${set} ${an} {when:moment} alarm`,
        `wake me [up] (for|at|) {when:moment}`,
        `wake me [up] {when:when}`,
        `get me up (at|) {when:moment}`,
        `[new] alarm (for|at|) {when:moment}`,
        `{when:when} wake me up`,
      ],
      slotTypes,
      ({ when }) => {
        const { inMs, clock, date, part } = when as WhenExpr;
        // "wake me up on friday" without a time of day says too little.
        return inMs !== undefined || clock || (date && part) ? { when } : null;
      },
    ),
    createRule(
      'alarm.repeat',
      [
        `${set} ${an} [${often}] alarm (for|at) {when:moment} ${often}`,
        `wake me [up] ${often} at {when:moment}`,
        `wake me [up] at {when:moment} ${often}`,
        `${set} ${an} alarm (for|) ${often} at {when:moment}`,
      ],
      slotTypes,
    ),
    createRule(
      'alarm.ask-time',
      [
        `(set|create|make|add|set up|set me) ${an} [new] alarm [clock]`,
        'set alarm',
        'wake me up',
        'new alarm',
      ],
      slotTypes,
    ),
    createRule(
      'alarm.snooze',
      ['snooze [it|the alarm|that]', 'snooze (for|) {duration:duration}', '(five|5|ten|10) more minutes'],
      slotTypes,
      (slots, { tokens }) => {
        if (slots['duration'] !== undefined) return { duration: slots['duration'] };
        const first = tokens[0]!.word;
        return { duration: first === 'snooze' ? SNOOZE_MS : /^(five|5)$/.test(first) ? 300_000 : 600_000 };
      },
    ),
    createRule(
      'alarm.list',
      [
        '(what|which) alarms (do i have|are set|are there|have i got|are on) [set|on|for tomorrow]',
        '(when|what time|for when|for what time) is (my|the) [next] alarm [set] [for]',
        '(list|show|show me|read|read out|tell me|check) [all] (my|the) alarms',
        'what are my alarms',
        'do i have (an|any) (alarm|alarms) [set] [for tomorrow]',
        '(is there|are there) (an|any) (alarm|alarms) [set|on]',
        'is my alarm (set|on)',
        'what is my [next] alarm [set] [for]',
        'how many alarms (do i have|are set) [set]',
        'when (will|does) my [next] alarm (go off|ring)',
      ],
      slotTypes,
    ),
    createRule(
      'alarm.cancel-all',
      [`${stop} (all|all my|all the|all of my|my|the|both|every|both my) alarms`, `${stop} every alarm`],
      slotTypes,
    ),
    createRule(
      'alarm.cancel',
      [
        `${stop} (the|my|that|) [next] alarm [clock]`,
        `${stop} (the|my|that|) alarm (for|at|) {when:moment}`,
        `${stop} (the|my|that|) {when:moment} alarm`,
      ],
      slotTypes,
    ),
  ],
  answer({ intent, slots }, context) {
    switch (intent) {
      case 'alarm.set':
        return setAlarm(slots['when'] as WhenExpr, context);
      case 'alarm.repeat':
        return say("I can't repeat an alarm yet, but I can set one for a single day.");
      case 'alarm.ask-time':
        return say('For what time?');
      case 'alarm.snooze': {
        const answer = setAlarm({ inMs: slots['duration'] as number }, context);
        return { ...answer, actions: [{ kind: 'stop' }] };
      }
      case 'alarm.list':
        return listAlarms(context);
      default:
        return cancelAlarms(intent === 'alarm.cancel-all', slots['when'] as WhenExpr | undefined, context);
    }
  },
};

const alarmsOf = ({ storage }: SkillContext) =>
  storage
    .scheduled()
    .filter((item) => item.kind === 'alarm')
    .sort((a, b) => a.dueAt - b.dueAt);

/** "7:30 AM tomorrow". */
function sayMoment(at: number, { nowEpochMs, timeZone, settings }: SkillContext): string {
  const then = wallTimeAt(timeZone, at);
  return `${sayClock(then.hour, then.minute, settings.hourCycle)} ${sayDay(then, wallTimeAt(timeZone, nowEpochMs))}`;
}

function setAlarm(when: WhenExpr, context: SkillContext): SkillAnswer {
  const dueAt = resolveWhen(when, context.nowEpochMs, context.timeZone, 'alarm');
  if (dueAt === null) return say('There is no such day.');
  if (dueAt <= context.nowEpochMs) return say('That time has already passed.');
  if (dueAt - context.nowEpochMs > FURTHEST_MS) return say('I can set an alarm for up to a year ahead.');
  const alarms = alarmsOf(context);
  if (alarms.some((item) => item.dueAt === dueAt))
    return say(`You already have an alarm for ${sayMoment(dueAt, context)}.`);
  if (alarms.length >= MOST_ALARMS) return say(`You already have ${MOST_ALARMS} alarms, cancel one first.`);
  context.storage.schedule({
    id: context.newId(),
    kind: 'alarm',
    label: '',
    createdAt: context.nowEpochMs,
    dueAt,
  });
  return say(`Alarm set for ${sayMoment(dueAt, context)}.`);
}

function listAlarms(context: SkillContext): SkillAnswer {
  const alarms = alarmsOf(context);
  const [alarm, ...others] = alarms;
  if (!alarm) return say('You have no alarm set.');
  if (!others.length) return say(`Your alarm is set for ${sayMoment(alarm.dueAt, context)}.`);
  const most = alarms.slice(0, 5).map((item) => sayMoment(item.dueAt, context));
  const more = alarms.length - most.length;
  return say(`You have ${alarms.length} alarms: ${joinAnd(more > 0 ? [...most, `${more} more`] : most)}.`);
}

/** An alarm matches a time when hour and minute agree in either half of the day unless the half was said. */
function fits(item: ScheduledItem, when: WhenExpr, context: SkillContext): boolean {
  if (!when.clock) {
    const due = resolveWhen(
      { ...when, part: when.part ?? 'morning' },
      context.nowEpochMs,
      context.timeZone,
      'alarm',
    );
    return due !== null && sameDay(due, item.dueAt, context.timeZone);
  }
  const then = wallTimeAt(context.timeZone, item.dueAt);
  const { hour, minute, half } = when.clock;
  const halfFits =
    half === null && !when.part ? then.hour % 12 === hour % 12 : resolvedHour(when, context) === then.hour;
  return halfFits && then.minute === minute;
}

function resolvedHour(when: WhenExpr, context: SkillContext): number | null {
  const due = resolveWhen(when, context.nowEpochMs, context.timeZone, 'alarm');
  return due === null ? null : wallTimeAt(context.timeZone, due).hour;
}

function sameDay(a: number, b: number, zone: string): boolean {
  const [x, y] = [wallTimeAt(zone, a), wallTimeAt(zone, b)];
  return x.year === y.year && x.month === y.month && x.day === y.day;
}

function cancelAlarms(all: boolean, when: WhenExpr | undefined, context: SkillContext): SkillAnswer {
  const alarms = alarmsOf(context);
  const chosen = when ? alarms.filter((item) => fits(item, when, context)) : alarms;
  const [alarm, ...others] = chosen;
  if (!alarm) return say(alarms.length ? 'You have no alarm for that time.' : 'You have no alarm set.');
  if (others.length && !all) {
    const times = chosen.map((item) => sayMoment(item.dueAt, context));
    return say(`Which one: ${joinOr(times)}?`);
  }
  for (const item of chosen) context.storage.unschedule(item.id);
  return say(
    others.length
      ? `Cancelled ${chosen.length} alarms.`
      : `Cancelled the alarm for ${sayMoment(alarm.dueAt, context)}.`,
  );
}

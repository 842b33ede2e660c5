/** The time, here and anywhere. */
import { sayClock } from './clock-expressions.ts';
import type { Place } from './city-zones.ts';
import { sayDate } from './date-expressions.ts';
import { createRule } from './grammar.ts';
import type { Slots } from './grammar.ts';
import { say } from './skill.ts';
import type { Skill } from './skill.ts';
import { slotTypes } from './slot-types.ts';
import { dayNumber, offsetMinutes, wallTimeAt } from './zoned-time.ts';

const placeSlots = (slots: Slots): Slots => {
  const { name, zone } = slots['place'] as Place;
  return { place: name, zone };
};

const now = '[right now|now|currently|at the moment|here|just now]';

export const timeSkill: Skill = {
  name: 'time',
  rules: [
    createRule(
      'time.here',
      [
        `(what is|give me|tell me|say|check) the [current|exact|local] time ${now}`,
        `what time (is it|it is|do you have|have you got|do we have) ${now}`,
        `what time is it ${now} please`,
        `(what is|tell me) my [local] time ${now}`,
        `what the time is ${now}`,
        'the time',
        'current time',
        'time check',
        'time',
        'do you have the time',
        'have you got the time',
        'got the time',
        'how late is it',
        'what hour is it',
      ],
      slotTypes,
    ),
    createRule(
      'time.place',
      [
        `what time (is it|it is) ${now} (in|at|over in) {place:place} ${now}`,
        `(what is|give me|tell me|check) the [current|local|exact] time ${now} [like] (in|for) {place:place} ${now}`,
        `what the time is (in|over in) {place:place} ${now}`,
        `(what is|tell me) {place:place} time ${now}`,
        `what time do they have in {place:place} ${now}`,
        `(in|for) {place:place} what (time is it|is the time)`,
        `[the|current] time (in|for) {place:place} ${now}`,
        `how late is it in {place:place} ${now}`,
        `{place:place} time`,
      ],
      slotTypes,
      placeSlots,
    ),
    createRule(
      'time.difference',
      [
        '(what is|tell me) the time difference (to|with|between here and|from here to) {place:place}',
        'how (far|many hours) (ahead|behind) is {place:place}',
        'how many hours is {place:place} (ahead|behind) [of us|us]',
      ],
      slotTypes,
      placeSlots,
    ),
  ],
  answer({ intent, slots }, { nowEpochMs, timeZone, settings }) {
    const here = wallTimeAt(timeZone, nowEpochMs);
    if (intent === 'time.here') return say(`It's ${sayClock(here.hour, here.minute, settings.hourCycle)}.`);
    const { place, zone } = slots as { place: string; zone: string };
    const there = wallTimeAt(zone, nowEpochMs);
    if (intent === 'time.difference') {
      const minutes = offsetMinutes(zone, nowEpochMs) - offsetMinutes(timeZone, nowEpochMs);
      if (minutes === 0) return say(`${capital(place)} has the same time as you.`);
      const hours = Math.abs(minutes) / 60;
      const amount = `${hours} ${hours === 1 ? 'hour' : 'hours'}`;
      return say(`${capital(place)} is ${amount} ${minutes > 0 ? 'ahead of' : 'behind'} you.`);
    }
    const days = dayNumber(there) - dayNumber(here);
    const clock = sayClock(there.hour, there.minute, settings.hourCycle);
    return say(`It's ${clock} in ${place}${days === 0 ? '' : `, on ${sayDate(there, here)}`}.`);
  },
};

const capital = (place: string) => place.charAt(0).toUpperCase() + place.slice(1);

/** Dates, weekdays and how far away a day is. */
import { monthNames, resolveDate, sayDate, weekdayNames } from './date-expressions.ts';
import type { DateExpr } from './date-expressions.ts';
import { createRule } from './grammar.ts';
import { say, sentenceCase } from './skill.ts';
import type { Skill, SkillAnswer, Understood } from './skill.ts';
import { slotTypes } from './slot-types.ts';
import { dayNumber, daysInMonth, isoWeek, isoWeekday, wallTimeAt } from './zoned-time.ts';
import type { CivilDate } from './zoned-time.ts';

const span = '(days|weeks|months)';
const isYear = (year: number) => daysInMonth(year, 2) === 29;

export const dateSkill: Skill = {
  name: 'date',
  rules: [
    createRule(
      'date.today',
      [
        '(what is|tell me|give me|say) the [current] date [today|right now|now]',
        '(what is|tell me|give me) [the] todays date',
        '(what is|what) date (is it|is today|it is|today is) [today]',
        'what (day|date) (is it|it is|is today|today is) [today|right now|now]',
        'what day of the (week|month) (is it|it is|is today|today is) [today]',
        'what is the day [today]',
        'what is today',
        'todays date',
        'the date',
        'which day (is it|is today) [today]',
      ],
      slotTypes,
    ),
    createRule(
      'date.of',
      [
        'what (day|date|weekday|day of the week) (is|was|will) {date:date} [be|on|fall on|going to be]',
        'what (day|date|weekday|day of the week) (is|was) (on|it on|it) {date:date}',
        'what (day|date|weekday|day of the week) (is it|was it|will it be) [on] {date:date}',
        'what (day|date|weekday|day of the week) (does|did|will) {date:date} (fall on|fall|land on)',
        'on (what|which) (day|date|weekday|day of the week) (is|was|does|did|will) {date:date} [fall|be]',
        'which (day|weekday|date) (is|was) {date:date}',
        'what (is|was|will be|will) the (date|day|day of the week|weekday) [be|on|of|for] {date:date}',
        'what is {date:date} date',
        'what is {date:date}',
        'when (is|was) {date:date} [this year]',
      ],
      slotTypes,
      ({ date }, sentence) => {
        const first = sentence.tokens[0]?.word;
        const second = sentence.tokens[1]?.word;
        const last = sentence.tokens.at(-1)?.word ?? '';
        const expr = date as DateExpr;
        // "what is christmas" asks what it is, not when.
        if (first === 'what' && second === 'is' && sentence.tokens[2]?.word !== 'the' && last !== 'date')
          return null;
        if (first === 'when' && expr.kind !== 'holiday' && expr.kind !== 'weekday') return null;
        return { date };
      },
    ),
    createRule(
      'date.until',
      [
        `how many ${span} (until|to|before|left until|are left until|are there until|is it until|is it to|remain until|to go until|are there before|are there to|are we from) {date:date}`,
        `how many ${span} (away is|from now is|from today is|is) {date:date} [away]`,
        'how (long|far) (until|to|till|is it until|is it to|before|away is) {date:date}',
        'how (soon|far away|far off) is {date:date}',
        'how long do (we|i) have until {date:date}',
        'how long is left until {date:date}',
        'count down to {date:date}',
      ],
      slotTypes,
      ({ date }, { tokens }) => {
        const unit = tokens[2]?.word;
        return { date, unit: unit === 'weeks' ? 'weeks' : 'days' };
      },
    ),
    createRule(
      'date.since',
      [
        `how many ${span} (since|has it been since|ago was|ago is|have passed since) {date:date}`,
        'how long (ago was|has it been since|since) {date:date}',
      ],
      slotTypes,
      ({ date }, { tokens }) => ({ date, unit: tokens[2]?.word === 'weeks' ? 'weeks' : 'days' }),
    ),
    createRule(
      'date.year',
      ['(what|which) year (is it|is this|are we in) [now]', 'what is the [current] year', 'what year it is'],
      slotTypes,
    ),
    createRule(
      'date.month',
      ['(what|which) month (is it|is this|are we in) [now]', 'what is the [current] month'],
      slotTypes,
    ),
    createRule(
      'date.week',
      [
        '(what|which) week [number] (is it|is this|are we in)',
        'what is the [current] week number',
        'what week of the year is (it|this)',
        'what calendar week is (it|this)',
      ],
      slotTypes,
    ),
    createRule(
      'date.leap-year',
      [
        'is {year:year} a leap year',
        '(is it|is this|is this year) a leap year',
        'is this year a leap year',
        'was {year:year} a leap year',
        'will {year:year} be a leap year',
      ],
      slotTypes,
    ),
    createRule('date.next-leap-year', ['when is the next leap year'], slotTypes),
    createRule(
      'date.month-length',
      [
        'how many days (are there in|are in|does|has|in|are) [the month of|in] {month:month} [have|this year|{year:year}|in {year:year}]',
        'how long is {month:month}',
      ],
      slotTypes,
    ),
  ],
  answer(understood, { nowEpochMs, timeZone }) {
    return answerDate(understood, wallTimeAt(timeZone, nowEpochMs));
  },
};

function answerDate({ intent, slots }: Understood, now: CivilDate): SkillAnswer {
  const today: CivilDate = { year: now.year, month: now.month, day: now.day };
  switch (intent) {
    case 'date.today':
      return say(`Today is ${sayDate(today, today)}, ${today.year}.`);
    case 'date.year':
      return say(`It's ${today.year}.`);
    case 'date.month':
      return say(`It's ${monthNames[today.month - 1]}.`);
    case 'date.week':
      return say(`It's week ${isoWeek(today)}.`);
    case 'date.leap-year': {
      const year = (slots['year'] as number | undefined) ?? today.year;
      const verb = year < today.year ? 'was' : year > today.year ? 'will be' : 'is';
      return say(
        isYear(year)
          ? `Yes, ${year} ${verb} a leap year.`
          : `No, ${year} ${verb === 'will be' ? 'will not be' : `${verb} not`} a leap year.`,
      );
    }
    case 'date.next-leap-year': {
      let year = today.year + 1;
      while (!isYear(year)) year++;
      return say(`The next leap year is ${year}.`);
    }
    case 'date.month-length': {
      const month = slots['month'] as number;
      const year = (slots['year'] as number | undefined) ?? today.year;
      const when = month === 2 ? ` in ${year}` : '';
      return say(`${monthNames[month - 1]} has ${daysInMonth(year, month)} days${when}.`);
    }
    default:
      return answerDay(intent, slots['date'] as DateExpr, slots['unit'] === 'weeks', today);
  }
}

/** How the day was named, for the answer: "Christmas", else the date itself. */
const nameOf = (expr: DateExpr): string | null => (expr.kind === 'holiday' ? expr.name : null);

function answerDay(intent: string, expr: DateExpr, weeks: boolean, today: CivilDate): SkillAnswer {
  const date = resolveDay(expr, today, intent === 'date.since');
  if (!date) return say('There is no such day.');
  const days = dayNumber(date) - dayNumber(today);
  const name = nameOf(expr) ?? sayDate(date, today);
  if (intent === 'date.of') {
    const verb = days < 0 ? 'was' : 'is';
    if (nameOf(expr)) return say(`${name} ${verb} on ${sayDate(date, today)}.`);
    if (expr.kind === 'date' || expr.kind === 'monthday') {
      const bare = `${monthNames[date.month - 1]} ${date.day}${date.year === today.year ? '' : `, ${date.year}`}`;
      return say(`${bare} ${verb} a ${weekdayNames[isoWeekday(date) - 1]}.`);
    }
    return say(`That ${verb} ${sayDate(date, today)}.`);
  }
  if (days === 0) return say(`${sentenceCase(name)} is today.`);
  const amount = sayDays(Math.abs(days), weeks);
  if (days < 0) return say(`${sentenceCase(name)} was ${amount} ago.`);
  return say(days === 1 ? `${sentenceCase(name)} is tomorrow.` : `It's ${amount} until ${name}.`);
}

function sayDays(days: number, weeks: boolean): string {
  const count = (n: number, unit: string) => `${n.toLocaleString('en-US')} ${unit}${n === 1 ? '' : 's'}`;
  if (!weeks || days < 7) return count(days, 'day');
  const rest = days % 7;
  return rest === 0
    ? count(days / 7, 'week')
    : `${count(Math.floor(days / 7), 'week')} and ${count(rest, 'day')}`;
}

/** Looking back, the most recent such day is meant. */
function resolveDay(expr: DateExpr, today: CivilDate, back: boolean): CivilDate | null {
  const date = resolveDate(expr, today);
  if (!back || !date || dayNumber(date) <= dayNumber(today)) return date;
  if (expr.kind === 'weekday') return resolveDate({ ...expr, which: 'last' }, today);
  if (expr.kind === 'holiday' || expr.kind === 'date')
    return resolveDate({ ...expr, year: date.year - 1 }, today);
  return date;
}

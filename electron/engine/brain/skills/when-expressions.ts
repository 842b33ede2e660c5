/** A moment to act at, as it is spoken: "at five", "tomorrow morning", "in 20 minutes", "on friday at noon". Pure. */
import type { Ms } from '../../../contract/audio.ts';
import { dayPartAt, hourOf, parseClock } from './clock-expressions.ts';
import type { ClockExpr, DayPart } from './clock-expressions.ts';
import { parseDate, resolveDate } from './date-expressions.ts';
import type { DateExpr } from './date-expressions.ts';
import { parseDuration } from './duration-expressions.ts';
import type { Parsed } from './number-words.ts';
import type { Token } from './tokens.ts';
import { addDays, epochOf, offsetMinutes, wallTimeAt } from './zoned-time.ts';

/** JSON-safe. Either a delay or a day, a part of the day and a time in any combination. */
export interface WhenExpr {
  readonly inMs?: Ms;
  readonly date?: DateExpr;
  readonly part?: DayPart;
  readonly clock?: ClockExpr;
}

function partAfterDay(tokens: readonly Token[], at: number): Parsed<DayPart> | null {
  const word = tokens[at]?.word;
  if (word === 'morning' || word === 'afternoon' || word === 'evening' || word === 'night')
    return { value: word, end: at + 1 };
  return dayPartAt(tokens, at);
}

/** One piece: a delay, a day or a time, with its preposition. `bareClock` allows "7" without "at". */
function parsePiece(tokens: readonly Token[], at: number, bareClock: boolean): Parsed<WhenExpr> | null {
  const word = tokens[at]?.word;
  if (word === 'in' || word === 'after') {
    const delay = parseDuration(tokens, at + 1);
    if (delay) {
      const end = tokens[delay.end]?.word === 'time' ? delay.end + 1 : delay.end;
      return { value: { inMs: delay.value }, end };
    }
  }
  const delay = parseDuration(tokens, at);
  if (delay && tokens[delay.end]?.word === 'from' && tokens[delay.end + 1]?.word === 'now')
    return { value: { inMs: delay.value }, end: delay.end + 2 };
  if (word === 'this' || word === 'tonight') {
    const part = word === 'tonight' ? null : partAfterDay(tokens, at + 1);
    if (word === 'tonight')
      return { value: { date: { kind: 'offset', days: 0 }, part: 'night' }, end: at + 1 };
    if (part) return { value: { date: { kind: 'offset', days: 0 }, part: part.value }, end: part.end };
  }
  const date = parseDate(tokens, word === 'on' || word === 'by' ? at + 1 : at);
  if (date) {
    const part = partAfterDay(tokens, date.end);
    return part
      ? { value: { date: date.value, part: part.value }, end: part.end }
      : { value: { date: date.value }, end: date.end };
  }
  const part = dayPartAt(tokens, at);
  if (part) return { value: { part: part.value }, end: part.end };
  const said = word === 'at' || word === 'by' || word === 'around';
  const clock = said || bareClock ? parseClock(tokens, said ? at + 1 : at) : parseMarkedClock(tokens, at);
  return clock && { value: { clock: clock.value }, end: clock.end };
}

/** A time that can be nothing else: with minutes written, a half of the day, o'clock, noon. */
function parseMarkedClock(tokens: readonly Token[], at: number): Parsed<ClockExpr> | null {
  const clock = parseClock(tokens, at);
  if (!clock) return null;
  const marked =
    clock.value.half !== null ||
    clock.value.hour === 0 ||
    tokens[at]?.word.includes(':') ||
    tokens[clock.end - 1]?.word === 'oclock';
  return marked ? clock : null;
}

/** Joins pieces in any order; the same kind twice ends it. `bareClock` also holds after a day. */
export function parseWhen(tokens: readonly Token[], at: number, bareClock = false): Parsed<WhenExpr> | null {
  const first = parsePiece(tokens, at, bareClock);
  if (!first || first.value.inMs !== undefined) return first;
  let { value, end } = first;
  for (;;) {
    const next = parsePiece(tokens, end, false);
    if (!next || next.value.inMs !== undefined) break;
    const clash =
      (value.date && next.value.date) || (value.clock && next.value.clock) || (value.part && next.value.part);
    if (clash) break;
    value = { ...value, ...next.value };
    end = next.end;
  }
  return { value, end };
}

const DAY: Ms = 86_400_000;

/** Hour used when only a part of the day is said. */
const partHour: Readonly<Record<DayPart, number>> = { morning: 9, afternoon: 15, evening: 18, night: 20 };

/** What an hour without am or pm most likely means on a day that is not today. */
function likelyHour(hour: number, part: DayPart | undefined, purpose: 'alarm' | 'reminder'): number {
  if (part === 'morning') return hour % 12;
  if (part === 'afternoon' || part === 'evening') return (hour % 12) + 12;
  if (part === 'night') return hour === 12 ? 24 : hour < 5 ? hour + 24 : hour + 12;
  if (hour === 12) return 12;
  const morningFrom = purpose === 'alarm' ? 3 : 7;
  return hour >= morningFrom ? hour : hour + 12;
}

/**
 * Epoch milliseconds meant by `when`, or null when the day does not exist. Without a day the next such time is
 * taken; with a day a time may lie in the past, which the caller must refuse.
 */
export function resolveWhen(
  when: WhenExpr,
  nowMs: Ms,
  zone: string,
  purpose: 'alarm' | 'reminder',
): Ms | null {
  const today = wallTimeAt(zone, nowMs);
  if (when.inMs !== undefined) {
    const due = nowMs + when.inMs;
    if (when.inMs === 0 || when.inMs % DAY !== 0) return due;
    // Whole days keep the time on the clock, also when the clocks change in between.
    const shift = offsetMinutes(zone, nowMs) - offsetMinutes(zone, due);
    return due + shift * 60_000;
  }
  const hour = when.clock ? hourOf(when.clock) : null;
  const minute = when.clock?.minute ?? 0;
  if (when.date) {
    const date = resolveDate(when.date, today);
    if (!date) return null;
    const isToday = when.date.kind === 'offset' && when.date.days === 0;
    const at = (h: number) => epochOf(zone, h >= 24 ? addDays(date, 1) : date, h % 24, minute);
    if (!when.clock) return at(when.part ? partHour[when.part] : 9);
    // Midnight that belongs to a day is the one that ends it when it is tonight's.
    if (hour === 0 && isToday) return at(24);
    if (hour !== null) return at(hour);
    const ambiguous = when.clock.hour;
    if (isToday && !when.part) {
      const early = at(ambiguous % 12);
      return early > nowMs ? early : at((ambiguous % 12) + 12);
    }
    return at(likelyHour(ambiguous, when.part, purpose));
  }
  const hours = when.clock
    ? hour !== null
      ? [hour]
      : when.part
        ? [likelyHour(when.clock.hour, when.part, purpose)]
        : [when.clock.hour % 12, (when.clock.hour % 12) + 12]
    : [partHour[when.part ?? 'morning']];
  let best: Ms | null = null;
  for (let day = 0; day <= 1; day++) {
    for (const h of hours) {
      const at = epochOf(zone, addDays(today, day + (h >= 24 ? 1 : 0)), h % 24, minute);
      if (at > nowMs && (best === null || at < best)) best = at;
    }
  }
  return best;
}

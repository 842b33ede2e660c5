import { describe, expect, it } from 'vitest';
import type { TurnView } from '../../../../../electron/contract/desk-views.ts';
import {
  dayName,
  findTurn,
  timelineRows,
  turnKey,
} from '../../../../../renderer/src/features/history/timeline.ts';

const noon = (day: number) => new Date(2026, 2, day, 12).getTime();
const turn = (id: number, startedAt: number): TurnView => ({
  id,
  sessionId: 's',
  turnId: Math.abs(id),
  startedAt,
  userText: '',
  words: [],
  language: 'en',
  confidence: 1,
  endReason: 'policy',
  endProbability: null,
  endSilenceMs: 0,
  replyText: '',
  heardText: '',
  replySource: '',
  interrupted: false,
  timings: {},
  hasSound: false,
});

describe('findTurn', () => {
  it('finds a turn under the id it has now: the disk gave it another one', () => {
    const held = { ...turn(-4, noon(1)), turnId: 4 };
    const saved = { ...turn(17, noon(1)), turnId: 4 };
    expect(findTurn([turn(1, noon(1)), saved], held)).toBe(saved);
    expect(findTurn([held], saved)).toBe(held);
    expect(findTurn([turn(1, noon(1))], saved)).toBeNull();
  });
});

describe('timelineRows', () => {
  const turns = [turn(1, noon(1)), turn(2, noon(1) + 1_000), turn(3, noon(2))];
  it('begins each day once', () => {
    expect(timelineRows(turns, 3).map(({ kind }) => kind)).toEqual([
      'top',
      'day',
      'turn',
      'turn',
      'day',
      'turn',
    ]);
  });
  it('tells whether there is more above', () => {
    expect(timelineRows(turns, 3)[0]).toMatchObject({ hasOlder: false });
    expect(timelineRows(turns, 4)[0]).toMatchObject({ hasOlder: true });
  });
  it('gives each row a key of its own', () => {
    const keys = timelineRows(turns, 3).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it('has no rows without turns', () => {
    expect(timelineRows([], 0)).toEqual([]);
  });
  it('keeps the key of a turn that moves from memory to disk', () => {
    expect(turnKey(turn(-3, noon(2)))).toBe(turnKey(turn(3, noon(2))));
  });
});

describe('dayName', () => {
  it('knows today and yesterday, also over the end of a month', () => {
    const now = new Date(2026, 3, 1, 0, 5).getTime();
    expect(dayName(new Date(2026, 3, 1, 23).getTime(), now)).toBe('today');
    expect(dayName(new Date(2026, 2, 31, 23, 59).getTime(), now)).toBe('yesterday');
    expect(dayName(new Date(2026, 2, 30, 12).getTime(), now)).toBe('date');
    expect(dayName(new Date(2025, 3, 1, 12).getTime(), now)).toBe('date');
  });
});

import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { understand } from '../../../electron/engine/brain/skills/understand.ts';
import { readOutOfDomain, readPhrasings, understoodAs } from '../../support/skill-tables.ts';

describe('phrasings', () => {
  test.each(readPhrasings('phrasings'))('$text', ({ text, intent, slots }) => {
    expect(understoodAs(text)).toEqual({ intent, slots });
  });

  test('at least 95 % of the held-out phrasings give exactly the intent and slots meant', () => {
    const all = readPhrasings('held-out');
    expect(all.length).toBeGreaterThanOrEqual(200);
    const right = all.filter(({ text, intent, slots }) =>
      isDeepStrictEqual(understoodAs(text), { intent, slots }),
    );
    expect(right.length / all.length).toBeGreaterThanOrEqual(0.95);
  });

  test('the held-out phrasings are not among those the grammar was made with', () => {
    const known = new Set(readPhrasings('phrasings').map(({ text }) => text.toLowerCase()));
    const shared = readPhrasings('held-out').filter(({ text }) => known.has(text.toLowerCase()));
    expect(shared.length).toBeLessThan(20);
  });
});

describe('what is not meant for a skill', () => {
  const sentences = readOutOfDomain();

  test('there are at least 500 different sentences', () => {
    expect(new Set(sentences).size).toBeGreaterThanOrEqual(500);
  });

  test('none of them is acted on, in any case or punctuation', () => {
    const acted = sentences.filter(
      (text) => understand(text) ?? understand(text.toUpperCase()) ?? understand(text.replace(/[.?!]$/, '')),
    );
    expect(acted).toEqual([]);
  });

  test.each([
    ['politeness alone', 'Could you please'],
    ['two requests at once', 'Set a timer for 5 minutes and what time is it?'],
    ['a request inside a report', 'She said set a timer for 5 minutes.'],
    ['a place nobody knows', 'What time is it in Mordor?'],
    ['units that do not fit', 'How many litres are in a mile?'],
  ])('%s: %s', (_, text) => {
    expect(understand(text)).toBeNull();
  });
});

describe('how the same thing is said', () => {
  test.each([
    'what time is it',
    'WHAT TIME IS IT?',
    'Hey Parley, could you please tell me what time it is?',
    '  What   time is it ?!  ',
    'Um, what time is it, please?',
    'What’s the time?',
    'Please can you tell me the time, thanks.',
  ])('%s', (text) => {
    expect(understand(text)?.intent).toBe('time.here');
  });
});
